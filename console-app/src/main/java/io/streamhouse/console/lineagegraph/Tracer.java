package io.streamhouse.console.lineagegraph;

import io.streamhouse.lineage.LineageAnalyzer;
import io.streamhouse.lineage.StatementLineage;
import io.streamhouse.lineage.Views;
import io.streamhouse.model.DatabaseId;
import io.streamhouse.plan.RelationSource;
import java.util.List;

/** Tells what statements read and write, with views as they are: each stands for itself in the graph. */
@FunctionalInterface
interface Tracer {

    /** @param current where names of fewer than three parts are looked up */
    List<StatementLineage> trace(String script, DatabaseId current, RelationSource source);

    /** The planner's. */
    static Tracer ofPlanner() {
        return (script, current, source) ->
                LineageAnalyzer.analyze(script, current, source, List.of(), Views.AS_THEY_ARE);
    }
}
