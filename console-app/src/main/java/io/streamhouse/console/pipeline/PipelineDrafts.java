package io.streamhouse.console.pipeline;

import io.streamhouse.console.documents.Document;
import io.streamhouse.console.documents.DocumentKind;
import io.streamhouse.console.documents.Documents;
import io.streamhouse.console.feed.Watch;
import io.streamhouse.model.Actor;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.ProblemException;
import jakarta.annotation.PreDestroy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.springframework.stereotype.Service;
import tools.jackson.databind.json.JsonMapper;

/**
 * What people have changed of pipelines and not kept yet, saved as they go: one draft for each person and pipeline, over
 * reloads and restarts, seen by all windows of that person.
 */
@Service
public class PipelineDrafts {

    /** Every state of a draft is of no use to anybody for long. */
    private static final int REVISIONS_KEPT = 50;

    private final Documents documents;
    private final PipelineJson json;
    private final JsonMapper mapper;
    private final Map<String, List<Consumer<Saved>>> listeners = new ConcurrentHashMap<>();

    /** Windows are told one after the other, away from the one that has saved. */
    private final ExecutorService teller = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("pipeline-drafts").daemon().factory());

    PipelineDrafts(Documents documents, PipelineJson json, JsonMapper mapper) {
        this.documents = documents;
        this.json = json;
        this.mapper = mapper;
    }

    /**
     * What is saved now.
     *
     * @param draftRevision 0 if there is no draft any more
     */
    record Saved(long draftRevision, long keptRevision) {}

    private record Body(String pipeline, long basedOn, String content) {}

    /** Empty if nothing has been changed since the last version. */
    public Optional<PipelineDraft> find(Actor actor, String pipeline) {
        return documents.find(DocumentKind.PIPELINE_DRAFT, id(actor, pipeline)).map(this::draft);
    }

    /**
     * Saves a draft.
     *
     * @throws ProblemException REVISION_CONFLICT, ALREADY_EXISTS or NOT_FOUND if another window has saved, begun or kept
     *     the draft since
     */
    PipelineDraft save(Actor actor, PipelineDraft draft) {
        String id = id(actor, draft.pipeline());
        String body =
                mapper.writeValueAsString(new Body(draft.pipeline(), draft.basedOn(), json.write(draft.content())));
        long kept = documents
                .find(DocumentKind.PIPELINE, draft.pipeline())
                .map(Document::revision)
                .orElseThrow(() -> new ProblemException(
                        ErrorCode.INVALID_REQUEST,
                        "This pipeline was deleted",
                        "Copy its SQL, and make a new pipeline of it"));
        if (draft.revision() == 0 && kept != draft.basedOn()) {
            throw new ProblemException(ErrorCode.REVISION_CONFLICT, "Another version was kept in the meantime");
        }
        Document saved = draft.revision() == 0
                ? documents.create(actor, DocumentKind.PIPELINE_DRAFT, id, draft.name(), body)
                : documents.update(actor, DocumentKind.PIPELINE_DRAFT, id, draft.revision(), draft.name(), body);
        if (saved.revision() % REVISIONS_KEPT == 0) {
            documents.forgetBefore(DocumentKind.PIPELINE_DRAFT, id, saved.revision() - REVISIONS_KEPT);
        }
        tell(id, new Saved(saved.revision(), kept));
        return draft(saved);
    }

    /** Forgets a draft; nothing happens if there is none. */
    public void discard(Actor actor, String pipeline) {
        String id = id(actor, pipeline);
        documents
                .find(DocumentKind.PIPELINE_DRAFT, id)
                .ifPresent(draft -> documents.delete(actor, DocumentKind.PIPELINE_DRAFT, id, draft.revision()));
        documents.find(DocumentKind.PIPELINE, pipeline).ifPresent(kept -> tell(id, new Saved(0, kept.revision())));
    }

    /** Calls the listener after every change of the person's draft, from another thread, until the result is closed. */
    Watch onSaved(Actor actor, String pipeline, Consumer<Saved> listener) {
        List<Consumer<Saved>> windows =
                listeners.computeIfAbsent(id(actor, pipeline), key -> new CopyOnWriteArrayList<>());
        windows.add(listener);
        return () -> windows.remove(listener);
    }

    private void tell(String id, Saved saved) {
        List<Consumer<Saved>> windows = listeners.getOrDefault(id, List.of());
        if (!windows.isEmpty()) {
            teller.execute(() -> windows.forEach(window -> window.accept(saved)));
        }
    }

    private static String id(Actor actor, String pipeline) {
        return pipeline + "/" + actor.name();
    }

    private PipelineDraft draft(Document document) {
        Body body = mapper.readValue(document.body(), Body.class);
        return new PipelineDraft(
                body.pipeline(),
                document.name(),
                json.read(body.content()),
                body.basedOn(),
                document.revision(),
                document.changedBy(),
                document.changedAt());
    }

    @PreDestroy
    void stop() {
        teller.shutdownNow();
    }
}
