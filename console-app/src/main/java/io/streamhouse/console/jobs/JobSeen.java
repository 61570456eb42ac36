package io.streamhouse.console.jobs;

import io.streamhouse.model.JobCheckpoints;
import io.streamhouse.model.JobDetail;
import io.streamhouse.model.JobFailure;
import io.streamhouse.model.Problem;
import io.streamhouse.streaming.ManagedJob;
import java.util.List;
import java.util.Optional;

/** One job at one look. */
public sealed interface JobSeen {

    /** @param failures newest first */
    record Known(ConsoleJob job, JobDetail detail, JobCheckpoints checkpoints, List<JobFailure> failures)
            implements JobSeen {
        public Known {
            failures = List.copyOf(failures);
        }
    }

    /**
     * @param record what the console remembers of it, if it does
     * @param statement the streaming statement it ran before that was stopped
     */
    record Unavailable(Problem problem, Optional<JobRecord> record, Optional<ManagedJob> statement) implements JobSeen {

        /** Whether the statement can go on from where it stopped. */
        public boolean resumable() {
            return statement
                    .filter(kept -> kept.state().startable() && !kept.onlyAnew())
                    .isPresent();
        }
    }
}
