package io.streamhouse.engine;

import io.streamhouse.model.CatalogInfo;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a session starts.
 *
 * @param catalogs created in the session, where the engine's own catalog store does not hold them already
 * @param configuration Flink options set at the start
 */
public record SessionSettings(
        List<CatalogInfo> catalogs,
        Optional<String> currentCatalog,
        Optional<String> currentDatabase,
        Map<String, String> configuration) {

    public SessionSettings {
        catalogs = List.copyOf(catalogs);
        configuration = Map.copyOf(configuration);
    }
}
