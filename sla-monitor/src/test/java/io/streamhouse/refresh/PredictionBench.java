package io.streamhouse.refresh;

import io.streamhouse.cost.CostFit;
import io.streamhouse.cost.CostModel;
import io.streamhouse.cost.Observed;
import io.streamhouse.model.FreshnessTarget;
import io.streamhouse.model.JobReading;
import io.streamhouse.model.RefreshMode;
import io.streamhouse.model.RequestedMode;
import io.streamhouse.model.Row;
import io.streamhouse.model.Snapshot;
import io.streamhouse.store.Ledger;
import io.streamhouse.store.UsageLedger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How near to what is metered comes what was predicted: five queries, each mode fitted from {@code streamhouse.times}
 * refreshes and held against others of other sizes. Not part of the build:
 * {@code mvn test -pl sla-monitor -am -Dtest=PredictionBench}, {@code -Dstreamhouse.modes=CONTINUOUS} for some modes only.
 */
final class PredictionBench {

    private static final Logger LOG = LoggerFactory.getLogger(PredictionBench.class);
    private static final int LEARNT = Integer.getInteger("streamhouse.times", 20);
    private static final int TRIED = Integer.getInteger("streamhouse.tried", 8);
    private static final int ROWS = Integer.getInteger("streamhouse.rows", 100_000);
    private static final int STRETCH_SECONDS = 4;
    private static final String MODES = System.getProperty("streamhouse.modes", "INCREMENTAL,FULL,CONTINUOUS");

    private static final Map<String, String> QUERIES = new LinkedHashMap<>(Map.of(
            "filtered", "SELECT id, region, amount FROM lake.db.orders WHERE amount > 500",
            "sums", "SELECT region, COUNT(*) AS n, SUM(amount) AS amount FROM lake.db.orders GROUP BY region",
            "distinct_buyers", "SELECT region, COUNT(DISTINCT customer) AS n FROM lake.db.orders GROUP BY region",
            "by_segment",
                    "SELECT c.segment, COUNT(*) AS n, SUM(o.amount) AS amount FROM lake.db.orders AS o"
                            + " JOIN lake.db.customers AS c ON o.customer = c.id GROUP BY c.segment",
            "joined",
                    "SELECT o.id, c.segment, o.amount FROM lake.db.orders AS o JOIN lake.db.customers AS c"
                            + " ON o.customer = c.id"));

    private final Random random = new Random(1);
    private int rows = ROWS;

    @Test
    void predicted_against_metered(@TempDir(cleanup = CleanupMode.NEVER) Path folder) {
        try (Harbour harbour = new Harbour(folder)) {
            harbour.sql("CREATE TABLE lake.db.orders (id INT NOT NULL, region STRING NOT NULL, customer INT NOT NULL,"
                    + " amount BIGINT NOT NULL, PRIMARY KEY (id) NOT ENFORCED) WITH ('bucket' = '1')");
            harbour.sql("CREATE TABLE lake.db.customers (id INT NOT NULL, segment STRING NOT NULL, PRIMARY KEY (id) NOT"
                    + " ENFORCED) WITH ('bucket' = '1')");
            Row[] customers = new Row[1_000];
            for (int id = 0; id < customers.length; id++) {
                customers[id] = Row.insert(id, "segment " + id % 20);
            }
            harbour.write("customers", customers);
            write(harbour, 0, ROWS);
            QUERIES.forEach((name, query) -> harbour.create(name, query, "PT12H", "INCREMENTAL"));
            QUERIES.keySet().forEach(name -> harbour.awaitActive(name, RefreshMode.INCREMENTAL));
            Map<RefreshMode, List<Double>> errors = new EnumMap<>(RefreshMode.class);
            for (String asked : MODES.split(",")) {
                RefreshMode mode = RefreshMode.valueOf(asked);
                switchTo(harbour, mode);
                errors.put(mode, mode == RefreshMode.CONTINUOUS ? stretches(harbour) : runs(harbour, mode));
            }
            List<Double> all = new ArrayList<>();
            errors.forEach((mode, those) -> {
                all.addAll(those);
                tell(mode.name(), those);
            });
            tell("all modes", all);
        }
    }

    private List<Double> runs(Harbour harbour, RefreshMode mode) {
        for (int run = 0; run < LEARNT; run++) {
            change(harbour, mode);
            refresh(harbour);
        }
        Map<String, CostModel> learnt = new LinkedHashMap<>();
        QUERIES.keySet().forEach(name -> learnt.put(name, CostFit.of(observed(harbour, name), CostModel.USUAL)));
        learnt.forEach((name, model) ->
                LOG.info("{} {}: {}", mode, name, mode == RefreshMode.FULL ? model.full() : model.incremental()));
        for (int run = 0; run < TRIED; run++) {
            change(harbour, mode);
            refresh(harbour);
        }
        List<Double> errors = new ArrayList<>();
        for (String name : QUERIES.keySet()) {
            List<Double> own = new ArrayList<>();
            observed(harbour, name).stream()
                    .filter(it ->
                            it.kind().name().equals(mode.name()) && it.cpu().isPresent())
                    .limit(TRIED)
                    .forEach(it -> {
                        CostModel model = Objects.requireNonNull(learnt.get(name));
                        double predicted = mode == RefreshMode.FULL
                                ? model.full().cpu(it.baseRows().orElseThrow())
                                : model.incremental().cpu(it.changedRows().orElseThrow());
                        own.add(error(predicted, it.cpu().orElseThrow()));
                    });
            tell(mode + " " + name, own);
            errors.addAll(own);
        }
        return errors;
    }

    /** Stretches of the jobs that always run, with more or fewer commits in them. */
    private List<Double> stretches(Harbour harbour) {
        Map<String, List<Observed>> seen = new LinkedHashMap<>();
        QUERIES.keySet().forEach(name -> seen.put(name, new ArrayList<>()));
        Map<String, Mark> before = marks(harbour);
        for (int stretch = 0; stretch < LEARNT + TRIED; stretch++) {
            int commits = random.nextInt(4);
            long changed = 0;
            for (int commit = 0; commit < commits; commit++) {
                int more = random.nextInt(4_000);
                write(harbour, -1, more);
                changed += more;
            }
            QUERIES.keySet().forEach(harbour::awaitFresh);
            LockSupport.parkNanos(Duration.ofSeconds(STRETCH_SECONDS).toNanos());
            Map<String, Mark> now = marks(harbour);
            for (String name : QUERIES.keySet()) {
                Mark from = Objects.requireNonNull(before.get(name));
                Mark to = Objects.requireNonNull(now.get(name));
                Objects.requireNonNull(seen.get(name))
                        .add(new Observed(
                                Observed.Kind.CONTINUOUS,
                                Duration.ofNanos(to.at() - from.at()),
                                Optional.of(to.cpu().minus(from.cpu())),
                                to.commits() - from.commits(),
                                OptionalLong.of(changed),
                                OptionalLong.empty(),
                                OptionalLong.empty()));
            }
            before = now;
        }
        List<Double> errors = new ArrayList<>();
        seen.forEach((name, stretches) -> {
            CostModel model = CostFit.of(stretches.subList(0, LEARNT).reversed(), CostModel.USUAL);
            LOG.info("CONTINUOUS {}: {}", name, model.continuous());
            List<Double> own = new ArrayList<>();
            for (Observed it : stretches.subList(LEARNT, stretches.size())) {
                CostModel.Standing standing = model.continuous();
                double predicted = standing.cores() * it.took().toNanos() / 1e9
                        + standing.perCommit() * it.commits()
                        + standing.perChangedRow() * it.changedRows().orElseThrow();
                own.add(error(predicted, it.cpu().orElseThrow()));
            }
            for (Observed it : stretches) {
                LOG.info(
                        "CONTINUOUS {}: {} ms CPU in {} ms, {} commits, {} rows",
                        name,
                        it.cpu().orElseThrow().toMillis(),
                        it.took().toMillis(),
                        it.commits(),
                        it.changedRows().orElseThrow());
            }
            tell("CONTINUOUS " + name, own);
            errors.addAll(own);
        });
        return errors;
    }

    private record Mark(long at, Duration cpu, long commits) {}

    private static Map<String, Mark> marks(Harbour harbour) {
        var reading = harbour.meter().orElseThrow().read();
        Map<String, Mark> marks = new LinkedHashMap<>();
        for (String name : QUERIES.keySet()) {
            ViewState view = harbour.views.get(harbour.id(name));
            long commits = harbour.warehouse("lake").snapshots(harbour.id(name), 10_000).stream()
                    .filter(snapshot -> snapshot.kind() == Snapshot.CommitKind.APPEND)
                    .count();
            Duration cpu = view.job()
                    .map(job ->
                            reading.jobs().getOrDefault(job, JobReading.NONE).cpu())
                    .orElse(Duration.ZERO);
            marks.put(name, new Mark(System.nanoTime(), cpu, commits));
        }
        return marks;
    }

    private static List<Observed> observed(Harbour harbour, String name) {
        ViewState view = harbour.views.get(harbour.id(name));
        return new LedgerRuns(new Ledger(harbour.ledger()), new UsageLedger(harbour.ledger()), InstantSource.system())
                .of(view.definition().uid(), view.id(), Instant.EPOCH);
    }

    /** Few rows or many; computed whole, the table grows, so that what is learnt has to hold for another size. */
    private void change(Harbour harbour, RefreshMode mode) {
        if (mode == RefreshMode.FULL) {
            int more = ROWS / 20;
            write(harbour, rows, more);
            rows += more;
        } else {
            write(harbour, -1, (int) Math.pow(10, 1 + 3.3 * random.nextDouble()));
        }
    }

    /** @param from the first key; below zero to change rows that there are */
    private void write(Harbour harbour, int from, int number) {
        Row[] written = new Row[number];
        for (int row = 0; row < number; row++) {
            int id = from < 0 ? random.nextInt(ROWS) : from + row;
            written[row] = Row.insert(id, "region " + id % 200, random.nextInt(1_000), (long) random.nextInt(1_000));
        }
        harbour.write("orders", written);
    }

    private static void refresh(Harbour harbour) {
        Map<String, UUID> asked = new LinkedHashMap<>();
        QUERIES.keySet().forEach(name -> asked.put(name, harbour.views.refresh(Harbour.SOMEBODY, harbour.id(name))));
        asked.forEach((name, id) -> harbour.await(
                name + " is refreshed",
                Duration.ofMinutes(5),
                () -> harbour.views.refreshes(harbour.id(name), Instant.EPOCH, Instant.MAX).stream()
                        .anyMatch(run -> run.id().equals(id) && run.finishedAt().isPresent())));
    }

    private static void switchTo(Harbour harbour, RefreshMode mode) {
        String freshness = mode == RefreshMode.CONTINUOUS ? "PT1S" : "PT12H";
        QUERIES.keySet()
                .forEach(name -> harbour.views.setFreshness(
                        Harbour.SOMEBODY,
                        harbour.id(name),
                        FreshnessTarget.parse(freshness),
                        new RequestedMode.Pinned(mode),
                        OptionalLong.empty()));
        QUERIES.keySet().forEach(name -> harbour.awaitActive(name, mode));
    }

    private static double error(double predicted, Duration metered) {
        double seconds = metered.toNanos() / 1e9;
        return Math.abs(predicted - seconds) / Math.max(1e-3, seconds);
    }

    private static void tell(String what, List<Double> errors) {
        List<Double> sorted = errors.stream().sorted().toList();
        if (!sorted.isEmpty()) {
            LOG.info(
                    "{}: off by {} % at the median, {} % at the 90th percentile, of {} refreshes",
                    what,
                    Math.round(100 * sorted.get(sorted.size() / 2)),
                    Math.round(100 * sorted.get(sorted.size() * 9 / 10)),
                    sorted.size());
        }
    }
}
