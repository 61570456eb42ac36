package io.streamhouse.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.streamhouse.engine.EngineSession;
import io.streamhouse.engine.StatementHandle;
import io.streamhouse.engine.StatementHandle.Complete;
import io.streamhouse.engine.StatementHandle.Failed;
import io.streamhouse.engine.StatementHandle.Page;
import io.streamhouse.engine.StatementHandle.Waiting;
import io.streamhouse.model.Column;
import io.streamhouse.model.ExecutionMode;
import io.streamhouse.model.JobId;
import io.streamhouse.model.Problem;
import io.streamhouse.model.Row;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A session, talked to in a few words. */
record Conversation(EngineSession session) {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** What came of a statement that did not fail. */
    record Result(List<Column> columns, List<Row> rows, Complete end, boolean sessionRenewed) {

        @Nullable Object single() {
            assertThat(rows).hasSize(1);
            return rows.getFirst().values().getFirst();
        }

        List<List<@Nullable Object>> values() {
            return rows.stream().map(Row::values).toList();
        }
    }

    Result batch(String sql) {
        return run(sql, ExecutionMode.BATCH, Map.of());
    }

    Result run(String sql, ExecutionMode mode, Map<String, String> options) {
        try (StatementHandle handle = session.submit(sql, mode, options)) {
            List<Row> rows = new ArrayList<>();
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (System.nanoTime() < deadline) {
                switch (handle.fetch(Duration.ofSeconds(1))) {
                    case Waiting waiting -> {}
                    case Page page -> rows.addAll(page.rows());
                    case Complete complete -> {
                        return new Result(complete.columns(), rows, complete, handle.sessionRenewed());
                    }
                    case Failed failed -> fail("%s failed: %s", sql, failed.problem());
                }
            }
            return fail("%s did not end", sql);
        }
    }

    /** Starts a streaming INSERT and returns its job. */
    JobId start(String sql, Map<String, String> options) {
        return run(sql, ExecutionMode.STREAMING, options).end().submitted().orElseThrow();
    }

    Problem failure(String sql, ExecutionMode mode) {
        try (StatementHandle handle = session.submit(sql, mode)) {
            return failure(handle);
        }
    }

    static Problem failure(StatementHandle handle) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            switch (handle.fetch(Duration.ofSeconds(1))) {
                case Failed failed -> {
                    return failed.problem();
                }
                case Complete complete -> fail("It did not fail");
                default -> {}
            }
        }
        return fail("It neither failed nor ended");
    }

    /** Reads a result that goes on until what was read is enough. */
    static List<Row> read(StatementHandle handle, Predicate<List<Row>> enough) {
        List<Row> rows = new ArrayList<>();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!enough.test(rows)) {
            if (System.nanoTime() > deadline) {
                fail("Read only %s", rows);
            }
            switch (handle.fetch(Duration.ofMillis(200))) {
                case Waiting waiting -> {}
                case Page page -> rows.addAll(page.rows());
                case Complete complete -> fail("Ended after %s", rows);
                case Failed failed -> fail("Failed: %s", failed.problem());
            }
        }
        return rows;
    }
}
