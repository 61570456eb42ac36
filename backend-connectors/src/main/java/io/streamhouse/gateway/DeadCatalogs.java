package io.streamhouse.gateway;

import io.streamhouse.model.CatalogInfo;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Catalogs that could not be created a moment ago. To find that out takes a storage's whole time-out, so the sessions
 * opened meanwhile go without them.
 */
final class DeadCatalogs {

    private static final Duration REMEMBERED = Duration.ofMinutes(1);

    private final Map<CatalogInfo, Long> until = new ConcurrentHashMap<>();

    boolean contains(CatalogInfo catalog) {
        Long end = until.get(catalog);
        return end != null && System.nanoTime() - end < 0;
    }

    void add(CatalogInfo catalog) {
        until.put(catalog, System.nanoTime() + REMEMBERED.toNanos());
    }
}
