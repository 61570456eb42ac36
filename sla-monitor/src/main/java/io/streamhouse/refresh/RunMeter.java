package io.streamhouse.refresh;

import io.streamhouse.engine.EngineMeter;
import io.streamhouse.model.CommitFiles;
import io.streamhouse.model.EngineReading;
import io.streamhouse.model.JobCheckpoints;
import io.streamhouse.model.JobId;
import io.streamhouse.model.JobReading;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.RefreshMode;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.Snapshot;
import io.streamhouse.store.LedgerUsage;
import io.streamhouse.store.LedgerVersion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Reads off what a refresh has cost: the engine's meter before and after, the commits it read and made. */
final class RunMeter {

    private final Surroundings surroundings;
    private final Sources sources;

    RunMeter(Surroundings surroundings, Sources sources) {
        this.surroundings = surroundings;
        this.sources = sources;
    }

    /**
     * How things stood when a refresh began.
     *
     * @param known the view's jobs before
     * @param running what its job had used by then; empty if none ran
     */
    record Begun(Set<JobId> known, Map<JobId, JobReading> running) {}

    Begun begin(ManagedView view) {
        Optional<JobId> job = view.ledger().job();
        Optional<JobReading> used =
                job.isEmpty() ? Optional.empty() : read().map(now -> now.jobs().get(job.get()));
        return new Begun(
                Set.copyOf(view.jobs().keySet()),
                used.map(reading -> Map.of(job.get(), reading)).orElse(Map.of()));
    }

    /**
     * What came of it.
     *
     * @param job the last that worked for it
     * @param usage empty if none of its jobs was metered
     * @param baseRows rows in the newest snapshots of its inputs
     */
    record Ended(Optional<JobId> job, Optional<LedgerUsage> usage, OptionalLong baseRows) {
        static final Ended NOTHING = new Ended(Optional.empty(), Optional.empty(), OptionalLong.empty());
    }

    Ended end(ManagedView view, Begun begun, Optional<LedgerVersion> before) {
        List<JobId> jobs = new ArrayList<>(begun.running().keySet());
        view.jobs().keySet().stream()
                .filter(job -> !begun.known().contains(job))
                .forEach(jobs::add);
        if (jobs.isEmpty()) {
            return Ended.NOTHING;
        }
        Optional<JobId> last = Optional.of(jobs.getLast());
        try {
            return new Ended(last, usage(view, begun, jobs, before), baseRows(view));
        } catch (ProblemException e) {
            return new Ended(last, Optional.empty(), OptionalLong.empty());
        }
    }

    private Optional<LedgerUsage> usage(
            ManagedView view, Begun begun, List<JobId> jobs, Optional<LedgerVersion> before) {
        Optional<EngineReading> now = read();
        if (now.isEmpty() || jobs.stream().noneMatch(now.get().jobs()::containsKey)) {
            return Optional.empty();
        }
        Duration cpu = Duration.ZERO;
        Duration compaction = Duration.ZERO;
        Duration slots = Duration.ZERO;
        for (JobId job : jobs) {
            JobReading was = begun.running().getOrDefault(job, JobReading.NONE);
            JobReading is = now.get().jobs().getOrDefault(job, was);
            cpu = cpu.plus(is.cpu()).minus(was.cpu());
            compaction = compaction.plus(is.compactionCpu()).minus(was.compactionCpu());
            slots = slots.plus(is.slotTime()).minus(was.slotTime());
        }
        CommitFiles written = written(view, before);
        return Optional.of(new LedgerUsage(
                cpu,
                compaction,
                slots,
                bytesRead(view, before),
                written.bytesWritten(),
                written.written() + written.removed() + written.metadata(),
                checkpointBytes(view, begun, jobs)));
    }

    private Optional<EngineReading> read() {
        try {
            return surroundings.meter().map(EngineMeter::read);
        } catch (ProblemException e) {
            return Optional.empty();
        }
    }

    private CommitFiles written(ManagedView view, Optional<LedgerVersion> before) {
        long first = before.map(LedgerVersion::snapshot).orElse(0L) + 1;
        long last = view.version.map(LedgerVersion::snapshot).orElse(0L);
        return sources.files(view.id(), first, last);
    }

    /** What was computed whole read all there is; otherwise the changes were read. */
    private long bytesRead(ManagedView view, Optional<LedgerVersion> before) {
        boolean whole = before.isEmpty()
                || view.version.isEmpty()
                || view.held().filter(RefreshMode.FULL::equals).isPresent();
        long bytes = 0;
        if (whole) {
            for (RelationId input : Views.reads(view)) {
                bytes += sources.warehouse(input).facts(input).bytes();
            }
            return bytes;
        }
        List<LedgerVersion.Read> from = before.get().reads();
        List<LedgerVersion.Read> to = view.version.get().reads();
        for (int scan = 0; scan < Math.min(from.size(), to.size()); scan++) {
            bytes += sources.files(
                            to.get(scan).relation(),
                            from.get(scan).next(),
                            to.get(scan).next() - 1)
                    .bytesWritten();
        }
        return bytes;
    }

    private OptionalLong baseRows(ManagedView view) {
        long rows = 0;
        for (RelationId input : Views.reads(view)) {
            rows += sources.head(input).map(Snapshot::totalRecords).orElse(0L);
        }
        return OptionalLong.of(rows);
    }

    /** Of the jobs that are its own; a full refresh takes none. */
    private long checkpointBytes(ManagedView view, Begun begun, List<JobId> jobs) {
        long bytes = 0;
        for (JobId job : jobs) {
            boolean own = !begun.known().contains(job);
            if (own && view.jobs().get(job) != RefreshMode.FULL) {
                bytes += surroundings.jobs().checkpoints(job).history().stream()
                        .filter(checkpoint -> checkpoint.status() == JobCheckpoints.Status.COMPLETED)
                        .mapToLong(JobCheckpoints.Checkpoint::writtenBytes)
                        .sum();
            }
        }
        return bytes;
    }
}
