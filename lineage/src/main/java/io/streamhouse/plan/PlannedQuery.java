package io.streamhouse.plan;

import io.streamhouse.model.Column;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.Identifiers;
import io.streamhouse.model.Problem;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What Flink's planner knows of a query.
 *
 * @param columns of the result, as a table has to have them for {@code INSERT INTO table query}: NOT NULL where the
 *     type says so, and those of the key where a filter sees to it
 * @param inferredKey columns that tell the result's rows apart, as few as possible; empty if no columns are known to.
 *     Check it with {@link #keyProblem} before a table is made with it
 * @param keys all the sets of columns known to tell rows apart, the smallest first
 * @param neverNull names of the columns where no row is null, by their type or by a filter: a key can be made of them
 * @param insertOnly whether rows of the result never change and never go away as long as sources are only added to, as
 *     the planner sees it
 * @param stateful whether keeping the result up to date needs operators with state
 * @param scans in the order of the query's text
 * @param maintainability the verdict, for the key that was asked for or else for {@code inferredKey}
 * @param warnings in what the result can differ between two right computations of it, one sentence each
 * @param deterministic whether two computations over the same sources give the same rows, but for the last digits of
 *     floating-point sums
 * @param inBatch whether Flink's batch mode can compute it; otherwise a stream over bounded input can
 * @param text the query, ready for hints
 */
public record PlannedQuery(
        List<Column> columns,
        List<String> inferredKey,
        List<List<String>> keys,
        Set<String> neverNull,
        boolean insertOnly,
        boolean stateful,
        List<Scan> scans,
        Maintainability maintainability,
        List<String> warnings,
        boolean deterministic,
        boolean inBatch,
        ExpandedQuery text) {

    public PlannedQuery {
        columns = List.copyOf(columns);
        inferredKey = List.copyOf(inferredKey);
        keys = List.copyOf(keys);
        neverNull = Set.copyOf(neverNull);
        scans = List.copyOf(scans);
        warnings = List.copyOf(warnings);
    }

    /**
     * The query with views replaced by their queries, tables by their full names, {@code *} by the columns of today, and
     * a hint {@code OPTIONS} at each scan. It means the same in any session.
     *
     * @param hintsPerScan options of each scan in order, none for those at the end that are left out; they win over
     *     options of the query's own
     * @throws IllegalArgumentException if there are more than scans
     */
    public String sql(List<Map<String, String>> hintsPerScan) {
        return text.sql(hintsPerScan);
    }

    /** {@link #sql(List)} without hints but the query's own. */
    public String sql() {
        return text.sql(List.of());
    }

    /**
     * What stands against a table with this primary key for the result: a column that is not there, is there twice in
     * the key, or may be null.
     */
    public Optional<Problem> keyProblem(List<String> key) {
        HashSet<String> seen = new HashSet<>();
        for (String name : key) {
            Optional<Column> column =
                    columns.stream().filter(each -> each.name().equals(name)).findFirst();
            if (column.isEmpty()) {
                return Optional.of(Problem.of(
                        ErrorCode.INVALID_REQUEST,
                        "The key column '" + name + "' is no column of the query",
                        "Its columns are " + String.join(", ", names())));
            }
            if (!seen.add(name)) {
                return Optional.of(
                        Problem.of(ErrorCode.INVALID_REQUEST, "The key names the column '" + name + "' twice"));
            }
            if (!neverNull.contains(name)) {
                String quoted = Identifiers.plain(name);
                return Optional.of(Problem.of(
                        ErrorCode.INVALID_REQUEST,
                        "The key column '" + name + "' may be null, and a primary key can't be",
                        "Leave such rows out (WHERE " + quoted + " IS NOT NULL), or give them a value (COALESCE("
                                + quoted + ", …) AS " + quoted + ", in GROUP BY too)"));
            }
        }
        return Optional.empty();
    }

    /**
     * A sentence of warning if nothing says that this key tells the result's rows apart: of rows with the same key only
     * one would be kept.
     */
    public Optional<String> keyDoubt(List<String> key) {
        boolean known = keys.stream().anyMatch(key::containsAll);
        return known || key.isEmpty()
                ? Optional.empty()
                : Optional.of("Nothing says that (" + String.join(", ", key)
                        + ") tells the rows of the result apart; of rows with the same key only one is kept");
    }

    private List<String> names() {
        return columns.stream().map(Column::name).toList();
    }
}
