package io.streamhouse.console.pipeline.api;

import io.streamhouse.console.http.Revision;
import io.streamhouse.console.pipeline.KeptPipeline;
import io.streamhouse.console.pipeline.PipelineAnalysis;
import io.streamhouse.console.pipeline.PipelineContent;
import io.streamhouse.console.pipeline.PipelineDraft;
import io.streamhouse.console.pipeline.PipelineDrafts;
import io.streamhouse.console.pipeline.PipelineRuns;
import io.streamhouse.console.pipeline.PipelineStatus;
import io.streamhouse.console.pipeline.PipelineVersion;
import io.streamhouse.console.pipeline.Pipelines;
import io.streamhouse.console.pipeline.api.PipelineBodies.CheckAnswer;
import io.streamhouse.console.pipeline.api.PipelineBodies.ChecksAnswer;
import io.streamhouse.console.pipeline.api.PipelineBodies.DraftAnswer;
import io.streamhouse.console.pipeline.api.PipelineBodies.PipelineAnswer;
import io.streamhouse.console.pipeline.api.PipelineBodies.PipelineBody;
import io.streamhouse.console.pipeline.api.PipelineBodies.ReadAnswer;
import io.streamhouse.console.pipeline.api.PipelineBodies.StatusAnswer;
import io.streamhouse.console.pipeline.api.PipelineBodies.SummaryAnswer;
import io.streamhouse.console.pipeline.api.PipelineBodies.VerdictAnswer;
import io.streamhouse.console.pipeline.api.PipelineBodies.VersionAnswer;
import io.streamhouse.console.security.CurrentActor;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Pipelines as documents, over HTTP: as SQL or as nodes and links, whichever the caller has. */
@RestController
@RequestMapping("/api/v1/pipelines")
class PipelinesController {

    private final Pipelines pipelines;
    private final PipelineDrafts drafts;
    private final PipelineRuns runs;
    private final PipelineAnalysis analysis;
    private final PipelineContents contents;
    private final CurrentActor actor;

    PipelinesController(
            Pipelines pipelines,
            PipelineDrafts drafts,
            PipelineRuns runs,
            PipelineAnalysis analysis,
            PipelineContents contents,
            CurrentActor actor) {
        this.pipelines = pipelines;
        this.drafts = drafts;
        this.runs = runs;
        this.analysis = analysis;
        this.contents = contents;
        this.actor = actor;
    }

    @GetMapping
    List<SummaryAnswer> list() {
        Map<String, PipelineStatus> statuses = runs.statuses();
        return pipelines.list().stream()
                .map(pipeline -> new SummaryAnswer(
                        pipeline.id(),
                        pipeline.name(),
                        pipeline.revision(),
                        pipeline.changedBy().name(),
                        pipeline.changedAt(),
                        StatusAnswer.of(statuses.getOrDefault(pipeline.id(), PipelineStatus.AT_REST))))
                .toList();
    }

    @PostMapping
    @Operation(summary = "Keeps a new pipeline, given as SQL or as nodes and links")
    ResponseEntity<PipelineAnswer> create(@RequestBody PipelineBody body) {
        String name = body.name();
        if (name == null) {
            throw new ProblemException(ErrorCode.INVALID_REQUEST, "The request has no name");
        }
        PipelineContent content = contents.read(body, analysis.empty()).content();
        return answer(HttpStatus.CREATED, pipelines.create(actor.get(), name, content));
    }

    @GetMapping("/{id}")
    ResponseEntity<PipelineAnswer> get(@PathVariable String id) {
        return answer(HttpStatus.OK, pipelines.get(id));
    }

    /** Keeps another version. {@code If-Match} names the one it was made from; without it, the latest. */
    @PutMapping("/{id}")
    ResponseEntity<PipelineAnswer> keep(
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody PipelineBody body) {
        KeptPipeline before = pipelines.get(id);
        String name = body.name();
        return answer(
                HttpStatus.OK,
                pipelines.keep(
                        actor.get(),
                        id,
                        Revision.fromIfMatch(ifMatch).orElse(before.revision()),
                        name == null ? before.name() : name,
                        contents.read(body, before.content()).content()));
    }

    /** Deletes a pipeline that does not run; what it has written stays. */
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        long basedOn =
                Revision.fromIfMatch(ifMatch).orElseGet(() -> pipelines.get(id).revision());
        runs.delete(actor.get(), id, basedOn);
    }

    /** Newest first. */
    @GetMapping("/{id}/versions")
    List<VersionAnswer> versions(@PathVariable String id) {
        return pipelines.versions(id).stream().map(VersionAnswer::of).toList();
    }

    @GetMapping("/{id}/versions/{revision}")
    PipelineAnswer version(@PathVariable String id, @PathVariable long revision) {
        PipelineVersion version = pipelines.version(id, revision);
        return contents.answer(new KeptPipeline(
                id, version.name(), version.content(), version.revision(), version.changedBy(), version.changedAt()));
    }

    /** Keeps what a version was as the next one. What runs is not changed by that. */
    @PostMapping("/{id}/versions/{revision}/restore")
    ResponseEntity<PipelineAnswer> restore(
            @PathVariable String id,
            @PathVariable long revision,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        long basedOn =
                Revision.fromIfMatch(ifMatch).orElseGet(() -> pipelines.get(id).revision());
        return answer(HttpStatus.OK, pipelines.restore(actor.get(), id, revision, basedOn));
    }

    /** What was drawn or written on its page since the last version was kept. */
    @GetMapping("/{id}/draft")
    DraftAnswer draft(@PathVariable String id) {
        PipelineDraft draft = drafts.find(actor.get(), id)
                .orElseThrow(() -> new ProblemException(
                        ErrorCode.NOT_FOUND, "Nothing has been changed since the last version was kept"));
        return new DraftAnswer(
                contents.answer(new KeptPipeline(
                        id, draft.name(), draft.content(), draft.basedOn(), draft.savedBy(), draft.savedAt())),
                draft.basedOn(),
                draft.revision());
    }

    @DeleteMapping("/{id}/draft")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void discard(@PathVariable String id) {
        drafts.discard(actor.get(), id);
    }

    @PostMapping("/read")
    @Operation(summary = "SQL as nodes and links, or these as SQL; nothing is kept")
    ReadAnswer read(@RequestBody PipelineBody body) {
        return contents.answer(contents.read(body, analysis.empty()));
    }

    @PostMapping("/check")
    @Operation(summary = "The columns of every node, and what is wrong with it; nothing is kept")
    ChecksAnswer check(@RequestBody PipelineBody body) {
        return checks(contents.read(body, analysis.empty()).content());
    }

    @GetMapping("/{id}/check")
    ChecksAnswer check(@PathVariable String id) {
        return checks(pipelines.get(id).content());
    }

    private ChecksAnswer checks(PipelineContent content) {
        Map<String, CheckAnswer> nodes = new LinkedHashMap<>();
        analysis.check(content).forEach((node, check) -> nodes.put(node, CheckAnswer.of(check)));
        Map<String, VerdictAnswer> targets = new LinkedHashMap<>();
        analysis.judge(content).forEach((target, verdict) -> targets.put(target, VerdictAnswer.of(verdict)));
        return new ChecksAnswer(nodes, targets, PipelineBodies.problem(runs.hindrance(content)));
    }

    private ResponseEntity<PipelineAnswer> answer(HttpStatus status, KeptPipeline pipeline) {
        return ResponseEntity.status(status)
                .eTag(new Revision(pipeline.revision()).etag())
                .body(contents.answer(pipeline));
    }
}
