package io.streamhouse.console.pipeline;

import io.streamhouse.console.settings.Connections;
import io.streamhouse.console.views.Views;
import io.streamhouse.engine.Jobs;
import io.streamhouse.model.JobDetail;
import io.streamhouse.model.JobId;
import io.streamhouse.model.JobState;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.TaskCounts;
import io.streamhouse.pipeline.Pipeline;
import io.streamhouse.pipeline.PipelineNode;
import io.streamhouse.pipeline.Step;
import io.streamhouse.pipeline.match.OperatorMatch;
import io.streamhouse.refresh.ViewState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Service;

/** Reads from running jobs what each node of a pipeline does: the job of its statement, and those of its views. */
@Service
public class NodeFigures {

    private final Connections connections;
    private final Pipelines pipelines;
    private final PipelineLanguage language;
    private final Views views;

    NodeFigures(@Lazy Connections connections, Pipelines pipelines, PipelineLanguage language, Views views) {
        this.connections = connections;
        this.pipelines = pipelines;
        this.language = language;
        this.views = views;
    }

    /**
     * Figures of every node of the version that runs.
     *
     * @return empty while no job runs
     */
    public Map<String, NodeFigure> of(String id, PipelineStatus status) {
        if (status.revision().isEmpty()) {
            return Map.of();
        }
        Pipeline running =
                pipelines.version(id, status.revision().getAsLong()).content().pipeline();
        Map<String, NodeFigure> figures = new LinkedHashMap<>();
        Pipeline tables = RunPlans.toTables(running);
        if (!tables.nodes().isEmpty()) {
            status.job().ifPresent(job -> add(figures, tables, job));
        }
        for (PipelineNode target : running.targets()) {
            if (target.step() instanceof Step.IntoView into) {
                views.find(into.relation())
                        .flatMap(ViewState::job)
                        .ifPresent(job -> add(figures, running.upTo(target.name()), job));
            }
        }
        return figures;
    }

    /** A node that several jobs run shows the first one's figures. */
    private void add(Map<String, NodeFigure> figures, Pipeline part, JobId id) {
        try {
            Jobs jobs = connections.jobs();
            JobDetail job = jobs.detail(id);
            Map<String, TaskCounts> counts = jobs.counts(id);
            language.places(part, job)
                    .forEach((node, place) -> figures.merge(
                            node,
                            figure(place, job, counts),
                            (known, more) -> known instanceof NodeFigure.Known ? known : more));
        } catch (ProblemException e) {
            String why = isStarting(id) ? "Its job is starting" : e.problem().what();
            part.nodes().forEach(node -> figures.putIfAbsent(node.name(), new NodeFigure.Unknown(why)));
        }
    }

    /** A cluster has no figures of a job yet that it is still setting up, and says so in words of its own. */
    private boolean isStarting(JobId id) {
        try {
            return connections
                    .jobs()
                    .state(id)
                    .filter(JobState.INITIALIZING::equals)
                    .isPresent();
        } catch (ProblemException e) {
            return false;
        }
    }

    private static NodeFigure figure(OperatorMatch place, JobDetail job, Map<String, TaskCounts> counts) {
        return switch (place) {
            case OperatorMatch.Unknown unknown -> new NodeFigure.Unknown(unknown.why());
            case OperatorMatch.Found found -> {
                List<JobDetail.Vertex> tasks = found.vertices().stream()
                        .flatMap(id -> job.vertices().stream()
                                .filter(vertex -> vertex.id().equals(id)))
                        .toList();
                yield tasks.isEmpty()
                        ? new NodeFigure.Unknown("Its task is not among those that the job has now")
                        : known(found, tasks, counts);
            }
        };
    }

    private static NodeFigure known(
            OperatorMatch.Found found, List<JobDetail.Vertex> tasks, Map<String, TaskCounts> counts) {
        List<TaskCounts> counted = tasks.stream()
                .map(task -> counts.getOrDefault(task.id(), TaskCounts.NONE))
                .toList();
        return new NodeFigure.Known(
                String.join(", ", found.operators()),
                tasks.getFirst().recordsRead(),
                tasks.getLast().recordsWritten(),
                worst(tasks, JobDetail.Vertex::busyRatio),
                worst(tasks, JobDetail.Vertex::backPressuredRatio),
                tasks.getLast().watermark(),
                sum(counted, TaskCounts::lateRecords),
                sum(counted, TaskCounts::stateBytes),
                found.sharedWith());
    }

    private static OptionalDouble worst(
            List<JobDetail.Vertex> tasks, Function<JobDetail.Vertex, OptionalDouble> figure) {
        return tasks.stream()
                .map(figure)
                .flatMapToDouble(OptionalDouble::stream)
                .max();
    }

    /** Nothing is known if none of them tells. */
    private static OptionalLong sum(List<TaskCounts> counted, Function<TaskCounts, OptionalLong> figure) {
        List<Long> told = counted.stream()
                .map(figure)
                .flatMapToLong(OptionalLong::stream)
                .boxed()
                .toList();
        return told.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(told.stream().mapToLong(Long::longValue).sum());
    }
}
