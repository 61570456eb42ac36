package io.streamhouse.console.jobs;

import io.streamhouse.console.jobs.store.JobRecordStore;
import io.streamhouse.console.settings.Submission;
import io.streamhouse.console.settings.SubmissionListener;
import io.streamhouse.model.Actor;
import io.streamhouse.model.JobId;
import io.streamhouse.model.JobSummary;
import io.streamhouse.model.Redactor;
import io.streamhouse.streaming.JobWitness;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Keeps, for every job the console knows of, what started it and the savepoint it was stopped with. */
@Service
public class JobRecords implements SubmissionListener, JobWitness {

    private final JobRecordStore store;
    private final InstantSource clock;

    JobRecords(JobRecordStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    @Override
    public void submitted(Submission submission) {
        store.save(new JobRecord(
                submission.job(),
                Optional.empty(),
                submission.connection(),
                submission.actor(),
                // For people only: what is submitted again is kept, secrets included, with the streaming statement.
                Optional.of(new JobRecord.Origin(
                        Redactor.text(submission.sql()),
                        submission.mode(),
                        submission.catalog(),
                        submission.database(),
                        Redactor.options(submission.configuration()))),
                clock.instant(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
    }

    public Optional<JobRecord> find(JobId id) {
        return store.find(id);
    }

    Map<JobId, JobRecord> find(Collection<JobId> ids) {
        return store.find(ids).stream().collect(Collectors.toMap(JobRecord::id, Function.identity()));
    }

    @Override
    @Transactional
    public void stopped(Actor actor, JobSummary job, String connection, String savepoint) {
        JobRecord known = store.find(job.id())
                .orElseGet(() -> new JobRecord(
                        job.id(),
                        Optional.of(job.name()),
                        connection,
                        actor,
                        Optional.empty(),
                        clock.instant(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
        store.save(new JobRecord(
                known.id(),
                Optional.of(job.name()),
                known.connection(),
                known.actor(),
                known.origin(),
                known.recordedAt(),
                Optional.of(new JobRecord.Savepoint(savepoint, clock.instant(), actor)),
                Optional.empty(),
                known.resumedFrom()));
    }

    @Override
    @Transactional
    public void resumed(Actor actor, JobId before, JobId next, String connection) {
        Optional<JobRecord> known = store.find(before);
        if (known.isEmpty()) {
            return;
        }
        JobRecord stopped = known.get();
        store.save(new JobRecord(
                stopped.id(),
                stopped.name(),
                stopped.connection(),
                stopped.actor(),
                stopped.origin(),
                stopped.recordedAt(),
                stopped.savepoint(),
                Optional.of(next),
                stopped.resumedFrom()));
        store.save(new JobRecord(
                next,
                stopped.name(),
                connection,
                actor,
                stopped.origin(),
                clock.instant(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(stopped.id())));
    }
}
