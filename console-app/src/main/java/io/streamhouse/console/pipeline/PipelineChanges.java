package io.streamhouse.console.pipeline;

import io.streamhouse.model.Actor;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.ProblemException;
import org.springframework.stereotype.Service;

/** Changes what runs of a pipeline to another version, and tells before what becomes of its state. */
@Service
public class PipelineChanges {

    PipelineChanges() {}

    /**
     * What would come of running this instead of what runs.
     *
     * @throws ProblemException INVALID_REQUEST if nothing runs or rests; NOT_FOUND
     */
    public PipelineChange preview(String id, PipelineContent next) {
        throw new ProblemException(ErrorCode.NOT_SUPPORTED, id + next);
    }

    /**
     * Changes what runs to the version that was kept last. Returns when the engine has the job. If the new one can't be
     * started, the one before goes on.
     *
     * @throws ProblemException INVALID_REQUEST if nothing runs or rests, or it can't go on; whatever stands against
     *     running it, naming the node
     */
    public PipelineStatus carryOut(Actor actor, String id, PipelineChange.How how) {
        throw new ProblemException(ErrorCode.NOT_SUPPORTED, actor + id + how);
    }
}
