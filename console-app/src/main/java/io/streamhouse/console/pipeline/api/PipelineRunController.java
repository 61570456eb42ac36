package io.streamhouse.console.pipeline.api;

import io.streamhouse.console.pipeline.NodeFigures;
import io.streamhouse.console.pipeline.PipelineChange.How;
import io.streamhouse.console.pipeline.PipelineChanges;
import io.streamhouse.console.pipeline.PipelineContent;
import io.streamhouse.console.pipeline.PipelineFeed;
import io.streamhouse.console.pipeline.PipelineRuns;
import io.streamhouse.console.pipeline.PipelineSamples;
import io.streamhouse.console.pipeline.Pipelines;
import io.streamhouse.console.pipeline.SampleRun;
import io.streamhouse.console.pipeline.api.PipelineBodies.ChangeAnswer;
import io.streamhouse.console.pipeline.api.PipelineBodies.ChangeBody;
import io.streamhouse.console.pipeline.api.PipelineBodies.FigureAnswer;
import io.streamhouse.console.pipeline.api.PipelineBodies.PipelineBody;
import io.streamhouse.console.pipeline.api.PipelineBodies.SampleAnswer;
import io.streamhouse.console.pipeline.api.PipelineBodies.SampleBody;
import io.streamhouse.console.pipeline.api.PipelineBodies.StatusAnswer;
import io.streamhouse.console.security.CurrentActor;
import io.streamhouse.console.sqlworkspace.RunState;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.ExecutionMode;
import io.streamhouse.model.Problem;
import io.streamhouse.model.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Pipelines run, over HTTP. */
@RestController
@RequestMapping("/api/v1/pipelines/{id}")
class PipelineRunController {

    private static final int MOST_ROWS = 10_000;

    private final Pipelines pipelines;
    private final PipelineRuns runs;
    private final PipelineSamples samples;
    private final PipelineChanges changes;
    private final NodeFigures figures;
    private final PipelineFeed feed;
    private final PipelineContents contents;
    private final CurrentActor actor;

    PipelineRunController(
            Pipelines pipelines,
            PipelineRuns runs,
            PipelineSamples samples,
            PipelineChanges changes,
            NodeFigures figures,
            PipelineFeed feed,
            PipelineContents contents,
            CurrentActor actor) {
        this.pipelines = pipelines;
        this.runs = runs;
        this.samples = samples;
        this.changes = changes;
        this.figures = figures;
        this.feed = feed;
        this.contents = contents;
        this.actor = actor;
    }

    @PostMapping("/sample")
    @Operation(summary = "Rows at a node, from the engine; for a target those it would be given")
    SampleAnswer sample(@PathVariable String id, @RequestBody SampleBody body) {
        String node = body.node();
        if (node == null) {
            throw new ProblemException(ErrorCode.INVALID_REQUEST, "Say the “node” whose rows are asked for");
        }
        int rows = Optional.ofNullable(body.rows()).orElse(PipelineSamples.USUAL_ROWS);
        if (rows < 1 || rows > MOST_ROWS) {
            throw new ProblemException(ErrorCode.INVALID_REQUEST, "1 to " + MOST_ROWS + " rows can be asked for");
        }
        SampleRun sample = samples.start(
                actor.get(),
                pipelines.get(id).content(),
                node,
                Optional.ofNullable(body.mode()).orElse(ExecutionMode.BATCH),
                rows);
        sample.run().ended().join();
        if (sample.state() == RunState.FAILED || sample.state() == RunState.SKIPPED) {
            throw new ProblemException(sample.problem()
                    .orElseGet(() -> Problem.of(ErrorCode.EXECUTION_FAILED, "The engine gave no rows")));
        }
        return SampleAnswer.of(node, sample.rows());
    }

    @GetMapping("/status")
    StatusAnswer status(@PathVariable String id) {
        return StatusAnswer.of(runs.status(id));
    }

    /** Starts the version that was kept last; one that was stopped goes on from where it stood. */
    @PostMapping("/start")
    StatusAnswer start(@PathVariable String id) {
        try {
            return StatusAnswer.of(runs.start(actor.get(), id));
        } finally {
            feed.refresh();
        }
    }

    /** Stops what runs, with a savepoint; its views are suspended. Answers when it is done. */
    @PostMapping("/stop")
    StatusAnswer stop(@PathVariable String id) {
        try {
            return StatusAnswer.of(runs.stop(actor.get(), id));
        } finally {
            feed.refresh();
        }
    }

    @GetMapping("/figures")
    @Operation(summary = "What the running job says of each node of the version that runs")
    Map<String, FigureAnswer> figures(@PathVariable String id) {
        Map<String, FigureAnswer> answer = new LinkedHashMap<>();
        figures.of(id, runs.status(id)).forEach((node, figure) -> answer.put(node, FigureAnswer.of(figure)));
        return answer;
    }

    @PostMapping("/change/preview")
    @Operation(
            summary = "What would come of another version of what runs; changes nothing",
            description = "Without a body, of the version that was kept last.")
    ChangeAnswer preview(@PathVariable String id, @RequestBody(required = false) @Nullable PipelineBody body) {
        PipelineContent kept = pipelines.get(id).content();
        PipelineContent next = body == null ? kept : contents.read(body, kept).content();
        return ChangeAnswer.of(changes.preview(id, next));
    }

    /** Changes what runs to the version that was kept last. */
    @PostMapping("/change")
    StatusAnswer change(@PathVariable String id, @RequestBody(required = false) @Nullable ChangeBody body) {
        How how = body == null ? How.GO_ON : Optional.ofNullable(body.how()).orElse(How.GO_ON);
        try {
            return StatusAnswer.of(changes.carryOut(actor.get(), id, how));
        } finally {
            feed.refresh();
        }
    }
}
