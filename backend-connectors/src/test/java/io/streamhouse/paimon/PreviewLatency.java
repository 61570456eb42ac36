package io.streamhouse.paimon;

import io.streamhouse.engine.Warehouse.TableWriter;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.Row;
import io.streamhouse.model.RowKind;
import io.streamhouse.model.Snapshot;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.apache.paimon.types.DataTypes;

/**
 * Measures a preview of 100 rows of tables with a million rows, at random snapshots: one with a key, written in ten
 * commits and then updated in forty, and one without a key in ten commits. Writes what it found to the file named by the
 * first argument.
 */
final class PreviewLatency {

    private static final int ROWS = 1_000_000;
    private static final int COMMITS = 10;
    private static final int UPDATES = 40;
    private static final int UPDATED = 1_000;
    private static final int MEASURED = 300;
    private static final int LIMIT = 100;

    private PreviewLatency() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory("preview-latency");
        StringBuilder report = new StringBuilder();
        try (TemporaryCatalog lake = new TemporaryCatalog(folder)) {
            measure(lake, fill(lake, "keyed", Map.of("bucket", "2"), true), report);
            measure(
                    lake,
                    fill(lake, "keyed_lookup", Map.of("bucket", "1", "changelog-producer", "lookup"), true),
                    report);
            measure(lake, fill(lake, "plain", Map.of(), false), report);
            relations(lake, report);
        }
        Files.writeString(Path.of(arguments.length > 0 ? arguments[0] : "preview-latency.txt"), report);
    }

    private static RelationId fill(TemporaryCatalog lake, String name, Map<String, String> options, boolean keyed)
            throws Exception {
        RelationId id = lake.create(name, schema -> {
            schema.column("id", DataTypes.BIGINT().notNull());
            schema.column("name", DataTypes.STRING());
            schema.column("city", DataTypes.STRING());
            schema.column("amount", DataTypes.DECIMAL(10, 2));
            schema.column("quantity", DataTypes.INT());
            schema.column("score", DataTypes.DOUBLE());
            schema.column("at", DataTypes.TIMESTAMP_WITH_LOCAL_TIME_ZONE(3));
            schema.column("note", DataTypes.STRING());
            if (keyed) {
                schema.primaryKey("id");
            }
            schema.option("snapshot.num-retained.min", "200");
            schema.options(options);
        });
        SplittableRandom random = new SplittableRandom(1);
        try (TableWriter writer = lake.warehouse.write(id, "bench")) {
            for (int commit = 0; commit < COMMITS; commit++) {
                for (long key = commit; key < ROWS; key += COMMITS) {
                    writer.add(row(key, RowKind.INSERT, random));
                }
                writer.commit(commit + 1L);
            }
            for (int update = 0; keyed && update < UPDATES; update++) {
                for (int i = 0; i < UPDATED; i++) {
                    writer.add(row(random.nextLong(ROWS), RowKind.UPDATE_AFTER, random));
                }
                writer.commit(COMMITS + update + 1L);
            }
        }
        return id;
    }

    private static Row row(long key, RowKind kind, SplittableRandom random) {
        return Row.of(
                kind,
                key,
                "name " + random.nextInt(50_000),
                "city " + random.nextInt(500),
                BigDecimal.valueOf(random.nextInt(1_000_000), 2),
                random.nextInt(100),
                random.nextDouble(),
                Instant.ofEpochMilli(1_700_000_000_000L + random.nextLong(10_000_000_000L)),
                Long.toString(random.nextLong(), 36));
    }

    private static void measure(TemporaryCatalog lake, RelationId id, StringBuilder report) {
        List<Long> snapshots = new ArrayList<>(
                lake.warehouse.snapshots(id, 1_000).stream().map(Snapshot::id).toList());
        SplittableRandom random = new SplittableRandom(2);
        double[] millis = new double[MEASURED];
        for (int i = 0; i < MEASURED; i++) {
            OptionalLong at = i % 3 == 0
                    ? OptionalLong.empty()
                    : OptionalLong.of(snapshots.get(random.nextInt(snapshots.size())));
            long start = System.nanoTime();
            int rows = lake.warehouse.preview(id, at, LIMIT).rows().size();
            millis[i] = (System.nanoTime() - start) / 1e6;
            if (rows != LIMIT) {
                throw new IllegalStateException("A preview of " + id + " had " + rows + " rows");
            }
        }
        double first = millis[0];
        Arrays.sort(millis);
        report.append(String.format(
                Locale.ROOT,
                "preview of %s, %d snapshots: first %.0f ms, median %.1f ms, p95 %.1f ms, worst %.0f ms%n",
                id.name(),
                snapshots.size(),
                first,
                millis[MEASURED / 2],
                millis[(int) (MEASURED * 0.95)],
                millis[MEASURED - 1]));
    }

    private static void relations(TemporaryCatalog lake, StringBuilder report) throws Exception {
        for (int i = 0; i < 1_000; i++) {
            lake.keyed("many_" + i, Map.of());
        }
        for (String run : List.of("cold", "again")) {
            long start = System.nanoTime();
            int count = lake.warehouse
                    .relations(new io.streamhouse.model.DatabaseId(TemporaryCatalog.NAME, "shop"))
                    .size();
            report.append(String.format(
                    Locale.ROOT, "list of %d relations, %s: %.0f ms%n", count, run, (System.nanoTime() - start) / 1e6));
        }
    }
}
