package io.streamhouse.pipeline.read;

import io.streamhouse.pipeline.read.Written.Part;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A SELECT as it is written, clause by clause.
 *
 * @param body all of it, without what orders or cuts its rows
 */
record SelectClauses(
        Part body,
        boolean distinct,
        List<SelectItem> items,
        Part from,
        Optional<Part> where,
        Optional<Part> group,
        Optional<Part> having,
        Optional<Part> qualify) {

    /** What starts a clause behind FROM. */
    static final Set<String> WORDS = Set.of("WHERE", "GROUP", "HAVING", "WINDOW", "QUALIFY");

    static SelectClauses read(Written text, Part body) {
        int at = body.from() + 1;
        if (text.opensHint(at)) {
            throw new Uncovered("A hint behind SELECT is not known");
        }
        boolean distinct = text.word(at, "DISTINCT");
        at += distinct || text.word(at, "ALL") ? 1 : 0;
        int from = text.fromClause(at, body.to());
        if (from == body.to()) {
            throw new Uncovered("A SELECT without FROM makes a row from nothing");
        }
        List<SelectItem> items = SelectItem.list(text, at, from);
        int fromEnd = text.find(from + 1, body.to(), WORDS);
        Map<String, Part> clauses = new HashMap<>();
        int clause = fromEnd;
        while (clause < body.to()) {
            int end = text.find(clause + 1, body.to(), WORDS);
            String word = text.get(clause).text().toUpperCase(Locale.ROOT);
            if (word.equals("WINDOW")) {
                throw new Uncovered("A WINDOW clause is not known");
            }
            clauses.put(word, new Part(clause + (word.equals("GROUP") ? 2 : 1), end));
            clause = end;
        }
        return new SelectClauses(
                body,
                distinct,
                items,
                new Part(from + 1, fromEnd),
                Optional.ofNullable(clauses.get("WHERE")),
                Optional.ofNullable(clauses.get("GROUP")),
                Optional.ofNullable(clauses.get("HAVING")),
                Optional.ofNullable(clauses.get("QUALIFY")));
    }

    /** Whether a query is one SELECT, neither put together with others nor ordered or cut. */
    static boolean isAll(Written text, Part query) {
        return text.word(query.from(), "SELECT")
                && text.find(query.from(), query.to(), Ending.WORDS) == query.to()
                && text.find(query.from(), query.to(), SetOperations.WORDS) == query.to();
    }

    SelectClauses without(SelectItem item) {
        List<SelectItem> others =
                items.stream().filter(other -> !other.equals(item)).toList();
        return new SelectClauses(body, distinct, others, from, where, group, having, qualify);
    }

    boolean hasStar() {
        return items.stream().anyMatch(SelectItem::star);
    }

    /** Whether it asks for all columns and for nothing else. */
    boolean isStar() {
        return items.size() == 1 && hasStar() && items.get(0).qualifier().isEmpty();
    }

    /** Whether it gives rows of groups, or of all rows together. */
    boolean isGrouped(AggregateCalls aggregates) {
        return group.isPresent()
                || having.isPresent()
                || items.stream().anyMatch(item -> aggregates.in(item.expression()));
    }
}
