package io.streamhouse.console.lineagegraph;

import io.streamhouse.lineage.Flow;
import io.streamhouse.model.Relation;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.RelationKind;
import io.streamhouse.model.Schema;
import io.streamhouse.plan.RelationSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The definitions of relations, traced. Each is traced again only when it is another one, or when something that was
 * asked for while it was traced is. For one thread.
 */
final class Definitions {

    /** What of a relation makes a difference to whoever reads it; options such as a view's status don't. */
    record Shape(RelationKind kind, Schema schema, Optional<String> query) {

        static Shape of(Relation relation) {
            return new Shape(relation.kind(), relation.schema(), FlowTracer.query(relation));
        }
    }

    private record Known(Shape shape, Map<RelationId, Optional<Shape>> inputs, Optional<Flow> flow) {}

    private final FlowTracer tracer;
    private final Map<RelationId, Known> known = new HashMap<>();

    Definitions(FlowTracer tracer) {
        this.tracer = tracer;
    }

    /** Whether what is known of the relation does not hold any more, among these relations. */
    boolean outdated(Relation relation, Map<RelationId, Relation> all) {
        Known before = known.get(relation.id());
        return before == null
                || !before.shape().equals(Shape.of(relation))
                || before.inputs().entrySet().stream()
                        .anyMatch(input -> !shape(input.getKey(), all).equals(input.getValue()));
    }

    void trace(Relation relation, Map<RelationId, Relation> all) {
        Map<RelationId, Optional<Shape>> inputs = new HashMap<>();
        RelationSource source = id -> {
            inputs.put(id, shape(id, all));
            return Optional.ofNullable(all.get(id));
        };
        Optional<Flow> flow = tracer.definition(relation, source);
        inputs.remove(relation.id());
        known.put(relation.id(), new Known(Shape.of(relation), Map.copyOf(inputs), flow));
    }

    /** The flow that the relation's definition makes; none for a table. */
    List<Flow> flow(RelationId id) {
        Known one = known.get(id);
        return one == null ? List.of() : one.flow().stream().toList();
    }

    void retain(Collection<RelationId> there) {
        known.keySet().retainAll(there);
    }

    private static Optional<Shape> shape(RelationId id, Map<RelationId, Relation> all) {
        return Optional.ofNullable(all.get(id)).map(Shape::of);
    }
}
