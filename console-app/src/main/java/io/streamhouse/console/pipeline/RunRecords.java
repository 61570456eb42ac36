package io.streamhouse.console.pipeline;

import io.streamhouse.console.documents.Document;
import io.streamhouse.console.documents.DocumentKind;
import io.streamhouse.console.documents.Documents;
import io.streamhouse.model.Actor;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Which version of each pipeline was started last. */
@Component
final class RunRecords {

    private final Documents documents;
    private final JsonMapper json;

    RunRecords(Documents documents, JsonMapper json) {
        this.documents = documents;
        this.json = json;
    }

    private record Body(long revision) {}

    Optional<Long> revision(String pipeline) {
        return documents.find(DocumentKind.PIPELINE_RUN, pipeline).map(this::revision);
    }

    void started(Actor actor, KeptPipeline pipeline) {
        String body = json.writeValueAsString(new Body(pipeline.revision()));
        Optional<Document> before = documents.find(DocumentKind.PIPELINE_RUN, pipeline.id());
        if (before.isEmpty()) {
            documents.create(actor, DocumentKind.PIPELINE_RUN, pipeline.id(), pipeline.name(), body);
        } else if (revision(before.get()) != pipeline.revision()) {
            documents.update(
                    actor,
                    DocumentKind.PIPELINE_RUN,
                    pipeline.id(),
                    before.get().revision(),
                    pipeline.name(),
                    body);
        }
    }

    void forget(Actor actor, String pipeline) {
        documents
                .find(DocumentKind.PIPELINE_RUN, pipeline)
                .ifPresent(record -> documents.delete(actor, DocumentKind.PIPELINE_RUN, pipeline, record.revision()));
    }

    private long revision(Document document) {
        return json.readValue(document.body(), Body.class).revision();
    }
}
