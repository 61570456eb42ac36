package io.streamhouse.console.pipeline;

import io.streamhouse.console.jobs.StreamingStatements;
import io.streamhouse.console.pipeline.PipelineChange.Fate;
import io.streamhouse.console.pipeline.PipelineChange.How;
import io.streamhouse.console.pipeline.PipelineChange.NodeChange;
import io.streamhouse.console.views.Views;
import io.streamhouse.model.Actor;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.Problem;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.RelationId;
import io.streamhouse.pipeline.Pipeline;
import io.streamhouse.pipeline.PipelineNode;
import io.streamhouse.pipeline.StateChange;
import io.streamhouse.pipeline.Step;
import io.streamhouse.refresh.NewView;
import io.streamhouse.refresh.QueryChange;
import io.streamhouse.refresh.ViewState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
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
        Pipeline running = pipelines.version(id, from).content().pipeline();
        Optional<Problem> hindrance = Optional.empty();
        Map<RelationId, QueryChange> changes = Map.of();
        try {
            RunPlan plan = plans.plan(next);
            runs.check(plan);
            changes = queries(plan, changedViews(running, next.pipeline()));
            hindrance = changes.values().stream()
                    .flatMap(change -> change.refusal().stream())
                    .findFirst();
        } catch (ProblemException e) {
            hindrance = Optional.of(e.problem());
        }
        StateChange job = language.difference(RunPlans.toTables(running), RunPlans.toTables(next.pipeline()));
        boolean sameMode = next.mode() == pipelines.version(id, from).content().mode();
        Map<String, NodeChange> nodes = new LinkedHashMap<>();
        job.nodes().forEach(state -> add(nodes, state));
        viewStates(running, next.pipeline()).forEach(state -> add(nodes, state));
        return new PipelineChange(
                from,
                List.copyOf(nodes.values()),
                sameMode && job.going() instanceof StateChange.Going.FromSavepoint,
                why(now, job, sameMode, running, next.pipeline()),
                changes,
                hindrance);
    }

    private ProblemException nothingRuns(String id) {
        return new ProblemException(
                ErrorCode.INVALID_REQUEST,
                "Nothing of “" + pipelines.get(id).name() + "” runs or rests, so there is nothing to change",
                "Start it");
    }

    /** The views whose rows become others. */
    private Set<RelationId> changedViews(Pipeline running, Pipeline next) {
        return next.targets().stream()
                .filter(target -> target.step() instanceof Step.IntoView)
                .filter(target -> !sameRows(running, next, target))
                .map(target -> ((Step.IntoView) target.step()).relation())
                .collect(Collectors.toSet());
    }

    private boolean sameRows(Pipeline running, Pipeline next, PipelineNode target) {
        return old(running, target)
                .filter(before -> language.difference(rows(running, before), rows(next, target))
                                .going()
                        instanceof StateChange.Going.FromSavepoint)
                .isPresent();
    }

    /** What a view shows, into a table: how fresh it is kept is not part of its rows. */
    private static Pipeline rows(Pipeline pipeline, PipelineNode target) {
        RelationId relation = ((Step.IntoView) target.step()).relation();
        return pipeline.upTo(target.name())
                .changed(PipelineNode.of(target.name(), new Step.IntoTable(relation, List.of())));
    }

    private static Optional<PipelineNode> old(Pipeline running, PipelineNode target) {
        RelationId relation = ((Step.IntoView) target.step()).relation();
        return running.targets().stream()
                .filter(before -> before.step() instanceof Step.IntoView view
                        && view.relation().equals(relation))
                .findFirst();
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

    private List<StateChange.NodeState> viewStates(Pipeline running, Pipeline next) {
        List<StateChange.NodeState> states = new ArrayList<>();
        for (PipelineNode target : next.targets()) {
            if (target.step() instanceof Step.IntoView) {
                Pipeline before = old(running, target)
                        .map(old -> running.upTo(old.name()))
                        .orElse(Pipeline.EMPTY);
                states.addAll(
                        sameRows(running, next, target)
                                ? language.difference(next.upTo(target.name()), next.upTo(target.name()))
                                        .nodes()
                                : language.difference(before, next.upTo(target.name()))
                                        .nodes());
            }
        }
        return states;
    }

    /** A node that works for several targets is shown with the worst that befalls it. */
    private static void add(Map<String, NodeChange> nodes, StateChange.NodeState state) {
        Fate fate =
                switch (state.fate()) {
                    case KEEPS -> Fate.KEPT;
                    case REBUILT -> Fate.REBUILT;
                    case LOST -> Fate.LOST;
                    case NONE -> Fate.STATELESS;
                };
        nodes.merge(
                state.node(),
                new NodeChange(state.node(), fate, state.sentence()),
                (one, other) -> severity(other.fate()) > severity(one.fate()) ? other : one);
    }

    private static int severity(Fate fate) {
        return switch (fate) {
            case STATELESS -> 0;
            case KEPT -> 1;
            case REBUILT -> 2;
            case LOST -> 3;
        };
    }

    private static String why(PipelineStatus now, StateChange job, boolean sameMode, Pipeline running, Pipeline next) {
        List<String> left = running.targets().stream()
                .filter(target -> target.step() instanceof Step.IntoView)
                .map(target -> ((Step.IntoView) target.step()).relation())
                .filter(view -> next.targets().stream()
                        .noneMatch(target ->
                                ((Step.Target) target.step()).relation().equals(view)))
                .map(RelationId::toString)
                .toList();
        String stays = left.isEmpty()
                ? ""
                : " " + String.join(", ", left) + " is no target any more; it stays, and is kept fresh as it is";
        if (now.statement().isEmpty()) {
            return "Its views are changed one by one; what their readers see until then is the content before." + stays;
        }
        if (!sameMode) {
            return "It is to run in the other mode, which knows no state of this one." + stays;
        }
        return switch (job.going()) {
            case StateChange.Going.FromSavepoint ignored ->
                "Nothing that runs becomes another: the job runs on as it is." + stays;
            case StateChange.Going.Anew anew -> anew.why() + "." + stays;
        };
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
        if (how == How.GO_ON && now.statement().isPresent() && !change.goesOn()) {
            throw new ProblemException(
                    ErrorCode.INVALID_REQUEST,
                    "It can't go on from where it stands: " + change.why(),
                    "Start the new version from the beginning; rows that were written stay");
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
