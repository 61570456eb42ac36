package io.streamhouse.engine;

import io.streamhouse.model.ClusterOverview;
import io.streamhouse.model.JobCheckpoints;
import io.streamhouse.model.JobDetail;
import io.streamhouse.model.JobFailure;
import io.streamhouse.model.JobId;
import io.streamhouse.model.JobState;
import io.streamhouse.model.JobSummary;
import io.streamhouse.model.TaskCounts;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The jobs of a cluster, as the cluster reports them.
 *
 * <p>Every call throws {@link io.streamhouse.model.ProblemException} with ENGINE_UNREACHABLE when the cluster does not
 * answer, and NOT_FOUND for a job it does not know.
 */
public interface Jobs {

    ClusterOverview overview();

    /** All jobs the cluster remembers, the latest started first. */
    List<JobSummary> list();

    /** Empty for a job the cluster does not know. */
    Optional<JobSummary> find(JobId id);

    /** What {@link #find} says of its state, asked for at less cost. */
    Optional<JobState> state(JobId id);

    JobDetail detail(JobId id);

    /** What is counted of the tasks of a running job beyond its {@link #detail}, by id of the vertex. Asked for at some cost. */
    Map<String, TaskCounts> counts(JobId id);

    /** Exceptions the job met, newest first. */
    List<JobFailure> failures(JobId id);

    JobCheckpoints checkpoints(JobId id);

    /** Asks for cancellation; the job goes on to CANCELED by itself. Nothing happens to a job that has ended. */
    void cancel(JobId id);

    /**
     * Stops a job with a savepoint in Flink's native format and waits for it.
     *
     * @return where the savepoint lies, to resume from
     * @throws io.streamhouse.model.ProblemException EXECUTION_FAILED if the savepoint fails (the job then runs on),
     *     TIMEOUT
     */
    String stopWithSavepoint(JobId id, Duration patience);

    /**
     * {@link #stopWithSavepoint(JobId, Duration)} into a folder of the caller's choice.
     *
     * @param folder where the savepoint's own folder is made, as {@link StateFiles#savepointFolder} names it
     */
    String stopWithSavepoint(JobId id, String folder, Duration patience);

    /**
     * Takes a checkpoint now and waits for it.
     *
     * @return its id
     * @throws io.streamhouse.model.ProblemException EXECUTION_FAILED, TIMEOUT
     */
    long checkpoint(JobId id, Duration patience);
}
