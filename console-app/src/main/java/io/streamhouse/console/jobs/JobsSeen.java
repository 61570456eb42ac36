package io.streamhouse.console.jobs;

import io.streamhouse.model.ClusterOverview;
import io.streamhouse.model.Problem;
import java.util.List;

/** The cluster's jobs as they were at one look. */
public sealed interface JobsSeen {

    /**
     * @param jobs the latest started first
     * @param stopped stopped with a savepoint and not resumed since, the latest stopped first; the cluster may have
     *     forgotten them
     */
    record Listed(ClusterOverview cluster, List<ConsoleJob> jobs, List<JobRecord> stopped) implements JobsSeen {
        public Listed {
            jobs = List.copyOf(jobs);
            stopped = List.copyOf(stopped);
        }
    }

    /** The cluster did not answer, or does not run yet. */
    record Unavailable(Problem problem, List<JobRecord> stopped) implements JobsSeen {
        public Unavailable {
            stopped = List.copyOf(stopped);
        }
    }
}
