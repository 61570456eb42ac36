package io.streamhouse.model;

import java.time.Instant;
import java.util.Optional;

/**
 * An exception that a job met.
 *
 * @param rootCause the innermost cause, in one line
 * @param stackTrace the whole, for whoever unfolds it on the job's page; secrets redacted
 * @param task the task it came from; empty for the job itself
 */
public record JobFailure(Instant at, String rootCause, String stackTrace, Optional<String> task) {}
