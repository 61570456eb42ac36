package io.streamhouse.cost;

import io.streamhouse.engine.StateFiles;
import io.streamhouse.engine.Warehouse;
import io.streamhouse.model.Consumer;
import io.streamhouse.model.DatabaseId;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.RelationKind;
import io.streamhouse.model.RelationRef;
import io.streamhouse.model.Tag;
import io.streamhouse.store.LedgerStorage;
import io.streamhouse.store.UsageLedger;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Measures every few minutes what tables and the state of views take up in storage, and who holds older snapshots. */
public final class StorageMeter implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StorageMeter.class);

    private static final Duration FIRST = Duration.ofSeconds(20);
    private static final Duration EVERY = Duration.ofMinutes(5);

    private final MeterSurroundings surroundings;
    private final UsageLedger ledger;
    private final InstantSource clock;
    private final ScheduledExecutorService turns = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("storage-meter").daemon().factory());
    private volatile List<Measured> latest = List.of();

    /** @param holds who keeps older snapshots from going */
    public record Measured(LedgerStorage storage, List<StorageLine.Held> holds) {
        public Measured {
            holds = List.copyOf(holds);
        }
    }

    public StorageMeter(MeterSurroundings surroundings, UsageLedger ledger, InstantSource clock) {
        this.surroundings = surroundings;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** Begins to measure. */
    public void start() {
        turns.scheduleWithFixedDelay(this::turn, FIRST.toSeconds(), EVERY.toSeconds(), TimeUnit.SECONDS);
    }

    private void turn() {
        try {
            measure();
        } catch (Throwable e) {
            // An Error let through would end all further turns in silence.
            LOG.warn("Measuring storage failed", e);
        }
    }

    /** What was measured last; empty until it was. */
    public List<Measured> latest() {
        return latest;
    }

    /** Measures now and writes it down. */
    public synchronized void measure() {
        List<Measured> found = new ArrayList<>();
        for (Warehouse warehouse : surroundings.warehouses()) {
            try {
                for (DatabaseId database : warehouse.databases()) {
                    for (RelationRef relation : warehouse.relations(database)) {
                        measure(warehouse, relation).ifPresent(found::add);
                    }
                }
            } catch (ProblemException e) {
                LOG.debug(
                        "Storage of {} can't be measured now: {}",
                        warehouse.catalog().name(),
                        e.problem().what());
            }
        }
        ledger.record(found.stream().map(Measured::storage).toList());
        latest = List.copyOf(found);
    }

    private Optional<Measured> measure(Warehouse warehouse, RelationRef relation) {
        if (relation.kind() == RelationKind.VIEW) {
            return Optional.empty();
        }
        RelationId id = relation.id();
        try {
            long live = warehouse.facts(id).bytes();
            long stored = warehouse.storedBytes(id);
            return Optional.of(new Measured(
                    new LedgerStorage(id, clock.instant(), live, Math.max(0, stored - live), state(id)),
                    holds(warehouse, id)));
        } catch (ProblemException e) {
            LOG.debug("{} can't be measured now: {}", id, e.problem().what());
            return Optional.empty();
        }
    }

    private long state(RelationId id) {
        MeterSurroundings.StateKept kept = surroundings.state(id);
        long bytes = 0;
        try {
            StateFiles files = surroundings.stateFiles();
            if (kept.uid().isPresent()) {
                bytes += files.bytes(files.savepointFolder(kept.uid().get()));
            }
            if (kept.job().isPresent()) {
                bytes += files.bytes(kept.job().get());
            }
        } catch (ProblemException e) {
            LOG.debug(
                    "The state of {} can't be measured now: {}", id, e.problem().what());
        }
        return bytes;
    }

    private List<StorageLine.Held> holds(Warehouse warehouse, RelationId id) {
        List<StorageLine.Held> holds = new ArrayList<>();
        for (Consumer consumer : warehouse.consumers(id)) {
            holds.add(new StorageLine.Held(
                    surroundings.reader(consumer.id()).map(RelationId::toString).orElse("consumer " + consumer.id()),
                    "has yet to read from snapshot " + consumer.nextSnapshot() + " on"));
        }
        for (Tag tag : warehouse.tags(id)) {
            holds.add(new StorageLine.Held("tag " + tag.name(), "keeps snapshot " + tag.snapshotId()));
        }
        return holds;
    }

    @Override
    public void close() {
        turns.shutdownNow();
    }
}
