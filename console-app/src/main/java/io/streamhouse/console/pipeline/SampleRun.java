package io.streamhouse.console.pipeline;

import io.streamhouse.console.sqlworkspace.ResultBuffer;
import io.streamhouse.console.sqlworkspace.RunState;
import io.streamhouse.console.sqlworkspace.ScriptRun;
import io.streamhouse.console.sqlworkspace.StatementRun;
import io.streamhouse.model.Problem;
import java.util.Optional;

/**
 * Rows at a node, as they come from the engine.
 *
 * @param node its name when they were asked for
 * @param run the query, to be watched as any other
 */
public record SampleRun(String node, ScriptRun run) {

    private StatementRun statement() {
        return run.statements().getFirst();
    }

    public RunState state() {
        return statement().state();
    }

    /** What has come until now. */
    public ResultBuffer.Contents rows() {
        return statement().result().contents();
    }

    /** Why there are none. */
    public Optional<Problem> problem() {
        return statement().problem();
    }
}
