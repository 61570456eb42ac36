package io.streamhouse.console.pipeline;

import io.streamhouse.console.feed.Feed;
import io.streamhouse.console.feed.Watch;
import io.streamhouse.model.ProblemException;
import io.streamhouse.streaming.ManagedJobs;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import org.springframework.stereotype.Service;

/** What pages show of pipelines that run, kept up to date: one look for all pages that show the same. */
@Service
public class PipelineFeed {

    private static final Duration EVERY = Duration.ofSeconds(2);

    private final ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(
            2, Thread.ofPlatform().name("pipeline-feed-", 0).daemon().factory());
    private final PipelineRuns runs;
    private final NodeFigures figures;
    private final Feed<Map<String, PipelineStatus>> list;
    private final Map<String, Feed<PipelineSeen>> single = new ConcurrentHashMap<>();
    private final AutoCloseable subscription;

    PipelineFeed(PipelineRuns runs, NodeFigures figures, ManagedJobs statements) {
        this.runs = runs;
        this.figures = figures;
        this.list = new Feed<>(runs::statuses, EVERY, scheduler);
        this.subscription = statements.onChange(this::refresh);
    }

    /** Calls {@code watcher} with every look at all pipelines, from another thread, until the result is closed. */
    public Watch watch(Consumer<Map<String, PipelineStatus>> watcher) {
        return list.watch(watcher);
    }

    /** Calls {@code watcher} with every look at the pipeline, from another thread, until the result is closed. */
    public Watch watch(String id, Consumer<PipelineSeen> watcher) {
        single.values().removeIf(feed -> !feed.watched());
        return single.computeIfAbsent(id, pipeline -> new Feed<>(() -> look(pipeline), EVERY, scheduler))
                .watch(watcher);
    }

    /** Looks now at what is being watched. */
    public void refresh() {
        if (list.watched()) {
            list.refresh();
        }
        single.values().stream().filter(Feed::watched).forEach(Feed::refresh);
    }

    private PipelineSeen look(String id) {
        try {
            PipelineStatus status = runs.status(id);
            return new PipelineSeen(status, figures.of(id, status));
        } catch (ProblemException e) {
            return new PipelineSeen(PipelineStatus.unknown(e.problem()), Map.of());
        }
    }

    @PreDestroy
    void close() throws Exception {
        subscription.close();
        scheduler.shutdownNow();
    }
}
