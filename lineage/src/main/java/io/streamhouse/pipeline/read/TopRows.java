package io.streamhouse.pipeline.read;

import io.streamhouse.pipeline.Expressions;
import io.streamhouse.pipeline.Ordering;
import io.streamhouse.pipeline.Step;
import io.streamhouse.pipeline.read.FromClause.Table;
import io.streamhouse.pipeline.read.Growing.Known;
import io.streamhouse.pipeline.read.Growing.Rows;
import io.streamhouse.pipeline.read.Numbering.Kept;
import io.streamhouse.pipeline.read.Written.Part;
import io.streamhouse.sql.Lexeme;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads what keeps the first rows of each group, by the number that ROW_NUMBER gives them: Top-N and deduplication. */
final class TopRows {

    private final Select select;
    private final SelectClauses clauses;
    private final Written text;

    TopRows(Select select) {
        this.select = select;
        this.clauses = select.clauses();
        this.text = select.text();
    }

    /**
     * {@code SELECT … FROM (SELECT …, ROW_NUMBER() OVER (…) AS n FROM …) WHERE n <= 3}.
     *
     * @param table what stands in FROM
     * @param open the conditions of WHERE; that on the number is taken out
     * @return the rows that are kept; empty if the SELECT is of another form
     */
    Optional<Scope> ranked(Table table, List<Part> open) {
        Part inner = text.unwrapped(table.part());
        boolean alone =
                table.kind() == Table.Kind.QUERY && table.columns().isEmpty() && SelectClauses.isAll(text, inner);
        if (!alone || select.reading().isKept(inner)) {
            return Optional.empty();
        }
        SelectClauses numbering = SelectClauses.read(text, inner);
        List<SelectItem> numbers = numbering.items().stream()
                .filter(item ->
                        !item.star() && Numbering.of(text, item.expression()).isPresent())
                .toList();
        boolean simple = !numbering.distinct() && numbering.qualify().isEmpty();
        if (numbers.size() != 1 || numbering.items().size() == 1 || !simple) {
            return Optional.empty();
        }
        SelectItem number = numbers.get(0);
        for (Part condition : open) {
            Optional<Kept> kept = kept(condition, number.name(), table.alias());
            if (kept.isPresent()) {
                boolean used = clauses.hasStar() || isUsed(number.name(), condition);
                Rows rows = numbered(numbering, number, kept.get(), used);
                growing().note(rows.node(), text.untold(text.from(inner.from()), text.to(inner.to() - 1)));
                open.remove(condition);
                return Optional.of(Scope.of(rows, table.alias()));
            }
        }
        return Optional.empty();
    }

    /** How many rows a condition on their number keeps; empty if it is one on something else. */
    private Optional<Kept> kept(Part condition, String number, String alias) {
        int at = condition.from();
        int end = text.pathEnd(at);
        boolean plain = end == at + 1;
        boolean qualified = end == at + 3 && text.get(at).name().equals(alias);
        boolean about = (plain || qualified) && text.get(end - 1).name().equals(number);
        return about ? Kept.of(text, end, condition.to()) : Optional.empty();
    }

    /** Whether the number is asked for outside of FROM and of the condition on it. */
    private boolean isUsed(String number, Part condition) {
        for (int at = clauses.body().from(); at < select.end(); at++) {
            boolean elsewhere = !isIn(clauses.from(), at) && !isIn(condition, at);
            if (elsewhere && text.isWordOrName(at) && text.get(at).name().equals(number)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isIn(Part part, int at) {
        return at >= part.from() && at < part.to();
    }

    private Rows numbered(SelectClauses numbering, SelectItem number, Kept kept, boolean used) {
        Select inner =
                new SelectReader(select.queries(), numbering.without(number), select.around(), Ending.NONE).steps();
        if (inner.scope().rows().columns().isEmpty() && inner.isProjected()) {
            throw new Uncovered("What rows are numbered by is not known");
        }
        Numbering by = Numbering.of(text, number.expression()).orElseThrow();
        return new TopRows(inner).first(by, kept, used ? Optional.of(number.name()) : Optional.empty());
    }

    /** {@code QUALIFY ROW_NUMBER() OVER (…) <= 3}. */
    void qualified(Part condition) {
        int over = text.find(condition.from(), condition.to(), Set.of("OVER"));
        int end = text.symbol(over + 1, "(") ? text.partner(over + 1) + 1 : condition.to();
        Optional<Numbering> numbering = Numbering.of(text, new Part(condition.from(), end));
        Optional<Kept> kept = Kept.of(text, end, condition.to());
        if (numbering.isEmpty() || kept.isEmpty()) {
            throw new Uncovered("QUALIFY by anything but ROW_NUMBER is not known");
        }
        select.goOn(select.scope().at(first(numbering.get(), kept.get(), Optional.empty())));
    }

    /** The first rows of each group, of this SELECT's result. */
    private Rows first(Numbering numbering, Kept kept, Optional<String> rank) {
        List<Ordering> by = numbering.order().stream()
                .map(key -> key.by(overResult(key.expression())))
                .toList();
        List<String> keys = new ArrayList<>();
        boolean columns = !numbering.partition().isEmpty();
        for (Part part : numbering.partition()) {
            String key = overResult(part);
            columns &= text.isPath(part) && Expressions.isPlainName(unqualified(key));
            keys.add(key);
        }
        Optional<List<Known>> known = select.scope().rows().columns().map(before -> {
            List<Known> more = new ArrayList<>(before);
            rank.ifPresent(name -> more.add(new Known(name, true)));
            return more;
        });
        boolean deduplicates = kept.exactly() && columns && rank.isEmpty();
        Step step = deduplicates
                ? new Step.Deduplicate(
                        keys.stream()
                                .map(key -> Lexeme.read(unqualified(key)).get(0).name())
                                .toList(),
                        by)
                : new Step.TopN(keys, by, kept.count(), rank);
        return growing()
                .add(
                        deduplicates ? "deduplicated" : "ranked",
                        step,
                        List.of(select.scope().node()),
                        known);
    }

    /** A column without the node's name before it; anything else as it is. */
    private String unqualified(String expression) {
        List<Lexeme> lexemes = Lexeme.read(expression);
        boolean qualified = lexemes.size() == 3
                && lexemes.get(1).isSymbol(".")
                && lexemes.get(0).isName()
                && lexemes.get(0).name().equals(select.scope().node());
        return qualified ? lexemes.get(2).text() : expression;
    }

    /** An expression as it is written over this SELECT's result. */
    private String overResult(Part part) {
        Scope scope = select.scope();
        MovedExpression expression = select.moved(part);
        if (!select.isProjected()) {
            return expression.over(scope);
        }
        Optional<String> whole = select.output(select.key(part));
        if (whole.isPresent()) {
            return Lexeme.written(whole.get());
        }
        AggregateCalls aggregates = select.reading().aggregates();
        int at = part.from();
        while (at < part.to()) {
            int aggregate = aggregates.end(at);
            int end = aggregate > at ? aggregate : text.pathEnd(at);
            boolean computed = aggregate > at || end > at && !text.symbol(end, "(");
            if (computed) {
                Part piece = new Part(at, end);
                String name = select.output(select.key(piece))
                        .orElseThrow(() -> new Uncovered("What rows are numbered by is not in the result"));
                expression.replace(piece, Lexeme.written(name));
            }
            at = computed ? end : at + 1;
        }
        return expression.over(scope);
    }

    private Growing growing() {
        return select.growing();
    }
}
