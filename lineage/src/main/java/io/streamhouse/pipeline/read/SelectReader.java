package io.streamhouse.pipeline.read;

import io.streamhouse.pipeline.read.Growing.Rows;
import io.streamhouse.pipeline.read.Written.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads one SELECT, clause by clause in the order in which they work. */
final class SelectReader {

    private final Select select;
    private final SelectClauses clauses;
    private final Written text;

    SelectReader(QueryReader queries, SelectClauses clauses, Surroundings around, Ending ending) {
        this.select = new Select(queries, clauses, around, ending);
        this.clauses = clauses;
        this.text = queries.reading().text();
    }

    Rows read() {
        steps();
        Ending ending = select.ending();
        if (ending.isEmpty()) {
            return select.scope().rows();
        }
        Scope over = select.isProjected() ? Scope.of(select.scope().rows(), "") : select.scope();
        if (select.isProjected()) {
            ending.order().forEach(key -> requireOutput(key.expression(), over));
        }
        return select.queries().sorted(over, ending, this::output);
    }

    /** Makes the steps of all clauses but those that order and cut. */
    Select steps() {
        FromClause from = FromClause.read(text, clauses.from());
        List<Part> conditions = clauses.where().map(text::conjuncts).orElse(List.of());
        boolean grouped = clauses.isGrouped(select.reading().aggregates());
        boolean simple = !grouped && !clauses.distinct() && clauses.qualify().isEmpty();
        List<Part> open = new ArrayList<>(conditions);
        boolean numbered = false;
        boolean folded = false;
        TopRows top = new TopRows(select);
        Optional<Scope> ranked = from.rest().isEmpty() ? top.ranked(from.first(), open) : Optional.empty();
        if (ranked.isPresent()) {
            select.goOn(ranked.get());
            numbered = clauses.qualify().isEmpty()
                    && open.isEmpty()
                    && select.ending().isEmpty();
        } else {
            folded = new Joins(select).read(from, open, simple);
        }
        if (!folded) {
            folded = new Conditions(select).read(conditions, open, simple);
        }
        if (grouped) {
            new Groups(select).read();
            if (clauses.qualify().isPresent()) {
                throw new Uncovered("QUALIFY behind GROUP BY is not known");
            }
        } else if (!folded) {
            clauses.qualify().ifPresent(top::qualified);
            new Projection(select).read(numbered);
        }
        return select;
    }

    /** What is ordered by has to be in the result: nodes that follow have nothing else. */
    private void requireOutput(Part expression, Scope over) {
        if (select.output(select.key(expression)).isPresent()) {
            return;
        }
        for (int at = expression.from(); at < expression.to(); at++) {
            boolean column = text.startsPath(at) && !text.symbol(text.pathEnd(at), "(");
            boolean known =
                    over.rows().columns().isEmpty() || over.has(text.get(at).name());
            if (column && !known) {
                throw new Uncovered("It is ordered by what is not in the result");
            }
        }
    }

    /** The column that an expression in ORDER BY asks for: one that is computed, or one by its place. */
    private Optional<String> output(Part expression) {
        OptionalLong place = expression.length() == 1 ? text.number(expression.from()) : OptionalLong.empty();
        if (place.isEmpty()) {
            return select.output(select.key(expression));
        }
        List<SelectItem> items = clauses.items();
        if (place.getAsLong() < 1 || place.getAsLong() > items.size() || clauses.hasStar()) {
            throw new Uncovered("ORDER BY counts columns");
        }
        return Optional.of(items.get((int) place.getAsLong() - 1).name());
    }
}
