package io.streamhouse.console.catalog.ui.design;

import io.streamhouse.console.catalog.Catalogs;
import io.streamhouse.model.DatabaseId;
import io.streamhouse.model.Relation;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.RelationRef;
import io.streamhouse.model.Schema;
import io.streamhouse.sql.CompletionSource;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What completion in the statement of a table knows: the catalogs, as they were last seen. */
@Component
class DesignCompletion {

    private final Catalogs catalogs;

    DesignCompletion(Catalogs catalogs) {
        this.catalogs = catalogs;
    }

    CompletionSource source() {
        return new CompletionSource() {
            @Override
            public String currentCatalog() {
                return "streamhouse";
            }

            @Override
            public String currentDatabase() {
                return "default";
            }

            @Override
            public List<String> catalogs() {
                return catalogs.contents().stream()
                        .map(catalog -> catalog.name())
                        .toList();
            }

            @Override
            public List<String> databases(String catalog) {
                return catalogs.contents().stream()
                        .filter(known -> known.name().equals(catalog))
                        .flatMap(known -> known.databases().stream())
                        .map(database -> database.id().name())
                        .toList();
            }

            @Override
            public List<RelationRef> relations(DatabaseId database) {
                return catalogs.relations().stream()
                        .filter(relation -> relation.id().databaseId().equals(database))
                        .toList();
            }

            @Override
            public Optional<Schema> schema(RelationId relation) {
                return Optional.ofNullable(catalogs.storedDefinitions().get(relation))
                        .map(Relation::schema);
            }

            @Override
            public List<String> functions() {
                return List.of();
            }
        };
    }
}
