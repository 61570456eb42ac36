package io.streamhouse.console.lineagegraph;

import io.streamhouse.component.Formats;
import io.streamhouse.lineage.Dependence;
import io.streamhouse.lineage.Edge;
import io.streamhouse.lineage.Via;
import io.streamhouse.model.RelationKind;
import java.time.ZoneId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** How lineage is spoken of. */
public final class LineageWords {

    private LineageWords() {}

    /** What a relation is; of one that is in no catalog, that it is in none. */
    public static String kind(Optional<RelationKind> kind) {
        return kind.map(known -> switch (known) {
                    case TABLE -> "table";
                    case VIEW -> "view";
                    case MATERIALIZED_VIEW -> "materialized view";
                })
                .orElse("not in its catalog");
    }

    /** How a column depends on another, in a word or two. */
    public static String dependence(Dependence dependence) {
        return switch (dependence) {
            case IDENTITY -> "as it is";
            case TRANSFORMATION -> "transformation";
            case AGGREGATION -> "aggregation";
            case JOIN -> "joined on";
            case FILTER -> "filtered by";
            case GROUP_BY -> "grouped by";
            case SORT -> "sorted by";
            case WINDOW -> "window over";
            case CONDITIONAL -> "decided by";
        };
    }

    /** How a column goes into another, with the expression where that says more. */
    public static String edge(Dependence dependence, String expression) {
        return dependence == Dependence.IDENTITY || expression.isBlank()
                ? dependence(dependence)
                : dependence(dependence) + ": " + expression;
    }

    /** What has a say in which rows there are: {@code joined on order_id · filtered by status}. */
    public static String rows(Collection<Edge> edges) {
        Map<Dependence, TreeSet<String>> columns = new LinkedHashMap<>();
        edges.stream()
                .sorted((one, other) -> one.dependence().compareTo(other.dependence()))
                .forEach(edge -> columns.computeIfAbsent(edge.dependence(), kind -> new TreeSet<>())
                        .add(edge.from().column()));
        return columns.entrySet().stream()
                .map(entry -> dependence(entry.getKey()) + " " + few(List.copyOf(entry.getValue())))
                .collect(Collectors.joining(" · "));
    }

    /** The first of them, and how many more there are. */
    public static String few(List<String> names) {
        int shown = Math.min(names.size(), 6);
        return String.join(", ", names.subList(0, shown))
                + (names.size() > shown ? " and " + (names.size() - shown) + " more" : "");
    }

    /** What makes the rows. */
    static String via(Via via, ZoneId zone) {
        return switch (via) {
            case Via.Definition ignored -> "its definition";
            case Via.Statement statement ->
                "run by " + statement.actor().name() + " at " + Formats.moment(statement.at(), zone);
        };
    }
}
