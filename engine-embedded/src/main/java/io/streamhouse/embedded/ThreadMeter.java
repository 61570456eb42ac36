package io.streamhouse.embedded;

import com.sun.management.OperatingSystemMXBean;
import io.streamhouse.engine.EngineMeter;
import io.streamhouse.model.EngineReading;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.configuration.Configuration;

/** Meters an engine inside this JVM by its threads, sampled all the time. */
final class ThreadMeter implements EngineMeter {

    private static final Duration EVERY = Duration.ofMillis(500);

    /** While a job begins, whose helpers may live for less than that. */
    private static final Duration EVERY_WHILE_BEGINNING = Duration.ofMillis(50);

    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final long began = system.getProcessCpuTime();
    private final ThreadLedger ledger = new ThreadLedger();
    private final Thread sampler =
            Thread.ofPlatform().name("engine-meter").daemon().unstarted(this::sample);
    private String announced = "";
    private volatile boolean closed;
    private Duration total = Duration.ZERO;
    private Duration runtime = Duration.ZERO;

    ThreadMeter() {
        sampler.start();
    }

    /** Before the cluster is made from the configuration. */
    void attachTo(Configuration configuration) {
        announced = TaskMetricsFactory.announce(ledger, configuration);
    }

    private void sample() {
        while (!closed) {
            LockSupport.parkNanos((ledger.busyBeginning() ? EVERY_WHILE_BEGINNING : EVERY).toNanos());
            ledger.sample();
        }
    }

    @Override
    public synchronized EngineReading read() {
        ThreadLedger.Sums sums = ledger.sums();
        Duration process = Duration.ofNanos(system.getProcessCpuTime() - began);
        total = longer(total, process.minus(sums.waiting()));
        runtime = longer(runtime, total.minus(sums.booked()));
        return new EngineReading(
                sums.jobs(),
                sums.roles().getOrDefault(ThreadLedger.Role.PLANNING, Duration.ZERO),
                sums.roles().getOrDefault(ThreadLedger.Role.ENGINE, Duration.ZERO),
                sums.roles().getOrDefault(ThreadLedger.Role.CONSOLE, Duration.ZERO),
                runtime,
                total,
                Runtime.getRuntime().availableProcessors());
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(sampler);
        TaskMetricsFactory.forget(announced);
    }
}
