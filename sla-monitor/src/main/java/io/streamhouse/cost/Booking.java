package io.streamhouse.cost;

import io.streamhouse.model.EngineReading;
import io.streamhouse.model.JobId;
import io.streamhouse.model.JobReading;
import io.streamhouse.store.UsageAccount;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Books what an engine used between two readings to accounts. What no job used is overhead while a job ran or a statement
 * was being worked on, and idle otherwise. All entries but the total and the capacity add up to the total.
 */
final class Booking {

    /** Less than this in an interval is what waiting for statements takes. */
    private static final Duration STATEMENT = Duration.ofMillis(5);

    private final Attribution attribution;

    Booking(Attribution attribution) {
        this.attribution = attribution;
    }

    /**
     * What was used in an interval.
     *
     * @param worked how long a job worked for the account: the whole interval, or not at all
     */
    record Entry(Duration cpu, Duration compactionCpu, Duration slotTime, Duration worked) {
        Entry plus(Entry more) {
            return new Entry(
                    cpu.plus(more.cpu),
                    compactionCpu.plus(more.compactionCpu),
                    slotTime.plus(more.slotTime),
                    worked.compareTo(more.worked) > 0 ? worked : more.worked);
        }
    }

    /** Nothing if the readings are not of one meter. */
    Map<UsageAccount, Entry> book(EngineReading before, EngineReading now, Duration passed) {
        if (now.total().compareTo(before.total()) < 0) {
            return Map.of();
        }
        Map<UsageAccount, Entry> entries = new LinkedHashMap<>();
        boolean busy = false;
        for (Map.Entry<JobId, JobReading> job : now.jobs().entrySet()) {
            JobReading was = before.jobs().getOrDefault(job.getKey(), JobReading.NONE);
            JobReading is = job.getValue();
            Duration cpu = more(was.cpu(), is.cpu());
            if (!is.running() && !was.running() && cpu.isZero()) {
                continue;
            }
            busy = true;
            entries.merge(
                    attribution.of(job.getKey()).orElse(Accounts.STATEMENTS),
                    new Entry(
                            cpu,
                            more(was.compactionCpu(), is.compactionCpu()),
                            more(was.slotTime(), is.slotTime()),
                            passed),
                    Entry::plus);
        }
        Duration planning = more(before.planning(), now.planning());
        busy |= planning.compareTo(STATEMENT) >= 0;
        Duration engine = more(before.engine(), now.engine());
        Duration console = more(before.console(), now.console());
        Duration total = more(before.total(), now.total());
        Duration known = entries.values().stream()
                .map(Entry::cpu)
                .reduce(Duration.ZERO, Duration::plus)
                .plus(planning)
                .plus(engine)
                .plus(console);
        // What is left is the runtime's; threads are read a moment after the process, so it may be short of nothing.
        Duration runtime = more(known, total);
        if (busy) {
            entries.merge(Accounts.PLANNING, cpu(planning, passed), Entry::plus);
            entries.merge(Accounts.ENGINE, cpu(engine, passed), Entry::plus);
            entries.merge(Accounts.CONSOLE, cpu(console, passed), Entry::plus);
            entries.merge(Accounts.RUNTIME, cpu(runtime, passed), Entry::plus);
        } else {
            Duration all = planning.plus(engine).plus(console).plus(runtime);
            entries.put(Accounts.IDLE, cpu(all, passed));
        }
        entries.put(Accounts.TOTAL, cpu(known.plus(runtime), passed));
        entries.put(Accounts.CAPACITY, cpu(passed.multipliedBy(now.cores()), passed));
        return entries;
    }

    private static Entry cpu(Duration cpu, Duration passed) {
        return new Entry(cpu, Duration.ZERO, Duration.ZERO, passed);
    }

    /** Never less than nothing, should a counter have gone back. */
    private static Duration more(Duration before, Duration now) {
        Duration more = now.minus(before);
        return more.isNegative() ? Duration.ZERO : more;
    }
}
