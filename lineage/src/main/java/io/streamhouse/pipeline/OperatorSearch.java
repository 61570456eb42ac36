package io.streamhouse.pipeline;

import java.util.LinkedHashMap;
import java.util.Map;

/** Looks for a pipeline's nodes among a job's operators. */
final class OperatorSearch {

    private final Pipeline pipeline;
    private final JobOperators operators;

    OperatorSearch(Pipeline pipeline, JobOperators operators) {
        this.pipeline = pipeline;
        this.operators = operators;
    }

    Map<String, OperatorMatch> matches() {
        Map<String, OperatorMatch> matches = new LinkedHashMap<>();
        pipeline.nodes()
                .forEach(node -> matches.put(
                        node.name(),
                        new OperatorMatch.Unknown(
                                "None of the " + operators.job().vertices().size() + " tasks can be told to be its")));
        return matches;
    }
}
