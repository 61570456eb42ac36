package io.streamhouse.console.lineagegraph;

import io.streamhouse.lineage.ColumnLineage;
import io.streamhouse.lineage.ColumnRef;
import io.streamhouse.lineage.Edge;
import io.streamhouse.lineage.Origins;
import io.streamhouse.model.RelationId;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Parts of OpenLineage's events, as its specification 2-0-2 and its column lineage facet 1-2-0 have them. */
final class OpenLineageFacets {

    static final String PRODUCER = "https://streamhouse.io/console";
    static final String SPEC = "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/";
    static final String COLUMN_LINEAGE =
            "https://openlineage.io/spec/facets/1-2-0/ColumnLineageDatasetFacet.json#/$defs/ColumnLineageDatasetFacet";
    static final String SCHEMA =
            "https://openlineage.io/spec/facets/1-2-0/SchemaDatasetFacet.json#/$defs/SchemaDatasetFacet";
    static final String SQL = "https://openlineage.io/spec/facets/1-0-1/SQLJobFacet.json#/$defs/SQLJobFacet";
    static final String ERROR =
            "https://openlineage.io/spec/facets/1-0-1/ErrorMessageRunFacet.json#/$defs/ErrorMessageRunFacet";

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private static final Comparator<Edge> IN_ORDER =
            Comparator.comparing(Edge::dependence).thenComparing(Edge::expression);

    private final String namespace;

    /** @param namespace of all relations and jobs: what tells this console's from those of others */
    OpenLineageFacets(String namespace) {
        this.namespace = namespace;
    }

    ObjectNode dataset(RelationId id) {
        return JSON.objectNode().put("namespace", namespace).put("name", id.toString());
    }

    ObjectNode job(String name) {
        return JSON.objectNode().put("namespace", namespace).put("name", name);
    }

    static ObjectNode facet(String schema) {
        return JSON.objectNode().put("_producer", PRODUCER).put("_schemaURL", schema);
    }

    static ObjectNode schema(Collection<String> columns) {
        ObjectNode facet = facet(SCHEMA);
        ArrayNode fields = facet.putArray("fields");
        columns.forEach(column -> fields.addObject().put("name", column));
        return facet;
    }

    /**
     * The column lineage facet. A column of which it is not known where it comes from is not among its fields, for that
     * would say that it comes from nowhere: it stands with the reason in {@code unknown}, a field of our own.
     */
    ObjectNode columnLineage(List<ColumnLineage> columns, Collection<Edge> rows) {
        ObjectNode facet = facet(COLUMN_LINEAGE);
        ObjectNode fields = facet.putObject("fields");
        ObjectNode unknown = JSON.objectNode();
        for (ColumnLineage column : columns) {
            switch (column.origins()) {
                case Origins.Known known ->
                    fields.putObject(column.column()).set("inputFields", inputFields(known.edges()));
                case Origins.Unknown why -> unknown.put(column.column(), why.why());
            }
        }
        if (!rows.isEmpty()) {
            facet.set("dataset", inputFields(rows));
        }
        if (!unknown.isEmpty()) {
            facet.set("unknown", unknown);
        }
        return facet;
    }

    private ArrayNode inputFields(Collection<Edge> edges) {
        Map<ColumnRef, ObjectNode> fields = new TreeMap<>();
        for (Edge edge : edges.stream().sorted(IN_ORDER).toList()) {
            ObjectNode field = fields.computeIfAbsent(edge.from(), from -> {
                ObjectNode made = dataset(from.relation()).put("field", from.column());
                made.putArray("transformations");
                return made;
            });
            if (field.get("transformations") instanceof ArrayNode transformations) {
                transformations
                        .addObject()
                        .put("type", edge.dependence().direct() ? "DIRECT" : "INDIRECT")
                        .put("subtype", edge.dependence().name())
                        .put("description", edge.expression())
                        .put("masking", false);
            }
        }
        ArrayNode all = JSON.arrayNode();
        fields.values().forEach(all::add);
        return all;
    }
}
