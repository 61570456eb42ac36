package io.streamhouse.gateway;

import io.streamhouse.model.ExecutionMode;
import java.util.LinkedHashMap;
import java.util.Map;

/** The Flink options one statement runs with, beyond its session's. */
final class StatementOptions {

    /** Names the operators of Paimon's sources and sinks, so that state finds them again in a resumed job. */
    private static final Map<String, String> OPERATOR_NAMES = Map.of(
            "paimon.*.*.*.source.operator-uid.suffix", "streamhouse",
            "paimon.*.*.*.sink.operator-uid.suffix", "streamhouse");

    /** Longer than any query runs: with checkpoints a streaming SELECT would show its rows only after each of them. */
    private static final String NEVER = "36500 d";

    private final Map<String, String> options = new LinkedHashMap<>();

    /**
     * @param session options in force
     * @param own the statement's own, which win
     */
    StatementOptions(StatementShape shape, ExecutionMode mode, Map<String, String> session, Map<String, String> own) {
        options.put("execution.runtime-mode", mode.name());
        options.put("table.dml-sync", Boolean.toString(mode == ExecutionMode.BATCH));
        if (mode == ExecutionMode.STREAMING && shape.isQuery()) {
            options.put("execution.checkpointing.interval", NEVER);
        }
        if (mode == ExecutionMode.STREAMING && shape.isWrite()) {
            OPERATOR_NAMES.forEach((key, value) -> {
                if (!session.containsKey(key)) {
                    options.put(key, value);
                }
            });
        }
        options.putAll(own);
    }

    private StatementOptions(Map<String, String> options) {
        this.options.putAll(options);
    }

    Map<String, String> forEngine() {
        return Map.copyOf(options);
    }

    boolean namesOperators() {
        return OPERATOR_NAMES.keySet().stream().anyMatch(options::containsKey);
    }

    /** The same without names for operators, for a job that reads or writes one table's name twice. */
    StatementOptions withoutOperatorNames() {
        Map<String, String> rest = new LinkedHashMap<>(options);
        rest.keySet().removeAll(OPERATOR_NAMES.keySet());
        return new StatementOptions(rest);
    }
}
