package io.streamhouse.embedded;

import java.util.List;

/** Tells Flink's own threads by how Flink names them. */
final class ThreadNames {

    private static final List<String> PLANNING = List.of("sql-gateway", "rest-server");

    private static final List<String> ENGINE = List.of(
            "flink-",
            "Flink",
            "mini-cluster-io",
            "jobmanager-",
            "taskexecutor-",
            "cluster-io",
            "ForkJoinPool.commonPool",
            "IOManager",
            // Pools of Paimon's that all jobs share.
            "MANIFEST-READ-THREAD-POOL",
            "AsyncOutputStream",
            "FILE-OPERATION",
            "COMMIT-",
            "BLOB",
            "PermanentBlobCache",
            "TransientBlobCache",
            "ResourceManager",
            "SavepointLocationCache",
            "Checkpoint Timer",
            "pekko",
            "timer-service",
            "ChangelogRetryScheduler",
            "task-manager-keeper",
            "engine-meter");

    private ThreadNames() {}

    static boolean ofPlanning(String name) {
        return PLANNING.stream().anyMatch(name::startsWith);
    }

    static boolean ofEngine(String name) {
        return ENGINE.stream().anyMatch(name::startsWith);
    }
}
