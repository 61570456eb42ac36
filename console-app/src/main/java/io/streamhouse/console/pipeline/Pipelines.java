package io.streamhouse.console.pipeline;

import io.streamhouse.console.documents.Document;
import io.streamhouse.console.documents.DocumentKind;
import io.streamhouse.console.documents.Documents;
import io.streamhouse.model.Actor;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.ProblemException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;

/** Pipelines kept under names, with every version. */
@Service
public class Pipelines {

    private static final int LONGEST_NAME = 200;

    private static final int VERSIONS_REMEMBERED = 200;

    private final Documents documents;
    private final PipelineJson json;

    /** A version never changes; pages ask for the one that runs every other second. */
    private final Map<VersionId, PipelineVersion> remembered =
            Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<VersionId, PipelineVersion> eldest) {
                    return size() > VERSIONS_REMEMBERED;
                }
            });

    private record VersionId(String pipeline, long revision) {}

    Pipelines(Documents documents, PipelineJson json) {
        this.documents = documents;
        this.json = json;
    }

    /** By name. */
    public List<KeptPipeline> list() {
        return documents.list(DocumentKind.PIPELINE).stream()
                .map(this::pipeline)
                .toList();
    }

    /** @throws ProblemException NOT_FOUND */
    public KeptPipeline get(String id) {
        return documents
                .find(DocumentKind.PIPELINE, id)
                .map(this::pipeline)
                .orElseThrow(() -> new ProblemException(
                        ErrorCode.NOT_FOUND, "There is no pipeline " + id, "It may have been deleted"));
    }

    /** @throws ProblemException INVALID_REQUEST for a name that can't be */
    public KeptPipeline create(Actor actor, String name, PipelineContent content) {
        return pipeline(documents.create(actor, DocumentKind.PIPELINE, checkedName(name), json.write(content)));
    }

    /**
     * Keeps another version.
     *
     * @param basedOn the revision it was made from
     * @throws ProblemException REVISION_CONFLICT if another was kept since; NOT_FOUND if the pipeline is gone
     */
    public KeptPipeline keep(Actor actor, String id, long basedOn, String name, PipelineContent content) {
        return pipeline(
                documents.update(actor, DocumentKind.PIPELINE, id, basedOn, checkedName(name), json.write(content)));
    }

    /** Every version, newest first. */
    public List<PipelineVersion> versions(String id) {
        get(id);
        return documents.revisions(DocumentKind.PIPELINE, id).stream()
                .filter(revision -> !revision.deleted())
                .map(revision -> new PipelineVersion(
                        revision.revision(),
                        revision.name(),
                        json.read(revision.body()),
                        revision.changedBy(),
                        revision.changedAt()))
                .toList();
    }

    /** @throws ProblemException NOT_FOUND */
    public PipelineVersion version(String id, long revision) {
        VersionId wanted = new VersionId(id, revision);
        PipelineVersion known = remembered.get(wanted);
        if (known == null) {
            known = versions(id).stream()
                    .filter(version -> version.revision() == revision)
                    .findFirst()
                    .orElseThrow(() -> new ProblemException(
                            ErrorCode.NOT_FOUND, "There is no version " + revision + " of this pipeline"));
            remembered.put(wanted, known);
        }
        return known;
    }

    /**
     * Keeps what an earlier version was as the next one.
     *
     * @throws ProblemException NOT_FOUND, REVISION_CONFLICT
     */
    public KeptPipeline restore(Actor actor, String id, long revision, long basedOn) {
        PipelineVersion version = version(id, revision);
        return keep(actor, id, basedOn, version.name(), version.content());
    }

    /** Forgets a pipeline that does not run. What it has written stays. {@link PipelineRuns#delete} is for people. */
    void delete(Actor actor, String id, long basedOn) {
        documents.delete(actor, DocumentKind.PIPELINE, id, basedOn);
    }

    static String checkedName(String name) {
        String stripped = name.strip();
        if (stripped.isEmpty() || stripped.length() > LONGEST_NAME) {
            throw new ProblemException(
                    ErrorCode.INVALID_REQUEST, "A pipeline's name has 1 to " + LONGEST_NAME + " characters");
        }
        return stripped;
    }

    private KeptPipeline pipeline(Document document) {
        return new KeptPipeline(
                document.id(),
                document.name(),
                json.read(document.body()),
                document.revision(),
                document.changedBy(),
                document.changedAt());
    }
}
