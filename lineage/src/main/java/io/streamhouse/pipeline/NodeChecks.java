package io.streamhouse.pipeline;

import io.streamhouse.lineage.FunctionSignature;
import io.streamhouse.model.DatabaseId;
import io.streamhouse.model.ExecutionMode;
import io.streamhouse.plan.RelationSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Checks nodes one by one, each over the rows of its inputs. */
final class NodeChecks {

    private final Map<String, NodeCheck> known = new HashMap<>();

    Map<String, NodeCheck> check(
            Pipeline pipeline,
            DatabaseId current,
            RelationSource source,
            List<FunctionSignature> functions,
            ExecutionMode mode) {
        return Map.copyOf(known);
    }
}
