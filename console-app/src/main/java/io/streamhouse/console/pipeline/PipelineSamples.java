package io.streamhouse.console.pipeline;

import io.streamhouse.console.sqlworkspace.Namespace;
import io.streamhouse.console.sqlworkspace.ResultBounds;
import io.streamhouse.console.sqlworkspace.ScriptRequest;
import io.streamhouse.console.sqlworkspace.SqlService;
import io.streamhouse.model.Actor;
import io.streamhouse.model.ExecutionMode;
import io.streamhouse.model.ProblemException;
import java.time.Duration;
import org.springframework.stereotype.Service;

/** Shows rows at any node of a pipeline, from the engine: a bounded query that leaves nothing behind. */
@Service
public class PipelineSamples {

    /** What a page shows at once. */
    public static final int USUAL_ROWS = 100;

    /** How long a sample may take; a stream ends then with what has come. */
    public static final Duration LONGEST = Duration.ofSeconds(60);

    private static final Duration STREAM_FOR = Duration.ofSeconds(15);

    private final SqlService sql;
    private final PipelineLanguage language;

    PipelineSamples(SqlService sql, PipelineLanguage language) {
        this.sql = sql;
        this.language = language;
    }

    /**
     * Asks for rows at a node and returns at once. For a target they are the rows it would be given.
     *
     * @param mode BATCH for what there is now; STREAMING for what comes in the next seconds, as changes
     * @param rows at most
     * @throws ProblemException for a picture that is half done up to there, naming the node
     */
    public SampleRun start(Actor actor, PipelineContent content, String node, ExecutionMode mode, int rows) {
        var upTo = content.pipeline().upTo(node);
        String query = language.query(upTo, node, language.checking().check(upTo, content.current(), mode));
        ResultBounds bounds = ResultBounds.upTo(rows, mode == ExecutionMode.BATCH ? LONGEST : STREAM_FOR);
        Namespace namespace =
                Namespace.of(content.current().catalog(), content.current().name());
        return new SampleRun(node, sql.startAlone(actor, ScriptRequest.of(query, namespace, mode, bounds)));
    }

    /** Ends a sample; what has come stays. Nothing happens to one that has ended. */
    public void stop(Actor actor, SampleRun sample) {
        sql.stop(actor, sample.run());
    }
}
