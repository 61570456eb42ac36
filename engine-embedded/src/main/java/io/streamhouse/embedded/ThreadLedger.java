package io.streamhouse.embedded;

import com.sun.management.ThreadMXBean;
import io.streamhouse.model.JobId;
import io.streamhouse.model.JobReading;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Adds up the CPU time of this process's threads by whom they work for. Threads that tasks make (readers, compaction,
 * asynchronous work) inherit their job's class loader and are known by it.
 */
final class ThreadLedger {

    /** Whom threads of no job work for. */
    enum Role {
        PLANNING,
        ENGINE,
        CONSOLE
    }

    private static final String TASK_GROUP = "Flink Task Threads";

    /** How a Paimon writer's thread that merges files is named, after its task. */
    private static final String COMPACTION = "-compaction";

    private static final Duration ENDED_JOBS_KEPT = Duration.ofMinutes(15);

    /** A job's threads are gone this long after its tasks. */
    private static final Duration LINGERING = Duration.ofSeconds(5);

    /** Jobs are looked at often while they are this young, since their threads may be gone soon. */
    private static final Duration YOUNG = Duration.ofSeconds(3);

    private final ThreadMXBean bean = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final Map<Long, Seen> threads = new HashMap<>();
    private final Map<ClassLoader, JobId> loaders = new WeakHashMap<>();
    private final Map<JobId, Job> jobs = new HashMap<>();
    private final Map<Role, Long> roles = new EnumMap<>(Role.class);
    private long booked;
    private long round;
    private long sampledAt = System.nanoTime();

    /** A thread: what was counted of it, and what could not be booked yet since it is not known whose it is. */
    private static final class Seen {
        private @Nullable Owner owner;
        private long counted;
        private long waiting;
        private long round;
    }

    private sealed interface Owner {
        record OfJob(JobId job, boolean compaction) implements Owner {}

        record OfRole(Role role) implements Owner {}
    }

    private static final class Job {
        private final long began = System.nanoTime();
        private final Map<Long, String> tasks = new HashMap<>();
        private long cpu;
        private long compaction;
        private long slots;
        private long workedAt = System.nanoTime();
    }

    /** Counts from now on. */
    ThreadLedger() {
        round++;
        Thread[] live = liveThreads();
        long[] cpu = cpu(live);
        for (int at = 0; at < live.length; at++) {
            if (cpu[at] >= 0) {
                Seen seen = new Seen();
                seen.counted = cpu[at];
                seen.round = round;
                threads.put(live[at].threadId(), seen);
            }
        }
    }

    static boolean belongsToATask(Thread thread) {
        ThreadGroup group = thread.getThreadGroup();
        return group != null && group.getName().equals(TASK_GROUP);
    }

    synchronized boolean knows(Thread task) {
        Seen seen = threads.get(task.threadId());
        return seen != null && seen.owner instanceof Owner.OfJob;
    }

    /** On the task's own thread. */
    synchronized void taskBegan(Thread task, JobId job, String subtask) {
        sample();
        loaders.put(task.getContextClassLoader(), job);
        jobs.computeIfAbsent(job, id -> new Job()).tasks.put(task.threadId(), subtask);
        Seen seen = threads.computeIfAbsent(task.threadId(), id -> new Seen());
        seen.owner = new Owner.OfJob(job, task.getName().contains(COMPACTION));
    }

    /** On the task's own thread, as often as one likes: nothing is read of a thread that is gone. */
    synchronized void taskEnds(Thread task) {
        Seen seen = threads.get(task.threadId());
        if (seen == null || !(seen.owner instanceof Owner.OfJob of)) {
            return;
        }
        Job job = jobs.get(of.job());
        if (job != null && job.tasks.containsKey(task.threadId())) {
            // The threads it made may be about to end as well.
            sample();
            job.tasks.remove(task.threadId());
        }
        count(seen, bean.getCurrentThreadCpuTime());
        book(seen);
    }

    /** Takes up what all threads have used since the last time. */
    synchronized void sample() {
        long now = System.nanoTime();
        round++;
        Thread[] live = liveThreads();
        long[] cpu = cpu(live);
        for (int at = 0; at < live.length; at++) {
            if (cpu[at] < 0) {
                continue;
            }
            Seen seen = threads.computeIfAbsent(live[at].threadId(), id -> new Seen());
            seen.round = round;
            count(seen, cpu[at]);
            if (seen.owner == null) {
                seen.owner = owner(live[at]);
            } else if (seen.owner instanceof Owner.OfJob of && outlived(of.job(), now)) {
                // A pool that all jobs share, made by the thread of one.
                seen.owner = new Owner.OfRole(Role.ENGINE);
            }
            book(seen);
        }
        threads.values().removeIf(this::gone);
        for (Job job : jobs.values()) {
            job.tasks.keySet().retainAll(threads.keySet());
            job.slots += new HashSet<>(job.tasks.values()).size() * (now - sampledAt);
            job.workedAt = job.tasks.isEmpty() ? job.workedAt : now;
        }
        jobs.values().removeIf(job -> now - job.workedAt > ENDED_JOBS_KEPT.toNanos());
        sampledAt = now;
    }

    private boolean outlived(JobId id, long now) {
        Job job = jobs.get(id);
        return job == null || (job.tasks.isEmpty() && now - job.workedAt > LINGERING.toNanos());
    }

    /** Whether a thread has ended. What it used and nobody is known for is Flink's: a task that never began. */
    private boolean gone(Seen seen) {
        if (seen.round == round) {
            return false;
        }
        if (seen.owner == null && seen.waiting > 0) {
            seen.owner = new Owner.OfRole(Role.ENGINE);
            book(seen);
        }
        return true;
    }

    private static void count(Seen seen, long cpu) {
        seen.waiting += Math.max(0, cpu - seen.counted);
        seen.counted = Math.max(cpu, seen.counted);
    }

    private void book(Seen seen) {
        if (seen.owner == null || seen.waiting == 0) {
            return;
        }
        switch (seen.owner) {
            case Owner.OfJob of -> {
                Job job = jobs.computeIfAbsent(of.job(), id -> new Job());
                job.cpu += seen.waiting;
                job.compaction += of.compaction() ? seen.waiting : 0;
            }
            case Owner.OfRole of -> roles.merge(of.role(), seen.waiting, Long::sum);
        }
        booked += seen.waiting;
        seen.waiting = 0;
    }

    /** Null if it is not known yet. */
    private @Nullable Owner owner(Thread thread) {
        String name = thread.getName();
        if (ThreadNames.ofPlanning(name)) {
            return new Owner.OfRole(Role.PLANNING);
        }
        if (ThreadNames.ofEngine(name)) {
            return new Owner.OfRole(Role.ENGINE);
        }
        ClassLoader loader = thread.getContextClassLoader();
        JobId job = loader == null ? null : loaders.get(loader);
        if (job != null) {
            return new Owner.OfJob(job, name.contains(COMPACTION));
        }
        boolean mayBeAJobs = belongsToATask(thread)
                || (loader != null && loader.getClass().getName().startsWith("org.apache.flink."));
        return mayBeAJobs ? null : new Owner.OfRole(Role.CONSOLE);
    }

    private static Thread[] liveThreads() {
        ThreadGroup root = Thread.currentThread().getThreadGroup();
        while (root.getParent() != null) {
            root = root.getParent();
        }
        Thread[] found = new Thread[Math.max(64, 2 * root.activeCount())];
        return Arrays.copyOf(found, root.enumerate(found));
    }

    private long[] cpu(Thread[] live) {
        long[] ids = new long[live.length];
        for (int at = 0; at < live.length; at++) {
            ids[at] = live[at].threadId();
        }
        return bean.getThreadCpuTime(ids);
    }

    /** Whether a job has begun a moment ago. */
    synchronized boolean busyBeginning() {
        long now = System.nanoTime();
        return jobs.values().stream().anyMatch(job -> !job.tasks.isEmpty() && now - job.began < YOUNG.toNanos());
    }

    /**
     * What threads have used, all of it read in one moment.
     *
     * @param booked of all jobs, those that are forgotten too, and all roles
     * @param waiting of threads of which it is not known yet whose they are
     */
    record Sums(Map<JobId, JobReading> jobs, Map<Role, Duration> roles, Duration booked, Duration waiting) {}

    synchronized Sums sums() {
        sample();
        Map<JobId, JobReading> readings = new HashMap<>();
        jobs.forEach((id, job) -> readings.put(
                id,
                new JobReading(
                        Duration.ofNanos(job.cpu),
                        Duration.ofNanos(job.compaction),
                        Duration.ofNanos(job.slots),
                        !job.tasks.isEmpty())));
        Map<Role, Duration> told = new EnumMap<>(Role.class);
        for (Role role : Role.values()) {
            told.put(role, Duration.ofNanos(roles.getOrDefault(role, 0L)));
        }
        long waiting = threads.values().stream().mapToLong(seen -> seen.waiting).sum();
        return new Sums(readings, told, Duration.ofNanos(booked), Duration.ofNanos(waiting));
    }
}
