package io.streamhouse.pipeline.read;

import io.streamhouse.pipeline.NamedExpression;
import io.streamhouse.pipeline.Step;
import io.streamhouse.pipeline.read.Growing.Known;
import io.streamhouse.pipeline.read.Growing.Rows;
import io.streamhouse.pipeline.read.Written.Part;
import io.streamhouse.sql.Lexeme;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads queries that stand for one value in a condition: joined, so that each row has the value beside it. */
final class ScalarQueries {

    private static final Set<String> ASKING = Set.of("EXISTS", "IN", "ANY", "SOME", "ALL", "UNIQUE");

    private final Select select;
    private final Written text;
    private final Growing growing;

    ScalarQueries(Select select) {
        this.select = select;
        this.text = select.text();
        this.growing = select.growing();
    }

    /** Puts the values beside each row, and their names into the expression that asks for them. */
    void answer(Part condition, MovedExpression expression) {
        int at = condition.from();
        while (at < condition.to()) {
            if (text.opensQuery(at)) {
                int close = text.partner(at);
                Part query = new Part(at + 1, close);
                if (text.anyWord(at - 1, ASKING) || !isOneRow(text.unwrapped(query))) {
                    throw new Uncovered("A query inside of a condition is not sure to give one row");
                }
                expression.replace(new Part(at, close + 1), Lexeme.written(beside(query)));
                at = close;
            }
            at++;
        }
    }

    /** Aggregates over all rows are one row, whatever the rows are. */
    private boolean isOneRow(Part query) {
        Set<String> others = new HashSet<>(Set.of("GROUP", "HAVING", "QUALIFY"));
        others.addAll(Ending.WORDS);
        others.addAll(SetOperations.WORDS);
        if (!text.word(query.from(), "SELECT") || text.find(query.from(), query.to(), others) < query.to()) {
            return false;
        }
        int from = text.fromClause(query.from() + 1, query.to());
        return SelectItem.list(text, query.from() + 1, from).stream()
                .anyMatch(item -> select.reading().aggregates().in(item.expression()));
    }

    /** Joins the value that a query gives; the name of its column. */
    private String beside(Part query) {
        int since = growing.size();
        Scope asked = select.asked(query);
        Scope left = select.scope();
        List<Known> given = asked.rows().columns().orElse(List.of());
        if (given.size() != 1 || left.rows().columns().isEmpty()) {
            throw new Uncovered("A query inside of a condition gives more than one value");
        }
        String name = given.get(0).name();
        Rows rows = asked.rows();
        if (name.startsWith("EXPR$") || left.has(name)) {
            name = "answer";
            for (int number = 2; left.has(name); number++) {
                name = "answer_" + number;
            }
            rows = called(name, rows, since);
        }
        List<Known> both = new ArrayList<>(left.rows().columns().orElse(List.of()));
        both.add(new Known(name, false));
        select.join("joined", new Step.Join(Step.JoinKind.INNER, "", List.of()), Scope.of(rows, ""), Optional.of(both));
        return name;
    }

    /** The value under another name: what computes it gives it that, if it is there for nothing else. */
    private Rows called(String name, Rows rows, int since) {
        boolean own = growing.isSince(since, rows.node());
        Step step = growing.find(rows.node()).orElseThrow().step();
        if (own
                && step instanceof Step.Aggregate aggregate
                && aggregate.keys().isEmpty()
                && aggregate.measures().size() == 1) {
            String measure = aggregate.measures().get(0).expression();
            return growing.change(
                    rows.node(),
                    new Step.Aggregate(List.of(), List.of(new NamedExpression(measure, name))),
                    Scope.named(List.of(name)));
        }
        return select.queries().renamed(rows, List.of(name), Optional.empty());
    }
}
