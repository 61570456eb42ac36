package io.streamhouse.console.pipeline;

import io.streamhouse.console.pipeline.PipelineChange.Fate;
import io.streamhouse.console.pipeline.PipelineChange.NodeChange;
import io.streamhouse.model.RelationId;
import io.streamhouse.pipeline.Pipeline;
import io.streamhouse.pipeline.PipelineNode;
import io.streamhouse.pipeline.Step;
import io.streamhouse.pipeline.change.StateChange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What runs of a pipeline beside what is to run in its place: a job that writes tables, which goes on or begins anew,
 * and views, which are changed in place one by one.
 */
final class RunDifference {

    private final PipelineLanguage language;
    private final Pipeline running;
    private final Pipeline next;
    private final boolean sameMode;
    private final boolean job;
    private final StateChange tables;
    private final Set<RelationId> changedViews;

    /** @param job whether a job writes the tables of what runs, or rests with its state */
    RunDifference(PipelineLanguage language, PipelineContent running, PipelineContent next, boolean job) {
        this.language = language;
        this.running = running.pipeline();
        this.next = next.pipeline();
        this.sameMode = running.mode() == next.mode();
        this.job = job;
        this.tables = language.difference(RunPlans.toTables(this.running), RunPlans.toTables(this.next));
        this.changedViews = findChangedViews();
    }

    /** The views whose rows become others, new ones among them. */
    Set<RelationId> changedViews() {
        return changedViews;
    }

    private Set<RelationId> findChangedViews() {
        Set<RelationId> changed = new LinkedHashSet<>();
        for (PipelineNode target : views(next)) {
            if (!sameRows(target)) {
                changed.add(view(target));
            }
        }
        return changed;
    }

    private static List<PipelineNode> views(Pipeline pipeline) {
        return pipeline.targets().stream()
                .filter(target -> target.step() instanceof Step.IntoView)
                .toList();
    }

    private static RelationId view(PipelineNode target) {
        return ((Step.Target) target.step()).relation();
    }

    private boolean sameRows(PipelineNode target) {
        return before(view(target))
                .filter(old -> language.difference(rows(running, old), rows(next, target))
                                .going()
                        instanceof StateChange.Going.FromSavepoint)
                .isPresent();
    }

    private Optional<PipelineNode> before(RelationId view) {
        return views(running).stream().filter(old -> view(old).equals(view)).findFirst();
    }

    /** What a view shows, into a table: how fresh it is kept is not part of its rows. */
    private static Pipeline rows(Pipeline pipeline, PipelineNode target) {
        return pipeline.upTo(target.name())
                .changed(PipelineNode.of(target.name(), new Step.IntoTable(view(target), List.of())));
    }

    /** What becomes of each node. One that works for several targets is shown with the worst that befalls it. */
    List<NodeChange> nodes() {
        Map<String, NodeChange> nodes = new LinkedHashMap<>();
        tables.nodes().forEach(state -> add(nodes, state));
        for (PipelineNode target : views(next)) {
            viewStates(target).forEach(state -> add(nodes, state));
        }
        return List.copyOf(nodes.values());
    }

    private List<StateChange.NodeState> viewStates(PipelineNode target) {
        Pipeline then = next.upTo(target.name());
        if (!changedViews.contains(view(target))) {
            return language.difference(then, then).nodes();
        }
        Pipeline now = before(view(target)).map(old -> running.upTo(old.name())).orElse(Pipeline.EMPTY);
        return language.difference(now, then).nodes();
    }

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

    /**
     * Whether the job goes on with the state it has. Where no job writes tables, whether every view does; the mode is
     * then of no matter, for a view is kept fresh in either.
     */
    boolean goesOn() {
        return job
                ? sameMode && tables.going() instanceof StateChange.Going.FromSavepoint
                : changedViews.isEmpty() && !writesTables();
    }

    private boolean writesTables() {
        return views(next).size() < next.targets().size();
    }

    /** What keeps it from going on, or what going on means, and what becomes of its views. */
    String why() {
        List<String> words = new ArrayList<>();
        if (job) {
            words.add(ofJob());
        } else if (writesTables()) {
            words.add("Nothing writes its tables now: they are written from the beginning.");
        } else if (changedViews.isEmpty()) {
            words.add("No view becomes another: each goes on with what it has.");
        }
        List<RelationId> inPlace =
                changedViews.stream().filter(view -> before(view).isPresent()).toList();
        if (!inPlace.isEmpty()) {
            words.add("The query of " + named(inPlace) + " is changed in place: its rows are computed anew, and readers"
                    + " see the content before until the new one is there.");
        }
        List<RelationId> made =
                changedViews.stream().filter(view -> before(view).isEmpty()).toList();
        if (!made.isEmpty()) {
            words.add("To be made and filled: " + named(made) + ".");
        }
        List<RelationId> left = views(running).stream()
                .map(RunDifference::view)
                .filter(view ->
                        next.targets().stream().noneMatch(target -> view(target).equals(view)))
                .toList();
        if (!left.isEmpty()) {
            words.add(named(left) + " is no target any more; it stays, and is kept fresh as it is.");
        }
        return String.join(" ", words);
    }

    private String ofJob() {
        if (!sameMode) {
            return "It is to run in the other mode, which knows no state of this one.";
        }
        return switch (tables.going()) {
            case StateChange.Going.FromSavepoint ignored ->
                changedViews.isEmpty()
                        ? "Nothing that runs becomes another: the job runs on as it is."
                        : "The job that writes its tables runs on as it is.";
            case StateChange.Going.Anew anew -> anew.why() + ".";
        };
    }

    private static String named(List<RelationId> views) {
        return String.join(", ", views.stream().map(RelationId::toString).toList());
    }
}
