package io.streamhouse.console.sqlworkspace;

import io.streamhouse.model.Actor;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.ExecutionMode;
import io.streamhouse.model.JobId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A statement that was run.
 *
 * @param statement with secrets hidden
 * @param connection the engine connection it ran on
 * @param rows how many it gave; empty for a statement without a result
 */
public record HistoryEntry(
        long id,
        Actor actor,
        String statement,
        ExecutionMode mode,
        String connection,
        Namespace namespace,
        Instant startedAt,
        Optional<Instant> finishedAt,
        HistoryOutcome outcome,
        Optional<Long> rows,
        Optional<JobId> job,
        Optional<ErrorCode> problemCode,
        Optional<String> problem) {

    public Optional<Duration> duration() {
        return finishedAt.map(end -> Duration.between(startedAt, end));
    }
}
