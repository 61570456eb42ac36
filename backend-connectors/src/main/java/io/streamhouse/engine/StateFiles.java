package io.streamhouse.engine;

import io.streamhouse.model.JobId;
import io.streamhouse.model.ResumePoint;
import java.util.List;

/**
 * What jobs leave behind on storage: savepoints and retained checkpoints. Where they lie is asked of the cluster; they
 * are read from storage themselves, because a cluster that was started anew remembers none of them.
 *
 * <p>Every call throws {@link io.streamhouse.model.ProblemException}: ENGINE_UNREACHABLE when the cluster does not
 * answer, ENGINE_FAILED when it has no folder for what is asked, WAREHOUSE_FAILED when storage does not answer.
 */
public interface StateFiles {

    /**
     * The folder for a view's savepoints, below the cluster's folder for savepoints. It may not exist yet.
     *
     * @param uid the view's
     */
    String savepointFolder(String uid);

    /**
     * The complete savepoints that lie directly in a folder, the one written last first. One that is still being
     * written, or whose writer died, is not among them.
     *
     * @return nothing for a folder that does not exist
     */
    List<ResumePoint> savepoints(String folder);

    /**
     * The savepoints directly in a folder that are not complete: still being written, or left by a writer that died.
     * While no job of the folder's is being stopped, all of them may be disposed of.
     *
     * @return their paths, for {@link #dispose(String)}
     */
    List<String> unfinished(String folder);

    /** The complete checkpoints retained of a job, the latest first; nothing where there are none. */
    List<ResumePoint> checkpoints(JobId job);

    /**
     * How much lies in a folder of state and the folders in it; 0 where there is none.
     *
     * @param folder a savepoint, or where the checkpoints of a job lie
     */
    long bytes(String folder);

    /**
     * Deletes a savepoint or retained checkpoint, complete or not, or a folder of savepoints with all of them. Nothing
     * happens where there is none. A job resumed from it needs it until its own first checkpoint or savepoint is
     * complete.
     *
     * @param path as {@link ResumePoint#path()} has it
     * @throws io.streamhouse.model.ProblemException INVALID_REQUEST if it does not lie in one of the cluster's folders
     *     for state
     */
    void dispose(String path);

    /**
     * Deletes everything a job that has ended left among the cluster's checkpoints: those retained and what they share.
     * Savepoints are not touched. Nothing happens where there is nothing.
     */
    void dispose(JobId job);
}
