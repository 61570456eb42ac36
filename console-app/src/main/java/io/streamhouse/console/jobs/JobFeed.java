package io.streamhouse.console.jobs;

import io.streamhouse.console.feed.Feed;
import io.streamhouse.console.feed.Watch;
import io.streamhouse.model.JobId;
import io.streamhouse.streaming.ManagedJobs;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import org.springframework.stereotype.Service;

/** What pages show of jobs, kept up to date: one look for all pages that show the same. */
@Service
public class JobFeed {

    private static final Duration LIST_EVERY = Duration.ofSeconds(2);

    private static final Duration JOB_EVERY = Duration.ofSeconds(2);

    private final ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(
            2, Thread.ofPlatform().name("job-feed-", 0).daemon().factory());
    private final JobService jobs;
    private final Feed<JobsSeen> list;
    private final AutoCloseable subscription;
    private final Map<JobId, Feed<JobSeen>> single = new ConcurrentHashMap<>();

    JobFeed(JobService jobs, ManagedJobs statements) {
        this.jobs = jobs;
        this.list = new Feed<>(jobs::look, LIST_EVERY, scheduler);
        this.subscription = statements.onChange(this::refreshWatched);
    }

    /** Calls {@code watcher} with every look at the list, from another thread, until the result is closed. */
    public Watch watch(Consumer<JobsSeen> watcher) {
        return list.watch(watcher);
    }

    /** Calls {@code watcher} with every look at the job, from another thread, until the result is closed. */
    public Watch watch(JobId id, Consumer<JobSeen> watcher) {
        single.values().removeIf(feed -> !feed.watched());
        return single.computeIfAbsent(id, job -> new Feed<>(() -> jobs.look(job), JOB_EVERY, scheduler))
                .watch(watcher);
    }

    /** The list as it was seen last, which may be a while ago; asks for a fresh one in the background. */
    public Optional<JobsSeen> glance() {
        if (!list.watched()) {
            list.refresh();
        }
        return list.latest();
    }

    private void refreshWatched() {
        if (list.watched()) {
            list.refresh();
        }
        single.values().stream().filter(Feed::watched).forEach(Feed::refresh);
    }

    /** To be called after something was done to a job, so that pages show it at once. */
    public void refresh() {
        list.refresh();
        single.values().stream().filter(Feed::watched).forEach(Feed::refresh);
    }

    @PreDestroy
    void close() throws Exception {
        subscription.close();
        scheduler.shutdownNow();
    }
}
