package io.streamhouse.lineage;

import io.streamhouse.model.DatabaseId;
import io.streamhouse.plan.RelationSource;
import java.util.List;

/**
 * Column lineage of statements as Flink's planner understands them, in this process and without a cluster. Safe for
 * threads.
 */
public final class LineageAnalyzer {

    private LineageAnalyzer() {}

    /** {@link #analyze(String, DatabaseId, RelationSource, List, Views)} with views seen through. */
    public static List<StatementLineage> analyze(
            String script, DatabaseId current, RelationSource source, List<FunctionSignature> functions) {
        return analyze(script, current, source, functions, Views.SEEN_THROUGH);
    }

    /**
     * The lineage of every statement of a script, in its order. What a statement defines (tables, views, the current
     * database) holds for those after it; nothing is kept afterwards.
     *
     * @param script in Flink's dialect; what is wrong with one statement does not keep the others from being read
     * @param current where names of fewer than three parts are looked up
     * @param functions those besides Flink's own
     * @param views whether edges end at views or at what these read
     */
    public static List<StatementLineage> analyze(
            String script, DatabaseId current, RelationSource source, List<FunctionSignature> functions, Views views) {
        throw new UnsupportedOperationException("not built yet");
    }
}
