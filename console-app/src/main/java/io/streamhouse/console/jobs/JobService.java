package io.streamhouse.console.jobs;

import io.streamhouse.console.settings.Connections;
import io.streamhouse.engine.Jobs;
import io.streamhouse.engine.SessionSettings;
import io.streamhouse.engine.StatementHandle;
import io.streamhouse.model.Actor;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.ExecutionMode;
import io.streamhouse.model.JobCheckpoints;
import io.streamhouse.model.JobDetail;
import io.streamhouse.model.JobFailure;
import io.streamhouse.model.JobId;
import io.streamhouse.model.JobSummary;
import io.streamhouse.model.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Service;

/** The jobs of the engine in use: seen, stopped, cancelled, resumed. */
@Service
public class JobService {

    /** Where a job starts its state from, as Flink names the option. */
    private static final String RECOVERY_PATH = "execution.state-recovery.path";

    private static final Duration SAVEPOINT_PATIENCE = Duration.ofMinutes(3);

    private static final Duration RESUME_PATIENCE = Duration.ofMinutes(3);

    private final Connections connections;
    private final JobRecords records;
    private final ObjectProvider<JobOwner> owners;
    private final InstantSource clock;

    /** Jobs being resumed now: two clicks must not start the same job twice over one state. */
    private final Set<JobId> resuming = ConcurrentHashMap.newKeySet();

    JobService(
            @Lazy Connections connections, JobRecords records, ObjectProvider<JobOwner> owners, InstantSource clock) {
        this.connections = connections;
        this.records = records;
        this.owners = owners;
        this.clock = clock;
    }

    /**
     * All jobs the cluster remembers, the latest started first.
     *
     * @throws ProblemException ENGINE_STARTING, ENGINE_UNREACHABLE
     */
    public List<ConsoleJob> list() {
        return list(connections.jobs());
    }

    private List<ConsoleJob> list(Jobs jobs) {
        List<JobSummary> summaries = jobs.list();
        Map<JobId, JobRecord> known =
                records.find(summaries.stream().map(JobSummary::id).toList());
        return summaries.stream()
                .map(summary -> job(summary, Optional.ofNullable(known.get(summary.id()))))
                .toList();
    }

    /** The whole picture of now; a cluster that does not answer is part of it, not an exception. */
    public JobsSeen look() {
        try {
            Jobs jobs = connections.jobs();
            List<ConsoleJob> listed = list(jobs);
            return new JobsSeen.Listed(jobs.overview(), listed, records.stopped());
        } catch (ProblemException e) {
            return new JobsSeen.Unavailable(e.problem(), records.stopped());
        }
    }

    /** One job with all that its page shows; that it is not to be had is part of the answer. */
    public JobSeen look(JobId id) {
        try {
            Jobs jobs = connections.jobs();
            ConsoleJob job = get(id);
            return new JobSeen.Known(job, jobs.detail(id), jobs.checkpoints(id), jobs.failures(id));
        } catch (ProblemException e) {
            return new JobSeen.Unavailable(e.problem(), records.find(id));
        }
    }

    /** @throws ProblemException NOT_FOUND, ENGINE_STARTING, ENGINE_UNREACHABLE */
    public ConsoleJob get(JobId id) {
        JobSummary summary = connections.jobs().find(id).orElseThrow(() -> unknown(id));
        return job(summary, records.find(id));
    }

    private ConsoleJob job(JobSummary summary, Optional<JobRecord> record) {
        return new ConsoleJob(
                summary,
                FedRelations.of(summary.name()),
                record,
                owners.stream()
                        .flatMap(owner -> owner.ownership(summary).stream())
                        .findFirst());
    }

    public JobDetail detail(JobId id) {
        return connections.jobs().detail(id);
    }

    public JobCheckpoints checkpoints(JobId id) {
        return connections.jobs().checkpoints(id);
    }

    /** Newest first. */
    public List<JobFailure> failures(JobId id) {
        return connections.jobs().failures(id);
    }

    /**
     * Stops a job with a savepoint and waits for it; what was read is written, and the job can go on from there.
     *
     * @return where the savepoint lies
     * @throws ProblemException INVALID_REQUEST if the job has ended; EXECUTION_FAILED if the savepoint fails, the job
     *     then runs on; TIMEOUT
     */
    public String stopWithSavepoint(Actor actor, JobId id) {
        Jobs jobs = connections.jobs();
        JobSummary job = jobs.find(id).orElseThrow(() -> unknown(id));
        if (job.state().terminal()) {
            throw new ProblemException(
                    ErrorCode.INVALID_REQUEST,
                    "This job has already ended: it is " + job.state(),
                    "There is nothing left to stop");
        }
        String connection = connections.status().connection();
        String savepoint = jobs.stopWithSavepoint(id, SAVEPOINT_PATIENCE);
        records.stopped(actor, job, connection, savepoint);
        return savepoint;
    }

    /**
     * Cancels a job: its state is given up. Nothing happens to a job that has ended.
     *
     * @throws ProblemException NOT_FOUND
     */
    public void cancel(Actor actor, JobId id) {
        Jobs jobs = connections.jobs();
        if (jobs.find(id).isEmpty()) {
            throw unknown(id);
        }
        System.getLogger(JobService.class.getName())
                .log(System.Logger.Level.INFO, "{0} cancels job {1}", actor.name(), id);
        jobs.cancel(id);
    }

    /**
     * Runs a stopped job's statement again, from the savepoint it was stopped with.
     *
     * @return the job that goes on
     * @throws ProblemException INVALID_REQUEST if there is nothing to resume from, or it was resumed already;
     *     EXECUTION_FAILED, ENGINE_UNREACHABLE
     */
    public JobId resume(Actor actor, JobId id) {
        JobRecord stopped = records.find(id).orElseThrow(() -> unknown(id));
        if (!resuming.add(id)) {
            throw new ProblemException(
                    ErrorCode.INVALID_REQUEST, "This job is being resumed right now", "Wait for it to start");
        }
        try {
            JobId next = start(actor, records.find(id).orElse(stopped));
            records.resumed(actor, stopped, next, connections.status().connection());
            return next;
        } finally {
            resuming.remove(id);
        }
    }

    private JobId start(Actor actor, JobRecord stopped) {
        JobRecord.Savepoint savepoint = stopped.savepoint()
                .orElseThrow(() -> new ProblemException(
                        ErrorCode.INVALID_REQUEST,
                        "This job was not stopped with a savepoint here, so there is nothing to go on from",
                        "Run its statement again in the SQL page"));
        JobRecord.Origin origin = stopped.origin()
                .orElseThrow(() -> new ProblemException(
                        ErrorCode.INVALID_REQUEST,
                        "This job was submitted by another client: its statement is not known here",
                        "Run its statement with SET '" + RECOVERY_PATH + "' = '" + savepoint.path() + "'"));
        stopped.resumedAs().ifPresent(next -> {
            throw new ProblemException(
                    ErrorCode.INVALID_REQUEST, "This job was resumed already, as job " + next, "Look at that job");
        });
        SessionSettings usual = connections.sessionSettings();
        Map<String, String> configuration = new HashMap<>(usual.configuration());
        configuration.putAll(origin.configuration());
        configuration.remove(RECOVERY_PATH);
        SessionSettings settings = new SessionSettings(
                usual.catalogs(),
                origin.catalog().or(usual::currentCatalog),
                origin.database().or(usual::currentDatabase),
                configuration);
        try (var session = connections.engine().open(actor, settings);
                StatementHandle statement = session.submit(
                        origin.statement(), ExecutionMode.STREAMING, Map.of(RECOVERY_PATH, savepoint.path()))) {
            return submitted(statement);
        }
    }

    private JobId submitted(StatementHandle statement) {
        Instant deadline = clock.instant().plus(RESUME_PATIENCE);
        while (clock.instant().isBefore(deadline)) {
            switch (statement.fetch(Duration.ofSeconds(2))) {
                case StatementHandle.Complete complete -> {
                    return complete.submitted()
                            .or(statement::job)
                            .orElseThrow(() -> new ProblemException(
                                    ErrorCode.EXECUTION_FAILED, "The statement ended without leaving a job running"));
                }
                case StatementHandle.Failed failed -> throw new ProblemException(failed.problem());
                case StatementHandle.Page page -> {
                    // the job's id as a row: the end comes with the next look
                }
                case StatementHandle.Waiting waiting -> {
                    // still planning
                }
            }
        }
        statement.cancel();
        throw new ProblemException(
                ErrorCode.TIMEOUT, "The engine did not start the job within three minutes", "Try again");
    }

    /** Ids of the jobs that the cluster says are at work now. */
    public Set<JobId> running() {
        return list().stream()
                .filter(job -> !job.summary().state().terminal())
                .map(job -> job.summary().id())
                .collect(Collectors.toSet());
    }

    private static ProblemException unknown(JobId id) {
        return new ProblemException(
                ErrorCode.NOT_FOUND,
                "The cluster does not know a job " + id,
                "A cluster forgets ended jobs after a while, and all of them when it is restarted");
    }
}
