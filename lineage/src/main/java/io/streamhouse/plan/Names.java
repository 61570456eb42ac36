package io.streamhouse.plan;

import io.streamhouse.model.DatabaseId;
import io.streamhouse.model.RelationId;
import java.util.List;
import java.util.Optional;

/** Names of relations as a query writes them. */
final class Names {

    private Names() {}

    /** The relation that a name of one to three parts means; empty if no relation can be called that. */
    static Optional<RelationId> resolve(List<String> parts, DatabaseId current) {
        if (parts.stream().anyMatch(String::isEmpty)) {
            return Optional.empty();
        }
        return switch (parts.size()) {
            case 1 -> Optional.of(current.relation(parts.get(0)));
            case 2 -> Optional.of(new RelationId(current.catalog(), parts.get(0), parts.get(1)));
            case 3 -> Optional.of(new RelationId(parts.get(0), parts.get(1), parts.get(2)));
            default -> Optional.empty();
        };
    }
}
