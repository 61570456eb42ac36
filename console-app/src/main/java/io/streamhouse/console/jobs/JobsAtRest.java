package io.streamhouse.console.jobs;

import io.streamhouse.console.settings.Connections;
import io.streamhouse.console.settings.EngineFarewell;
import io.streamhouse.engine.Jobs;
import io.streamhouse.model.Actor;
import io.streamhouse.model.EngineKind;
import io.streamhouse.model.EngineState;
import io.streamhouse.model.ExecutionMode;
import io.streamhouse.model.JobId;
import io.streamhouse.model.JobState;
import io.streamhouse.model.JobSummary;
import io.streamhouse.model.ProblemException;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Lets streaming statements outlive the embedded engine: before it goes, the jobs whose statement is known are stopped
 * with savepoints; when it is back, those that the console stopped itself go on. What a person stopped stays stopped.
 */
@Component
class JobsAtRest implements EngineFarewell {

    private static final Logger LOG = LoggerFactory.getLogger(JobsAtRest.class);

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Connections connections;
    private final JobRecords records;
    private final JobService jobs;
    private final JobFeed feed;
    private final ExecutorService waking = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("jobs-waking").daemon().factory());
    private volatile boolean asleep = true;
    private AutoCloseable subscription = () -> {};

    JobsAtRest(@Lazy Connections connections, JobRecords records, @Lazy JobService jobs, @Lazy JobFeed feed) {
        this.connections = connections;
        this.records = records;
        this.jobs = jobs;
        this.feed = feed;
    }

    @EventListener(ApplicationReadyEvent.class)
    void begin() {
        subscription = connections.onChange(this::wakeWhenReady);
        wakeWhenReady();
    }

    @Override
    public void leaving(Jobs cluster, String connection) {
        asleep = true;
        List<JobSummary> running = cluster.list().stream()
                .filter(job -> job.state() == JobState.RUNNING)
                .toList();
        Map<JobId, JobRecord> known =
                records.find(running.stream().map(JobSummary::id).toList());
        List<JobSummary> ours = running.stream()
                .filter(job -> known.containsKey(job.id())
                        && !known.get(job.id()).managed()
                        && known.get(job.id())
                                .origin()
                                .filter(origin -> origin.mode() == ExecutionMode.STREAMING)
                                .isPresent())
                .toList();
        try (ExecutorService side = Executors.newVirtualThreadPerTaskExecutor()) {
            ours.forEach(job -> side.execute(() -> rest(cluster, job, connection)));
        }
    }

    private void rest(Jobs cluster, JobSummary job, String connection) {
        try {
            String savepoint = cluster.stopWithSavepoint(job.id(), PATIENCE);
            records.stopped(Actor.CONSOLE, job, connection, savepoint);
            LOG.info("Job {} ({}) rests in {}", job.id(), job.name(), savepoint);
        } catch (ProblemException e) {
            LOG.warn(
                    "Job {} ({}) could not be stopped with a savepoint: {}",
                    job.id(),
                    job.name(),
                    e.problem().what());
        }
    }

    private void wakeWhenReady() {
        var status = connections.status();
        boolean back = status.kind() == EngineKind.EMBEDDED && status.state() == EngineState.READY;
        if (back && asleep) {
            asleep = false;
            waking.execute(() -> wake(status.connection()));
        }
    }

    private void wake(String connection) {
        records.stopped().stream()
                .filter(JobRecord::resumable)
                .filter(record -> record.connection().equals(connection))
                .filter(record -> record.savepoint()
                        .filter(savepoint -> savepoint.stoppedBy().equals(Actor.CONSOLE))
                        .isPresent())
                .forEach(record -> {
                    try {
                        JobId next = jobs.resume(Actor.CONSOLE, record.id());
                        LOG.info("{} goes on as job {}", record.title(), next);
                    } catch (ProblemException e) {
                        LOG.warn(
                                "{} could not be resumed: {}",
                                record.title(),
                                e.problem().what());
                    }
                });
        feed.refresh();
    }

    @PreDestroy
    void close() throws Exception {
        subscription.close();
        waking.shutdownNow();
    }
}
