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

    /**
     * With exactly-once checkpoints a streaming SELECT would show its rows only after each of them. It needs none, nor
     * to be restarted: one that fails says so and is run again by whoever asked.
     */
    private static final Map<String, String> FOR_A_READER = Map.of(
            "execution.checkpointing.mode", "AT_LEAST_ONCE",
            "execution.checkpointing.interval", "36500 d",
            "restart-strategy.type", "none");

    /** So that a job that was lost can go on from its last checkpoint, also where the cluster would delete it. */
    private static final String RETENTION = "execution.checkpointing.externalized-checkpoint-retention";

    /** Paimon's sinks put late rows in order themselves and refuse Flink's operator for it. */
    private static final String UPSERT_MATERIALIZE = "table.exec.sink.upsert-materialize";

    private final Map<String, String> options = new LinkedHashMap<>();

    /**
     * @param session options in force
     * @param own the statement's own, which win; an empty one withdraws what would be given without it
     */
    StatementOptions(StatementShape shape, ExecutionMode mode, Map<String, String> session, Map<String, String> own) {
        options.put("execution.runtime-mode", mode.name());
        options.put("table.dml-sync", Boolean.toString(mode == ExecutionMode.BATCH));
        if (mode == ExecutionMode.STREAMING && shape.isQuery()) {
            options.putAll(FOR_A_READER);
        }
        if (mode == ExecutionMode.STREAMING && shape.isWrite()) {
            boolean namesFitAll = !shape.namesOperators() && !shape.namesATableTwice();
            Map<String, String> wanted = new LinkedHashMap<>(namesFitAll ? OPERATOR_NAMES : Map.of());
            wanted.put(UPSERT_MATERIALIZE, "NONE");
            wanted.put(RETENTION, "RETAIN_ON_CANCELLATION");
            wanted.keySet().removeAll(session.keySet());
            options.putAll(wanted);
        }
        options.putAll(own);
        options.values().removeIf(String::isEmpty);
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
