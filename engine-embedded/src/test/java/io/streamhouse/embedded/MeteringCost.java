package io.streamhouse.embedded;

import io.streamhouse.engine.EngineLauncher;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** A benchmark: what it costs to meter an engine that does nothing. */
final class MeteringCost {

    private static final Duration WARM_UP = Duration.ofSeconds(10);
    private static final Duration MEASURED = Duration.ofSeconds(30);

    private MeteringCost() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory("metering");
        try (EngineLauncher.RunningEngine engine =
                new EmbeddedEngineLauncher().start(new EngineLauncher.Settings(folder, 20, Map.of()))) {
            LockSupport.parkNanos(WARM_UP.toNanos());
            long before = cpu("engine-meter");
            LockSupport.parkNanos(MEASURED.toNanos());
            long sampling = cpu("engine-meter") - before;
            int readings = 200;
            long own = ManagementFactory.getThreadMXBean()
                    .getThreadCpuTime(Thread.currentThread().threadId());
            for (int reading = 0; reading < readings; reading++) {
                engine.meter().read();
            }
            own = ManagementFactory.getThreadMXBean()
                            .getThreadCpuTime(Thread.currentThread().threadId())
                    - own;
            System.out.printf(
                    "%d threads; sampling takes %.3f %% of a core, a reading %.2f ms%n",
                    ManagementFactory.getThreadMXBean().getThreadCount(),
                    100.0 * sampling / MEASURED.toNanos(),
                    own / 1e6 / readings);
        }
        System.exit(0);
    }

    private static long cpu(String thread) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(each -> each.getName().equals(thread))
                .mapToLong(each -> ManagementFactory.getThreadMXBean().getThreadCpuTime(each.threadId()))
                .sum();
    }
}
