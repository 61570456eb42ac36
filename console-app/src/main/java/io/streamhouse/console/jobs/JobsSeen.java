package io.streamhouse.console.jobs;

import io.streamhouse.model.ClusterOverview;
import io.streamhouse.model.Problem;
import io.streamhouse.streaming.ManagedJob;
import java.util.List;

/** The cluster's jobs as they were at one look. */
public sealed interface JobsSeen {

    /**
     * @param jobs the latest started first
     * @param statements the streaming statements that are cared for, the latest submitted first; the cluster may not
     *     know a job of theirs
     */
    record Listed(ClusterOverview cluster, List<ConsoleJob> jobs, List<ManagedJob> statements) implements JobsSeen {
        public Listed {
            jobs = List.copyOf(jobs);
            statements = List.copyOf(statements);
        }
    }

    /** The cluster did not answer, or does not run yet. */
    record Unavailable(Problem problem, List<ManagedJob> statements) implements JobsSeen {
        public Unavailable {
            statements = List.copyOf(statements);
        }
    }
}
