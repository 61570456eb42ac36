package io.streamhouse.console.pipeline;

import io.streamhouse.console.catalog.Catalogs;
import io.streamhouse.console.jobs.StreamingStatements;
import io.streamhouse.console.sqlworkspace.Namespace;
import io.streamhouse.console.sqlworkspace.ResultBounds;
import io.streamhouse.console.sqlworkspace.RunState;
import io.streamhouse.console.sqlworkspace.ScriptRequest;
import io.streamhouse.console.sqlworkspace.ScriptRun;
import io.streamhouse.console.sqlworkspace.SqlService;
import io.streamhouse.console.sqlworkspace.SqlSession;
import io.streamhouse.console.sqlworkspace.SqlSessions;
import io.streamhouse.console.sqlworkspace.StatementRun;
import io.streamhouse.console.views.Views;
import io.streamhouse.model.Actor;
import io.streamhouse.model.Column;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.ExecutionMode;
import io.streamhouse.model.Problem;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.RelationId;
import io.streamhouse.pipeline.PipelineNode;
import io.streamhouse.pipeline.Step;
import io.streamhouse.refresh.NewView;
import io.streamhouse.refresh.Refresh;
import io.streamhouse.refresh.ViewState;
import io.streamhouse.streaming.ManagedJob;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Runs pipelines: what is kept, never a draft. Tables are written by one streaming statement that is kept running as any
 * other, or by a batch that ends; materialized views are made and kept fresh as any other.
 *
 * <p>Calls throw {@link ProblemException} with NOT_FOUND for a pipeline that is not there.
 */
@Service
public class PipelineRuns {

    private static final Duration SUBMITTED_WITHIN = Duration.ofMinutes(3);

    private static final OptionalLong ANY_REVISION = OptionalLong.empty();

    private final Pipelines pipelines;
    private final PipelineDrafts drafts;
    private final RunPlans plans;
    private final RunRecords records;
    private final RunTurns turns;
    private final SqlService sql;
    private final SqlSessions sessions;
    private final StreamingStatements statements;
    private final Views views;
    private final Catalogs catalogs;
    private final InstantSource clock;

    /** The last batch of each pipeline, as long as the console runs: an ended batch leaves nothing to care for. */
    private final Map<String, Batch> batches = new ConcurrentHashMap<>();

    private record Batch(long revision, ScriptRun run, Instant startedAt) {}

    PipelineRuns(
            Pipelines pipelines,
            PipelineDrafts drafts,
            RunPlans plans,
            RunRecords records,
            RunTurns turns,
            SqlService sql,
            SqlSessions sessions,
            StreamingStatements statements,
            Views views,
            Catalogs catalogs,
            InstantSource clock) {
        this.pipelines = pipelines;
        this.drafts = drafts;
        this.plans = plans;
        this.records = records;
        this.turns = turns;
        this.sql = sql;
        this.sessions = sessions;
        this.statements = statements;
        this.views = views;
        this.catalogs = catalogs;
        this.clock = clock;
    }

    /**
     * What stands against running this, naming the node; empty if nothing is known to. Takes a moment: the planner is
     * asked.
     */
    public Optional<Problem> hindrance(PipelineContent content) {
        try {
            check(plans.plan(content));
            return Optional.empty();
        } catch (ProblemException e) {
            return Optional.of(e.problem());
        }
    }

    /**
     * Starts the version that was kept last. One that was stopped goes on from where it stood. Returns when the engine
     * has the job of a streaming pipeline, and at once for a batch.
     *
     * @throws ProblemException INVALID_REQUEST if it runs already, or another version of it rests; whatever stands
     *     against running it, naming the node, and nothing is left running then
     */
    public PipelineStatus start(Actor actor, String id) {
        return turns.alone(id, () -> startAlone(actor, id));
    }

    private PipelineStatus startAlone(Actor actor, String id) {
        KeptPipeline pipeline = pipelines.get(id);
        PipelineStatus now = status(id);
        if (now.state().active()) {
            throw new ProblemException(
                    ErrorCode.INVALID_REQUEST,
                    "“" + pipeline.name() + "” runs already, as version "
                            + now.revision().orElse(pipeline.revision()),
                    "Stop it first, or change what runs to the newer version");
        }
        if (now.statement().isPresent() || !now.views().isEmpty()) {
            requireSame(pipeline, now);
        }
        if (now.statement().isPresent()) {
            statements.start(actor, now.statement().get(), false);
            resumeViews(actor, now.views());
        } else {
            RunPlan plan = plans.plan(pipeline.content());
            check(plan);
            begin(actor, pipeline, plan);
        }
        return status(id);
    }

    /** What rests has to be what is kept: its state fits nothing else. */
    private void requireSame(KeptPipeline pipeline, PipelineStatus now) {
        long rests = now.revision().orElse(pipeline.revision());
        if (rests != pipeline.revision()
                && !pipelines.version(pipeline.id(), rests).content().means(pipeline.content())) {
            throw new ProblemException(
                    ErrorCode.INVALID_REQUEST,
                    "Version " + rests + " of “" + pipeline.name() + "” rests, and version " + pipeline.revision()
                            + " says something else",
                    "Change what rests to version " + pipeline.revision() + ", which tells what becomes of its state");
        }
    }

    private void resumeViews(Actor actor, List<RelationId> its) {
        for (RelationId view : its) {
            if (views.get(view).refresh() instanceof Refresh.Suspended) {
                views.resume(actor, view, ANY_REVISION);
            }
        }
    }

    /** Starts what does not run of a pipeline; views that are there are left as they are, but resumed. */
    private void begin(Actor actor, KeptPipeline pipeline, RunPlan plan) {
        write(actor, pipeline, plan);
        List<RelationId> there = new ArrayList<>();
        for (NewView view : plan.views()) {
            if (views.find(view.id()).isEmpty()) {
                views.create(actor, view);
            } else {
                there.add(view.id());
            }
        }
        resumeViews(actor, there);
        records.started(actor, pipeline);
    }

    /** Starts what writes the tables, which are made before if need be. */
    void write(Actor actor, KeptPipeline pipeline, RunPlan plan) {
        for (RunPlan.NewTable table : plan.tables()) {
            if (catalogs.stored(table.id()).isEmpty()) {
                make(actor, plan, table);
            }
        }
        plan.script().ifPresent(script -> run(actor, pipeline, plan, script));
    }

    /** What only shows when it is compared with what is there. */
    void check(RunPlan plan) {
        for (RunPlan.NewTable table : plan.tables()) {
            catalogs.stored(table.id())
                    .filter(there -> !table.columns()
                            .equals(there.schema().columns().stream()
                                    .map(Column::name)
                                    .toList()))
                    .ifPresent(there -> {
                        throw RunPlans.at(
                                table.node(),
                                Problem.of(
                                        ErrorCode.ALREADY_EXISTS,
                                        table.id() + " is there already, with other columns",
                                        "Give the new table another name, or take the one that is there as the target"));
                    });
        }
        for (NewView view : plan.views()) {
            if (views.find(view.id()).isEmpty()) {
                views.previewCreate(view);
            }
        }
    }

    private void make(Actor actor, RunPlan plan, RunPlan.NewTable table) {
        ScriptRun run = sql.startAlone(actor, request(plan, table.statement(), ExecutionMode.BATCH));
        await(run);
        StatementRun made = run.statements().getLast();
        if (made.state() != RunState.SUCCEEDED) {
            throw new ProblemException(made.problem()
                    .orElseGet(() -> Problem.of(ErrorCode.EXECUTION_FAILED, table.id() + " could not be made")));
        }
        catalogs.lookAgain();
    }

    private void run(Actor actor, KeptPipeline pipeline, RunPlan plan, String script) {
        ExecutionMode mode = pipeline.content().mode();
        String mark = new RunMark(pipeline.id(), pipeline.revision()).text();
        SqlSession session = sessions.openForProgram(actor, namespace(plan), Map.of(ManagedJob.STARTED_FOR, mark));
        ScriptRun run = sql.start(actor, session, request(plan, script, mode));
        run.ended().thenRun(() -> sessions.end(actor, session));
        batches.remove(pipeline.id());
        if (mode == ExecutionMode.BATCH) {
            batches.put(pipeline.id(), new Batch(pipeline.revision(), run, clock.instant()));
            return;
        }
        await(run);
        run.statements().stream()
                .flatMap(statement -> statement.problem().stream())
                .findFirst()
                .ifPresent(problem -> {
                    throw new ProblemException(problem);
                });
    }

    private static void await(ScriptRun run) {
        try {
            run.ended().get(SUBMITTED_WITHIN.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new ProblemException(
                    ErrorCode.TIMEOUT,
                    "The engine has not taken it within three minutes",
                    "It may still come; look at the Jobs page");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProblemException(ErrorCode.CANCELLED, "The console is stopping");
        } catch (ExecutionException e) {
            throw new IllegalStateException("A run never ends exceptionally", e);
        }
    }

    private static Namespace namespace(RunPlan plan) {
        return Namespace.of(plan.current().catalog(), plan.current().name());
    }

    private static ScriptRequest request(RunPlan plan, String script, ExecutionMode mode) {
        return ScriptRequest.of(script, namespace(plan), mode, new ResultBounds(1, false, Optional.empty()));
    }

    /**
     * Stops what runs of a pipeline and waits for it: a streaming statement with a savepoint, so that it can go on; a
     * batch for good; its materialized views are suspended.
     *
     * @throws ProblemException INVALID_REQUEST if nothing runs; EXECUTION_FAILED, TIMEOUT as streaming statements do
     */
    public PipelineStatus stop(Actor actor, String id) {
        return turns.alone(id, () -> stopAlone(actor, id));
    }

    private PipelineStatus stopAlone(Actor actor, String id) {
        PipelineStatus now = status(id);
        if (!now.state().active() && now.state() != PipelineStatus.State.UNKNOWN) {
            throw new ProblemException(
                    ErrorCode.INVALID_REQUEST,
                    "“" + pipelines.get(id).name() + "” does not run",
                    "There is nothing to stop");
        }
        Batch batch = batches.get(id);
        if (batch != null && !batch.run().isEnded()) {
            sql.stop(actor, batch.run());
            await(batch.run());
        }
        if (now.statement().isPresent()
                && !resting(statements.get(now.statement().get()))) {
            statements.stop(actor, now.statement().get());
        }
        for (RelationId view : now.views()) {
            if (!(views.get(view).refresh() instanceof Refresh.Suspended)) {
                views.suspend(actor, view, ANY_REVISION);
            }
        }
        return status(id);
    }

    private static boolean resting(ManagedJob job) {
        return job.state() == ManagedJob.State.STOPPED || job.state() == ManagedJob.State.FAILED;
    }

    /**
     * Deletes a pipeline that does not run, with the state of one that was stopped. Tables and views that it has made
     * stay.
     *
     * @throws ProblemException INVALID_REQUEST while it runs; REVISION_CONFLICT
     */
    public void delete(Actor actor, String id, long basedOn) {
        turns.alone(id, () -> deleteAlone(actor, id, basedOn)).ifPresent(uid -> statements.drop(actor, uid));
    }

    /** What is left of it to be dropped. */
    private Optional<String> deleteAlone(Actor actor, String id, long basedOn) {
        KeptPipeline pipeline = pipelines.get(id);
        PipelineStatus now = status(id);
        if (now.statement().isPresent() && now.state().active() || running(batches.get(id))) {
            throw new ProblemException(
                    ErrorCode.INVALID_REQUEST,
                    "“" + pipeline.name() + "” runs, so it can't be deleted",
                    "Stop it first. Its tables and views stay when it is deleted; the place where it stood does not");
        }
        pipelines.delete(actor, id, basedOn);
        drafts.discard(actor, id);
        batches.remove(id);
        records.forget(actor, id);
        return now.statement();
    }

    private static boolean running(@Nullable Batch batch) {
        return batch != null && !batch.run().isEnded();
    }

    /** What each pipeline does now, by id. */
    public Map<String, PipelineStatus> statuses() {
        Map<String, PipelineStatus> all = new LinkedHashMap<>();
        pipelines.list().forEach(pipeline -> all.put(pipeline.id(), status(pipeline)));
        return all;
    }

    public PipelineStatus status(String id) {
        return status(pipelines.get(id));
    }

    private PipelineStatus status(KeptPipeline pipeline) {
        Optional<Long> started = records.revision(pipeline.id());
        List<ViewState> its = started.map(revision -> views(pipelines.version(pipeline.id(), revision)))
                .orElse(List.of());
        List<RelationId> ids = its.stream().map(ViewState::id).toList();
        Optional<ManagedJob> statement = statements.startedFor(text -> RunMark.parse(text)
                .filter(mark -> mark.pipeline().equals(pipeline.id()))
                .isPresent());
        if (statement.isPresent()) {
            ManagedJob job = statement.get();
            return new PipelineStatus(
                    state(job),
                    RunMark.of(job).stream().mapToLong(RunMark::revision).findFirst(),
                    Optional.of(job.uid()),
                    job.job(),
                    ids,
                    Optional.of(job.wishedAt()),
                    job.problem().or(() -> trouble(its)));
        }
        Batch batch = batches.get(pipeline.id());
        if (batch != null && (running(batch) || its.isEmpty())) {
            return batch(batch, ids);
        }
        return its.isEmpty() ? PipelineStatus.AT_REST : ofViews(started.orElse(0L), its, ids);
    }

    private List<ViewState> views(PipelineVersion version) {
        List<ViewState> found = new ArrayList<>();
        for (PipelineNode target : version.content().pipeline().targets()) {
            if (target.step() instanceof Step.IntoView into) {
                try {
                    views.find(into.relation()).ifPresent(found::add);
                } catch (ProblemException e) {
                    // The catalog is away for the moment; its views can't be told from none.
                    System.getLogger(PipelineRuns.class.getName())
                            .log(System.Logger.Level.DEBUG, e.problem().what());
                }
            }
        }
        return found;
    }

    private static PipelineStatus.State state(ManagedJob job) {
        return switch (job.state()) {
            case STARTING -> PipelineStatus.State.STARTING;
            case RUNNING -> PipelineStatus.State.RUNNING;
            case RESTARTING, RETRYING -> PipelineStatus.State.RESTARTING;
            case STOPPING, DROPPING -> PipelineStatus.State.STOPPING;
            case STOPPED -> PipelineStatus.State.STOPPED;
            case FAILED -> PipelineStatus.State.FAILED;
            case UNKNOWN -> PipelineStatus.State.UNKNOWN;
        };
    }

    private static PipelineStatus batch(Batch batch, List<RelationId> views) {
        StatementRun last =
                batch.run().current().orElse(batch.run().statements().getLast());
        Optional<Problem> problem = batch.run().statements().stream()
                .flatMap(statement -> statement.problem().stream())
                .findFirst();
        PipelineStatus.State state =
                switch (last.state()) {
                    case QUEUED, WAITING, PLANNING -> PipelineStatus.State.STARTING;
                    case RUNNING -> PipelineStatus.State.RUNNING;
                    case SUCCEEDED, SUBMITTED -> PipelineStatus.State.FINISHED;
                    case CANCELLED -> PipelineStatus.State.AT_REST;
                    case FAILED, SKIPPED -> PipelineStatus.State.FAILED;
                };
        return new PipelineStatus(
                state,
                OptionalLong.of(batch.revision()),
                Optional.empty(),
                last.job(),
                views,
                last.endedAt().or(() -> Optional.of(batch.startedAt())),
                problem);
    }

    private static Optional<Problem> trouble(List<ViewState> views) {
        return views.stream()
                .filter(view -> view.refresh() instanceof Refresh.Failed)
                .flatMap(view -> view.problem().stream())
                .findFirst();
    }

    private static PipelineStatus ofViews(long revision, List<ViewState> views, List<RelationId> ids) {
        ViewState first = views.getFirst();
        PipelineStatus.State state = views.stream()
                .map(view -> state(view.refresh()))
                .min(Comparator.comparingInt(PipelineRuns::urgency))
                .orElse(PipelineStatus.State.AT_REST);
        return new PipelineStatus(
                state, OptionalLong.of(revision), Optional.empty(), first.job(), ids, Optional.empty(), trouble(views));
    }

    /** What a person has to know first. */
    private static int urgency(PipelineStatus.State state) {
        return switch (state) {
            case FAILED -> 0;
            case UNKNOWN -> 1;
            case STARTING, RESTARTING, STOPPING -> 2;
            case RUNNING -> 3;
            case STOPPED, FINISHED, AT_REST -> 4;
        };
    }

    private static PipelineStatus.State state(Refresh refresh) {
        return switch (refresh) {
            case Refresh.Initializing ignored -> PipelineStatus.State.STARTING;
            case Refresh.Active ignored -> PipelineStatus.State.RUNNING;
            case Refresh.Switching ignored -> PipelineStatus.State.RUNNING;
            case Refresh.Suspended ignored -> PipelineStatus.State.STOPPED;
            case Refresh.Failed ignored -> PipelineStatus.State.FAILED;
        };
    }
}
