package io.streamhouse.console.catalog;

import io.streamhouse.model.DatabaseId;
import io.streamhouse.model.Problem;
import io.streamhouse.model.RelationRef;
import java.util.List;
import java.util.Optional;

/**
 * An attached catalog and what is in it, as last seen.
 *
 * @param problem why it could not be read the last time; {@code databases} are then what was seen before
 */
public record CatalogContents(String name, List<DatabaseContents> databases, Optional<Problem> problem) {

    public CatalogContents {
        databases = List.copyOf(databases);
    }

    /** How many relations all its databases hold. */
    public int relations() {
        return databases.stream()
                .mapToInt(database -> database.relations().size())
                .sum();
    }

    /** A database and its relations by name. */
    public record DatabaseContents(DatabaseId id, List<RelationRef> relations) {
        public DatabaseContents {
            relations = List.copyOf(relations);
        }
    }
}
