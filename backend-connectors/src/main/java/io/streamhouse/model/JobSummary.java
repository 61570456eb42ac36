package io.streamhouse.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A job in a list.
 *
 * @param finishedAt empty while it runs
 * @param tasksRunning parallel tasks running now, of {@code tasksTotal}
 */
public record JobSummary(
        JobId id,
        String name,
        JobState state,
        Instant startedAt,
        Optional<Instant> finishedAt,
        Duration duration,
        int tasksRunning,
        int tasksTotal) {}
