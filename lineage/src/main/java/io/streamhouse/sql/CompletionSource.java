package io.streamhouse.sql;

import io.streamhouse.model.DatabaseId;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.RelationRef;
import io.streamhouse.model.Schema;
import java.util.List;
import java.util.Optional;

/**
 * What completion knows of the catalogs. Asked at every key pressed: answers come from memory, empty where they would
 * have to be fetched first.
 */
public interface CompletionSource {

    String currentCatalog();

    String currentDatabase();

    List<String> catalogs();

    List<String> databases(String catalog);

    List<RelationRef> relations(DatabaseId database);

    Optional<Schema> schema(RelationId relation);

    /** Functions beyond Flink's own: those of the catalogs and of the session. */
    List<String> functions();
}
