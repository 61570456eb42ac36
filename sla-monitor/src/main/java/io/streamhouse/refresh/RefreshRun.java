package io.streamhouse.refresh;

import io.streamhouse.cost.Usage;
import io.streamhouse.model.JobId;
import io.streamhouse.model.Problem;
import io.streamhouse.model.RefreshMode;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * One refresh of a view, done or under way.
 *
 * @param action empty until it is known what had to be done
 * @param dataTimestamp the instant up to which the view contains every change of its roots since
 * @param rowsRead changed rows of the inputs; empty if not known
 * @param rowsWritten changed rows of the view; empty if not known
 * @param job the job that did it; empty if none was needed
 * @param usage what it cost; empty if it is not metered
 * @param reason why the view had to be computed anew; empty if it had not
 */
public record RefreshRun(
        UUID id,
        Trigger trigger,
        State state,
        Optional<Action> action,
        RefreshMode mode,
        Instant startedAt,
        Optional<Instant> finishedAt,
        Optional<Instant> dataTimestamp,
        OptionalLong rowsRead,
        OptionalLong rowsWritten,
        Optional<JobId> job,
        Optional<Usage> usage,
        Optional<Problem> problem,
        Optional<String> reason) {

    /** Who asked for it. */
    public enum Trigger {
        SCHEDULED,
        MANUAL,
        CREATION
    }

    /** What came of it. */
    public enum State {
        SCHEDULED,
        EXECUTING,
        SUCCEEDED,
        FAILED,
        CANCELLED,
        SKIPPED,
        UPSTREAM_FAILED
    }

    /** What had to be done. */
    public enum Action {
        /** Nothing had changed; no job ran. */
        NO_DATA,
        INCREMENTAL,
        FULL,
        /** The view was computed anew because it could not be carried on from where it was. */
        REINITIALIZE
    }
}
