package io.streamhouse.refresh;

import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.Row;
import io.streamhouse.plan.PlannedQuery;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Computes what Flink's batch mode can't, such as session windows: as a stream over input that comes to an end. Event
 * time stands still until that end, so that no row is late, and the result is that of all rows.
 *
 * <p>It is gathered here, row by row: such results are counted in windows.
 */
final class BoundedStream {

    private static final int MOST_ROWS = 1_000_000;

    private final Running running;

    BoundedStream(Running running) {
        this.running = running;
    }

    /**
     * The rows of the result with how many times each is there.
     *
     * @param pins per scan the snapshot to read; empty for a table that is to be read as empty
     */
    Map<List<@Nullable Object>, Integer> rows(PlannedQuery plan, List<OptionalLong> pins, Map<String, String> options) {
        List<Map<String, String>> hints = new ArrayList<>();
        for (Map<String, String> pinned : FullRefresh.pinned(pins)) {
            Map<String, String> hint = new HashMap<>(pinned);
            hint.put("scan.bounded", "true");
            hint.put("scan.watermark.emit.strategy", "on-periodic");
            hints.add(hint);
        }
        Map<String, String> own = new HashMap<>(options);
        own.put("pipeline.auto-watermark-interval", "36500 d");
        own.put("restart-strategy.type", "none");
        Map<List<@Nullable Object>, Integer> counts = new HashMap<>();
        running.stream(plan.sql(hints), own, row -> {
            int more =
                    switch (row.kind()) {
                        case INSERT, UPDATE_AFTER -> 1;
                        case DELETE, UPDATE_BEFORE -> -1;
                    };
            counts.merge(row.values(), more, BoundedStream::sum);
            if (counts.size() > MOST_ROWS) {
                throw new ProblemException(
                        ErrorCode.TOO_LARGE,
                        "The result has more than " + MOST_ROWS
                                + " rows, too many for a query that batch can't compute");
            }
        });
        return counts;
    }

    /** The rows of a table or view as it is, or was at a snapshot, with how many times each is there. */
    Map<List<@Nullable Object>, Integer> content(RelationId id, OptionalLong snapshot) {
        Map<List<@Nullable Object>, Integer> counts = new HashMap<>();
        String at = snapshot.isPresent() ? " /*+ OPTIONS('scan.snapshot-id'='" + snapshot.getAsLong() + "') */" : "";
        running.batch(
                "SELECT * FROM " + id.quoted() + at,
                Map.of("pipeline.name", "read " + id),
                row -> counts.merge(row.values(), 1, BoundedStream::sum));
        return counts;
    }

    private static @Nullable Integer sum(Integer before, Integer more) {
        int sum = before + more;
        return sum == 0 ? null : sum;
    }

    /** The rows that are in {@code these} more often than in {@code those}, as often as they are. */
    static List<Row> beyond(Map<List<@Nullable Object>, Integer> these, Map<List<@Nullable Object>, Integer> those) {
        List<Row> beyond = new ArrayList<>();
        these.forEach((values, count) -> {
            for (int more = those.getOrDefault(values, 0); more < count; more++) {
                beyond.add(Row.insert(values.toArray()));
            }
        });
        return beyond;
    }
}
