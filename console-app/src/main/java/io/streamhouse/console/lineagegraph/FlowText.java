package io.streamhouse.console.lineagegraph;

import io.streamhouse.lineage.ColumnLineage;
import io.streamhouse.lineage.ColumnRef;
import io.streamhouse.lineage.Dependence;
import io.streamhouse.lineage.Edge;
import io.streamhouse.lineage.Flow;
import io.streamhouse.lineage.Origins;
import io.streamhouse.lineage.Via;
import io.streamhouse.model.RelationId;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Flows as JSON, for them to be kept. Who ran them is kept beside it. */
public final class FlowText {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private FlowText() {}

    private record FlowBody(
            List<String> reads,
            @Nullable List<ColumnBody> columns,
            @Nullable List<EdgeBody> rows,
            @Nullable String untraced) {}

    private record ColumnBody(
            String column,
            @Nullable List<EdgeBody> edges,
            @Nullable String unknown) {}

    private record EdgeBody(String relation, String column, Dependence dependence, String expression) {}

    public static String write(Flow flow) {
        List<String> reads =
                flow.reads().stream().sorted().map(RelationId::toString).toList();
        FlowBody body =
                switch (flow) {
                    case Flow.Untraced untraced -> new FlowBody(reads, null, null, untraced.why());
                    case Flow.Traced traced ->
                        new FlowBody(
                                reads,
                                traced.columns().stream().map(FlowText::body).toList(),
                                bodies(traced.rows()),
                                null);
                };
        return JSON.writeValueAsString(body);
    }

    public static Flow read(String text, Via via) {
        FlowBody body = JSON.readValue(text, FlowBody.class);
        var reads = body.reads().stream().map(RelationId::parse).collect(Collectors.toSet());
        if (body.untraced() != null) {
            return new Flow.Untraced(via, reads, body.untraced());
        }
        List<ColumnBody> columns = body.columns() == null ? List.of() : body.columns();
        return new Flow.Traced(
                via,
                reads,
                columns.stream()
                        .map(column -> new ColumnLineage(
                                column.column(),
                                column.unknown() == null
                                        ? new Origins.Known(edges(column.edges()))
                                        : new Origins.Unknown(column.unknown())))
                        .toList(),
                edges(body.rows()));
    }

    private static ColumnBody body(ColumnLineage column) {
        return switch (column.origins()) {
            case Origins.Known known -> new ColumnBody(column.column(), bodies(known.edges()), null);
            case Origins.Unknown unknown -> new ColumnBody(column.column(), null, unknown.why());
        };
    }

    private static List<EdgeBody> bodies(Collection<Edge> edges) {
        return edges.stream()
                .map(edge -> new EdgeBody(
                        edge.from().relation().toString(), edge.from().column(), edge.dependence(), edge.expression()))
                .toList();
    }

    private static Set<Edge> edges(@Nullable List<EdgeBody> bodies) {
        return bodies == null
                ? Set.of()
                : bodies.stream()
                        .map(edge -> new Edge(
                                new ColumnRef(RelationId.parse(edge.relation()), edge.column()),
                                edge.dependence(),
                                edge.expression()))
                        .collect(Collectors.toSet());
    }
}
