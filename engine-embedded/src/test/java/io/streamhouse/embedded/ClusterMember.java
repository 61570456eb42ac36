package io.streamhouse.embedded;

import java.util.Arrays;

/** One JVM of a {@link RealCluster}: runs a main class of Flink's and ends when the process that started it does. */
public final class ClusterMember {

    private ClusterMember() {}

    /** @param args the parent's process id, the main class, and what that is given */
    public static void main(String[] args) throws Exception {
        ProcessHandle parent = ProcessHandle.of(Long.parseLong(args[0])).orElse(null);
        if (parent == null) {
            return;
        }
        var unused = parent.onExit().thenRun(() -> Runtime.getRuntime().halt(1));
        Class.forName(args[1]).getMethod("main", String[].class).invoke(null, (Object)
                Arrays.copyOfRange(args, 2, args.length));
    }
}
