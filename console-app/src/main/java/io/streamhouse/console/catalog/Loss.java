package io.streamhouse.console.catalog;

import io.streamhouse.model.Branch;
import io.streamhouse.model.Consumer;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.RelationKind;
import io.streamhouse.model.TableFacts;
import io.streamhouse.model.Tag;
import java.util.List;
import java.util.Optional;

/**
 * What is gone for good when a relation is dropped, for the confirmation to name.
 *
 * @param dependants who reads it, and what becomes of them: views, streaming statements, saved scripts
 */
public record Loss(
        RelationId id,
        RelationKind kind,
        Optional<TableFacts> facts,
        List<Tag> tags,
        List<Branch> branches,
        List<Consumer> consumers,
        List<RelationReaders.Hurt> dependants) {

    public Loss {
        tags = List.copyOf(tags);
        branches = List.copyOf(branches);
        consumers = List.copyOf(consumers);
        dependants = List.copyOf(dependants);
    }
}
