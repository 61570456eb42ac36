package io.streamhouse.console.pipeline;

import io.streamhouse.console.jobs.StreamingStatements;
import io.streamhouse.console.pipeline.PipelineChange.How;
import io.streamhouse.console.views.Views;
import io.streamhouse.model.Actor;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.Problem;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.RelationId;
import io.streamhouse.refresh.NewView;
import io.streamhouse.refresh.QueryChange;
import io.streamhouse.refresh.ViewState;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.springframework.stereotype.Service;

/** Changes what runs of a pipeline to another version, and tells before what becomes of its state. */
@Service
public class PipelineChanges {

    private static final OptionalLong ANY_REVISION = OptionalLong.empty();

    private final Pipelines pipelines;
    private final PipelineRuns runs;
    private final RunPlans plans;
    private final RunRecords records;
    private final RunTurns turns;
    private final PipelineLanguage language;
    private final StreamingStatements statements;
    private final Views views;

    PipelineChanges(
            Pipelines pipelines,
            PipelineRuns runs,
            RunPlans plans,
            RunRecords records,
            RunTurns turns,
            PipelineLanguage language,
            StreamingStatements statements,
            Views views) {
        this.pipelines = pipelines;
        this.runs = runs;
        this.plans = plans;
        this.records = records;
        this.turns = turns;
        this.language = language;
        this.statements = statements;
        this.views = views;
    }

    /**
     * What would come of running this instead of what runs.
     *
     * @throws ProblemException INVALID_REQUEST if nothing runs or rests; NOT_FOUND
     */
    public PipelineChange preview(String id, PipelineContent next) {
        PipelineStatus now = runs.status(id);
        long from = now.revision().orElseThrow(() -> nothingRuns(id));
        if (now.statement().isEmpty() && now.views().isEmpty()) {
            throw nothingRuns(id);
        }
        RunDifference difference = new RunDifference(
                language,
                pipelines.version(id, from).content(),
                next,
                now.statement().isPresent());
        Optional<Problem> hindrance = Optional.empty();
        Map<RelationId, QueryChange> changes = Map.of();
        try {
            RunPlan plan = plans.plan(next);
            runs.check(plan);
            changes = queries(plan, difference.changedViews());
            hindrance = changes.values().stream()
                    .flatMap(change -> change.refusal().stream())
                    .findFirst();
        } catch (ProblemException e) {
            hindrance = Optional.of(e.problem());
        }
        return new PipelineChange(from, difference.nodes(), difference.goesOn(), difference.why(), changes, hindrance);
    }

    private ProblemException nothingRuns(String id) {
        return new ProblemException(
                ErrorCode.INVALID_REQUEST,
                "Nothing of “" + pipelines.get(id).name() + "” runs or rests, so there is nothing to change",
                "Start it");
    }

    private Map<RelationId, QueryChange> queries(RunPlan plan, Set<RelationId> changed) {
        Map<RelationId, QueryChange> changes = new LinkedHashMap<>();
        for (NewView view : plan.views()) {
            if (changed.contains(view.id()) && views.find(view.id()).isPresent()) {
                changes.put(view.id(), views.previewQuery(view.id(), view.query()));
            }
        }
        return changes;
    }

    /**
     * Changes what runs to the version that was kept last. Returns when the engine has the job. If the new one can't be
     * started, the one before goes on.
     *
     * @throws ProblemException INVALID_REQUEST if nothing runs or rests, or it can't go on; whatever stands against
     *     running it, naming the node
     */
    public PipelineStatus carryOut(Actor actor, String id, How how) {
        return turns.alone(id, () -> carryOutAlone(actor, id, how));
    }

    private PipelineStatus carryOutAlone(Actor actor, String id, How how) {
        KeptPipeline next = pipelines.get(id);
        PipelineStatus now = runs.status(id);
        PipelineChange change = preview(id, next.content());
        if (change.hindrance().isPresent()) {
            throw new ProblemException(change.hindrance().get());
        }
        if (how == How.GO_ON && !change.goesOn()) {
            throw new ProblemException(
                    ErrorCode.INVALID_REQUEST,
                    "It can't go on with the state it has: " + change.why(),
                    "Begin anew: what was written stays");
        }
        RunPlan plan = plans.plan(next.content());
        if (now.statement().isPresent()) {
            String uid = now.statement().get();
            if (how == How.GO_ON) {
                statements.workFor(actor, uid, new RunMark(id, next.revision()).text());
            } else {
                replace(actor, next, plan, uid, now);
            }
        } else if (plan.script().isPresent()) {
            runs.write(actor, next, plan);
        }
        changeViews(actor, plan, change);
        records.started(actor, next);
        return runs.status(id);
    }

    /** The one before rests until the new one runs, so that it can go on if that fails. */
    private void replace(Actor actor, KeptPipeline next, RunPlan plan, String uid, PipelineStatus now) {
        if (now.state().active()) {
            statements.stop(actor, uid);
        }
        try {
            runs.write(actor, next, plan);
        } catch (ProblemException e) {
            if (now.state().active()) {
                statements.start(actor, uid, false);
            }
            Problem why = e.problem();
            throw new ProblemException(
                    new Problem(
                            why.code(),
                            "The new version could not be started, and the one before "
                                    + (now.state().active() ? "runs on: " : "rests as it was: ") + why.what(),
                            Optional.empty(),
                            why.nextStep()),
                    e);
        }
        statements.drop(actor, uid);
    }

    private void changeViews(Actor actor, RunPlan plan, PipelineChange change) {
        for (NewView wanted : plan.views()) {
            Optional<ViewState> there = views.find(wanted.id());
            if (there.isEmpty()) {
                views.create(actor, wanted);
                continue;
            }
            if (change.views().containsKey(wanted.id())) {
                views.changeQuery(actor, wanted.id(), wanted.query(), ANY_REVISION);
            }
            boolean other = !there.get().definition().freshness().equals(wanted.freshness())
                    || !there.get().definition().mode().equals(wanted.mode());
            if (other) {
                views.setFreshness(actor, wanted.id(), wanted.freshness(), wanted.mode(), ANY_REVISION);
            }
        }
    }
}
