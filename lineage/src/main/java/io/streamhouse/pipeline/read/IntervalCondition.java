package io.streamhouse.pipeline.read;

import io.streamhouse.pipeline.NamedExpression;
import io.streamhouse.pipeline.Step;
import io.streamhouse.pipeline.read.Written.Part;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds joins of rows that are near in time: {@code … AND left.at BETWEEN right.at - INTERVAL '1' HOUR AND right.at +
 * INTERVAL '1' HOUR}.
 */
final class IntervalCondition {

    private static final String NO_SHIFT = "INTERVAL '0' SECOND";

    private final Select select;
    private final Scope left;
    private final Scope right;
    private final Written text;

    IntervalCondition(Select select, Scope right) {
        this.select = select;
        this.left = select.scope();
        this.right = right;
        this.text = select.text();
    }

    /** The step for a condition of which the last part says that; empty if none does. */
    Optional<Step> step(Step.JoinKind kind, Part on, List<NamedExpression> columns) {
        List<Part> conditions = text.conjuncts(on);
        Part last = conditions.get(conditions.size() - 1);
        int between = text.find(last.from(), last.to(), Set.of("BETWEEN"));
        int and = text.find(between, last.to(), Set.of("AND"));
        if (between == last.to() || and == last.to() || text.pathEnd(last.from()) != between) {
            return Optional.empty();
        }
        Optional<Part> from = shift(between + 1, and);
        Optional<Part> to = shift(and + 1, last.to());
        if (from.isEmpty() || to.isEmpty() || from.get().isEmpty() && to.get().isEmpty()) {
            return Optional.empty();
        }
        Part leftTime = new Part(last.from(), between);
        Part rightTime = new Part(between + 1, text.pathEnd(between + 1));
        Part other = new Part(and + 1, text.pathEnd(and + 1));
        boolean turned = isOf(leftTime, right, left) || isOf(rightTime, left, right);
        if (turned
                || !ExpressionKey.of(text, rightTime, List.of(right))
                        .equals(ExpressionKey.of(text, other, List.of(right)))) {
            return Optional.empty();
        }
        Part rest = new Part(on.from(), conditions.size() == 1 ? on.from() : last.from() - 1);
        if (rest.length() > 2 && text.symbol(rest.from(), "(") && text.partner(rest.from()) == rest.to() - 1) {
            rest = new Part(rest.from() + 1, rest.to() - 1);
        }
        return Optional.of(new Step.IntervalJoin(
                kind,
                rest.isEmpty() ? "" : select.moved(rest).over(left, right),
                select.moved(leftTime).over(left, right),
                select.moved(rightTime).over(left, right),
                interval(from.get()),
                interval(to.get()),
                columns));
    }

    /** The interval behind a column and a sign; with the sign if it is a minus. */
    private Optional<Part> shift(int from, int to) {
        int sign = text.pathEnd(from);
        if (sign == from) {
            return Optional.empty();
        }
        if (sign == to) {
            return Optional.of(new Part(to, to));
        }
        boolean minus = text.symbol(sign, "-");
        if (!minus && !text.symbol(sign, "+") || !text.word(sign + 1, "INTERVAL")) {
            return Optional.empty();
        }
        // An interval and nothing else: INTERVAL 'n' UNIT, or with a precision or TO.
        for (int at = sign + 2; at < to; at++) {
            if (text.symbol(at, "+") || text.symbol(at, "-") || text.symbol(at, "*") || text.symbol(at, "/")) {
                return Optional.empty();
            }
        }
        return Optional.of(new Part(minus ? sign : sign + 1, to));
    }

    private String interval(Part shift) {
        text.keep(shift.from(), shift.to());
        return shift.isEmpty() ? NO_SHIFT : text.slice(shift);
    }

    /** Whether a column is known to be of one side and not of the other. */
    private boolean isOf(Part column, Scope side, Scope other) {
        String first = text.get(column.from()).name();
        if (column.length() > 1
                && (side.item(first).isPresent() || other.item(first).isPresent())) {
            return side.item(first).isPresent();
        }
        return !side.having(first).isEmpty() && other.having(first).isEmpty();
    }
}
