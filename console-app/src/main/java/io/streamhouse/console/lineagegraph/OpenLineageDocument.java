package io.streamhouse.console.lineagegraph;

import io.streamhouse.lineage.ColumnLineage;
import io.streamhouse.lineage.ColumnRef;
import io.streamhouse.lineage.Edge;
import io.streamhouse.lineage.Neighbourhood;
import io.streamhouse.lineage.Neighbourhood.Link;
import io.streamhouse.lineage.Neighbourhood.Node;
import io.streamhouse.lineage.Origins;
import io.streamhouse.lineage.StatementLineage;
import io.streamhouse.lineage.Via;
import io.streamhouse.model.RelationId;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes lineage as OpenLineage has it: what is known of relations without any of them running. */
@Component
class OpenLineageDocument {

    private record Maker(RelationId target, Via via) {}

    private final JsonMapper json;
    private final InstantSource clock;
    private final OpenLineageFacets facets;

    OpenLineageDocument(
            JsonMapper json,
            InstantSource clock,
            @Value("${console.openlineage.namespace:streamhouse}") String namespace) {
        this.json = json;
        this.clock = clock;
        this.facets = new OpenLineageFacets(namespace);
    }

    /** A job event for each definition and each statement that fills a relation, a dataset event for other relations. */
    String events(Neighbourhood around) {
        Map<RelationId, Node> nodes = new HashMap<>();
        around.nodes().forEach(node -> nodes.put(node.id(), node));
        Map<Maker, List<Link>> makers = new LinkedHashMap<>();
        around.links()
                .forEach(link -> makers.computeIfAbsent(new Maker(link.to(), link.via()), any -> new ArrayList<>())
                        .add(link));
        ArrayNode events = json.createArrayNode();
        makers.forEach((maker, links) -> {
            Node target = nodes.get(maker.target());
            events.add(job(maker, target == null ? List.of() : target.columns(), links));
        });
        Set<RelationId> made = new HashSet<>();
        makers.keySet().forEach(maker -> made.add(maker.target()));
        for (Node node : around.nodes()) {
            if (!made.contains(node.id())) {
                ObjectNode dataset = facets.dataset(node.id());
                dataset.putObject("facets").set("schema", OpenLineageFacets.schema(node.columns()));
                ObjectNode event = event("DatasetEvent");
                event.set("dataset", dataset);
                events.add(event);
            }
        }
        return json.writeValueAsString(events);
    }

    private ObjectNode job(Maker maker, List<String> columns, List<Link> links) {
        ObjectNode event = event("JobEvent");
        ObjectNode job = facets.job(maker.target().toString());
        switch (maker.via()) {
            case Via.Definition ignored -> {}
            case Via.Statement statement -> {
                ObjectNode sql = OpenLineageFacets.facet(OpenLineageFacets.SQL);
                job.putObject("facets").set("sql", sql.put("query", statement.text()));
            }
        }
        event.set("job", job);
        ArrayNode inputs = event.putArray("inputs");
        Map<String, Set<Edge>> edges = new LinkedHashMap<>();
        Set<Edge> rows = new LinkedHashSet<>();
        for (Link link : links) {
            inputs.add(facets.dataset(link.from()));
            rows.addAll(link.rows());
            link.edges()
                    .forEach(edge -> edges.computeIfAbsent(edge.to(), any -> new LinkedHashSet<>())
                            .add(new Edge(
                                    new ColumnRef(link.from(), edge.from()), edge.dependence(), edge.expression())));
        }
        List<ColumnLineage> lineage = new ArrayList<>();
        edges.forEach((column, from) -> lineage.add(new ColumnLineage(column, new Origins.Known(from))));
        ObjectNode output = facets.dataset(maker.target());
        ObjectNode own = output.putObject("facets");
        own.set("schema", OpenLineageFacets.schema(columns));
        own.set("columnLineage", facets.columnLineage(lineage, rows));
        event.putArray("outputs").add(output);
        return event;
    }

    private ObjectNode event(String kind) {
        return json.createObjectNode()
                .put("eventTime", clock.instant().toString())
                .put("producer", OpenLineageFacets.PRODUCER)
                .put("schemaURL", OpenLineageFacets.SPEC + kind);
    }

    /** The column lineage facet of each statement from which something flows. */
    String facets(List<StatementLineage> statements) {
        ObjectNode answer = json.createObjectNode();
        ArrayNode all = answer.putArray("statements");
        for (StatementLineage lineage : statements) {
            switch (lineage) {
                case StatementLineage.Traced traced -> {
                    ObjectNode statement = all.addObject();
                    traced.target()
                            .ifPresentOrElse(
                                    target -> statement.put("target", target.toString()),
                                    () -> statement.putNull("target"));
                    statement
                            .putObject("facets")
                            .set("columnLineage", facets.columnLineage(traced.columns(), traced.rows()));
                }
                case StatementLineage.Without ignored -> {}
                case StatementLineage.Refused ignored -> {}
            }
        }
        return json.writeValueAsString(answer);
    }
}
