package io.streamhouse.console.settings;

import io.streamhouse.engine.Warehouse;
import io.streamhouse.model.CatalogInfo;
import io.streamhouse.model.ProblemException;
import io.streamhouse.paimon.PaimonWarehouse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The attached Paimon warehouses, opened when first asked for. One whose storage does not answer is left out and tried
 * again after a while: it must not take the others with it.
 */
final class Warehouses {

    private static final Logger LOG = LoggerFactory.getLogger(Warehouses.class);

    private static final Duration RETRY_AFTER = Duration.ofSeconds(30);

    private final Path temporary;
    private final InstantSource clock;
    private final CatalogInfo first;
    private final Map<CatalogInfo, Warehouse> open = new LinkedHashMap<>();
    private final Map<CatalogInfo, Instant> failed = new LinkedHashMap<>();
    private List<CatalogInfo> further = List.of();

    /** @param first the default one: a failure to open it is the caller's to hear */
    Warehouses(CatalogInfo first, Path temporary, InstantSource clock) {
        this.first = first;
        this.temporary = temporary;
        this.clock = clock;
    }

    /** The default one first. */
    synchronized List<Warehouse> all() {
        List<Warehouse> all = new ArrayList<>();
        all.add(open.computeIfAbsent(first, info -> PaimonWarehouse.open(info, temporary)));
        further.forEach(info -> {
            Warehouse known = open.get(info);
            if (known != null) {
                all.add(known);
            } else if (failed.getOrDefault(info, Instant.MIN).isBefore(clock.instant())) {
                try {
                    Warehouse opened = PaimonWarehouse.open(info, temporary);
                    open.put(info, opened);
                    failed.remove(info);
                    all.add(opened);
                } catch (ProblemException e) {
                    LOG.warn(
                            "The warehouse {} can't be opened: {}",
                            info.name(),
                            e.problem().what());
                    failed.put(info, clock.instant().plus(RETRY_AFTER));
                }
            }
        });
        return List.copyOf(all);
    }

    /** These and the default one are attached from now on; others are closed. */
    synchronized void attach(List<CatalogInfo> catalogs) {
        further = List.copyOf(catalogs);
        failed.clear();
        open.entrySet().removeIf(entry -> {
            boolean gone = !entry.getKey().equals(first) && !further.contains(entry.getKey());
            if (gone) {
                entry.getValue().close();
            }
            return gone;
        });
    }

    synchronized void close() {
        open.values().forEach(Warehouse::close);
        open.clear();
    }
}
