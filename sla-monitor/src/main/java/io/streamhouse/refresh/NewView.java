package io.streamhouse.refresh;

import io.streamhouse.model.FreshnessTarget;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.RequestedMode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A view as it is asked for.
 *
 * @param primaryKey empty to take the query's own key, if it has one
 * @param currentCatalog what names in the query that lack a catalog refer to
 * @param currentDatabase what names in the query that lack a database refer to
 * @param options the table's own, such as {@code bucket}
 */
public record NewView(
        RelationId id,
        String query,
        List<String> primaryKey,
        List<String> partitionedBy,
        FreshnessTarget freshness,
        RequestedMode mode,
        Optional<String> comment,
        String currentCatalog,
        String currentDatabase,
        Map<String, String> options) {
    public NewView {
        primaryKey = List.copyOf(primaryKey);
        partitionedBy = List.copyOf(partitionedBy);
        options = Map.copyOf(options);
    }
}
