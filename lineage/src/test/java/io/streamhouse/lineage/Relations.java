package io.streamhouse.lineage;

import io.streamhouse.model.Actor;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.RelationKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Definitions written short: {@code table("orders", "id", "discount")},
 * {@code view("v", "total <- orders.price, orders.discount", "where orders.status")}.
 */
final class Relations {

    private Relations() {}

    static RelationId id(String name) {
        return new RelationId("lake", "shop", name);
    }

    static ColumnRef column(String dotted) {
        int dot = dotted.indexOf('.');
        return new ColumnRef(id(dotted.substring(0, dot)), dotted.substring(dot + 1));
    }

    static RelationDefinition table(String name, String... columns) {
        return new RelationDefinition(id(name), Optional.of(RelationKind.TABLE), List.of(columns), List.of());
    }

    static RelationDefinition view(String name, String... parts) {
        return defined(RelationKind.VIEW, name, parts);
    }

    static RelationDefinition kept(String name, String... parts) {
        return defined(RelationKind.MATERIALIZED_VIEW, name, parts);
    }

    private static RelationDefinition defined(RelationKind kind, String name, String... parts) {
        Flow flow = flow(new Via.Definition(), parts);
        return new RelationDefinition(id(name), Optional.of(kind), columns(flow), List.of(flow));
    }

    static RelationDefinition untraced(String name, List<String> columns, String... reads) {
        Flow flow = new Flow.Untraced(new Via.Definition(), ids(reads), "a function is not known");
        return new RelationDefinition(id(name), Optional.of(RelationKind.MATERIALIZED_VIEW), columns, List.of(flow));
    }

    /** The table with one more statement that fills it. */
    static RelationDefinition filled(RelationDefinition table, String... parts) {
        List<Flow> flows = new ArrayList<>(table.flows());
        flows.add(flow(new Via.Statement(new Actor("ada"), Instant.EPOCH, "INSERT " + flows.size()), parts));
        return new RelationDefinition(table.id(), table.kind(), table.columns(), flows);
    }

    /** {@code a <- t.x, sum t.y}, {@code a <- ?}, {@code a <-}, {@code where t.z}, {@code from t}. */
    static Flow flow(Via via, String... parts) {
        Map<String, Origins> columns = new LinkedHashMap<>();
        Set<Edge> rows = new HashSet<>();
        Set<RelationId> reads = new HashSet<>();
        for (String part : parts) {
            if (part.startsWith("where ")) {
                rows.add(new Edge(column(part.substring(6)), Dependence.FILTER, part.substring(6) + " > 0"));
                reads.add(column(part.substring(6)).relation());
            } else if (part.startsWith("from ")) {
                reads.add(id(part.substring(5)));
            } else {
                String[] sides = part.split("<-", -1);
                String from = sides[1].strip();
                if (from.equals("?")) {
                    columns.put(sides[0].strip(), new Origins.Unknown("made by a function that is not known"));
                } else {
                    Set<Edge> edges = new HashSet<>();
                    Arrays.stream(from.split(","))
                            .map(String::strip)
                            .filter(text -> !text.isEmpty())
                            .forEach(text -> edges.add(edge(text)));
                    edges.forEach(edge -> reads.add(edge.from().relation()));
                    columns.put(sides[0].strip(), new Origins.Known(edges));
                }
            }
        }
        return new Flow.Traced(
                via,
                reads,
                columns.entrySet().stream()
                        .map(entry -> new ColumnLineage(entry.getKey(), entry.getValue()))
                        .toList(),
                rows);
    }

    private static Edge edge(String text) {
        return text.startsWith("sum ")
                ? new Edge(column(text.substring(4)), Dependence.AGGREGATION, "SUM(" + text.substring(4) + ")")
                : new Edge(column(text), Dependence.IDENTITY, text);
    }

    private static List<String> columns(Flow flow) {
        return switch (flow) {
            case Flow.Traced traced ->
                traced.columns().stream().map(ColumnLineage::column).toList();
            case Flow.Untraced ignored -> List.of();
        };
    }

    private static Set<RelationId> ids(String... names) {
        Set<RelationId> ids = new HashSet<>();
        Arrays.stream(names).map(Relations::id).forEach(ids::add);
        return ids;
    }
}
