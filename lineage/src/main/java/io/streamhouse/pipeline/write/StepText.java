package io.streamhouse.pipeline.write;

import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.Problem;
import io.streamhouse.model.ProblemException;
import io.streamhouse.pipeline.Expressions;
import io.streamhouse.pipeline.NamedExpression;
import io.streamhouse.pipeline.Ordering;
import io.streamhouse.pipeline.write.NodeSql.Span;
import io.streamhouse.sql.Lexeme;
import java.util.ArrayList;
import java.util.List;

/**
 * SQL while it is written from a step, which notes what came from which of its fields, and lets nothing be written that
 * is missing or would break out of its place.
 */
final class StepText {

    /** The longest list that stands on one line. */
    static final int LINE = 100;

    private final String node;
    private final List<String> froms;
    private final StringBuilder text = new StringBuilder();
    private final List<Span> spans = new ArrayList<>();

    /**
     * @param node the name that a refusal has
     * @param froms what stands behind FROM for each input
     */
    StepText(String node, List<String> froms) {
        this.node = node;
        this.froms = froms;
    }

    NodeSql done() {
        return new NodeSql(text.toString(), spans);
    }

    /** Words that belong to no field. */
    StepText add(String words) {
        text.append(words);
        return this;
    }

    StepText from(int input) {
        return span("inputs[" + input + "]", froms.get(input));
    }

    /** Words and what they introduce; neither, if that writes nothing. */
    boolean introduced(String words, Runnable content) {
        int before = text.length();
        add(words);
        int start = text.length();
        content.run();
        boolean any = text.length() > start;
        if (!any) {
            text.setLength(before);
        }
        return any;
    }

    void expression(String field, String expression) {
        required(field, expression, "an expression");
        span(field, expression);
        if (Expressions.endsInLineComment(expression)) {
            add("\n");
        }
    }

    void name(String field, String name) {
        required(field, name, "a column's name");
        span(field, Lexeme.written(name));
    }

    void names(String field, List<String> names) {
        for (int item = 0; item < names.size(); item++) {
            add(item == 0 ? "" : ", ");
            name(field + "[" + item + "]", names.get(item));
        }
    }

    void orderings(List<Ordering> by) {
        for (int item = 0; item < by.size(); item++) {
            Ordering ordering = by.get(item);
            add(item == 0 ? "" : ", ");
            expression("by[" + item + "].expression", ordering.expression());
            add(ordering.descending() ? " DESC" : "");
            add(
                    switch (ordering.nulls()) {
                        case AS_USUAL -> "";
                        case FIRST -> " NULLS FIRST";
                        case LAST -> " NULLS LAST";
                    });
        }
    }

    /**
     * The columns of a SELECT: on one line if they are short, else one a line.
     *
     * @param star whether all columns of the input stand before them
     * @param fields the field of each list
     */
    void list(boolean star, List<String> fields, List<List<NamedExpression>> lists) {
        int length = lists.stream()
                .flatMap(List::stream)
                .mapToInt(column -> column.expression().length() + column.name().length() + 6)
                .sum();
        boolean broken = length > LINE
                || lists.stream()
                        .flatMap(List::stream)
                        .anyMatch(column -> column.expression().contains("\n"));
        String first = broken ? "\n  " : " ";
        String next = broken ? ",\n  " : ", ";
        boolean any = star;
        add(star ? first + "*" : "");
        for (int of = 0; of < lists.size(); of++) {
            List<NamedExpression> list = lists.get(of);
            for (int item = 0; item < list.size(); item++) {
                add(any ? next : first);
                any = true;
                named(fields.get(of) + "[" + item + "]", list.get(item));
            }
        }
    }

    private void named(String field, NamedExpression column) {
        required(field + ".name", column.name(), "a column's name");
        expression(field + ".expression", column.expression());
        if (!column.expression().equals(Lexeme.written(column.name()))) {
            add(" AS ");
            name(field + ".name", column.name());
        }
    }

    private StepText span(String field, String written) {
        int from = text.length();
        text.append(written);
        spans.add(new Span(field, from, text.length()));
        return this;
    }

    /** @param what the field holds, as a refusal says that it is missing */
    void required(String field, String value, String what) {
        if (value.isBlank()) {
            throw refusal("lacks " + what + " (" + field + ")", "Fill it in");
        }
        sound(field, value);
    }

    /** A text that may be missing, but must not break out of its place. */
    void sound(String field, String value) {
        Expressions.breakingOut(value).ifPresent(why -> {
            throw refusal("can't be written: " + why + " in " + field, "Put the expression right");
        });
    }

    /** @param what follows the node's name in a sentence */
    ProblemException refusal(String what, String nextStep) {
        return new ProblemException(Problem.of(ErrorCode.INVALID_REQUEST, "“" + node + "” " + what, nextStep));
    }
}
