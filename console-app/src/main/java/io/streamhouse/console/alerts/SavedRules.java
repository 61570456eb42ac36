package io.streamhouse.console.alerts;

import io.streamhouse.console.documents.Document;
import io.streamhouse.console.documents.DocumentKind;
import io.streamhouse.console.documents.Documents;
import io.streamhouse.model.Actor;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.ProblemException;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Rules as documents. */
@Component
class SavedRules {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private record Body(RuleText rule, boolean paused) {}

    private final Documents documents;

    SavedRules(Documents documents) {
        this.documents = documents;
    }

    /** By name. */
    List<SavedRule> list() {
        return documents.list(DocumentKind.ALERT_RULE).stream()
                .map(SavedRules::read)
                .toList();
    }

    /** @throws ProblemException NOT_FOUND */
    SavedRule get(String id) {
        return documents
                .find(DocumentKind.ALERT_RULE, id)
                .map(SavedRules::read)
                .orElseThrow(() -> new ProblemException(
                        ErrorCode.NOT_FOUND,
                        "There is no alert rule " + id,
                        "It may have been deleted; look at the list"));
    }

    SavedRule create(Actor actor, String name, RuleDraft draft) {
        return read(documents.create(actor, DocumentKind.ALERT_RULE, name, body(draft)));
    }

    SavedRule update(Actor actor, String id, long basedOn, String name, RuleDraft draft) {
        return read(documents.update(actor, DocumentKind.ALERT_RULE, id, basedOn, name, body(draft)));
    }

    void delete(Actor actor, String id, long basedOn) {
        documents.delete(actor, DocumentKind.ALERT_RULE, id, basedOn);
    }

    private static String body(RuleDraft draft) {
        return JSON.writeValueAsString(new Body(RuleText.of(draft.rule()), draft.paused()));
    }

    private static SavedRule read(Document document) {
        Body body = JSON.readValue(document.body(), Body.class);
        return new SavedRule(
                document.id(),
                document.name(),
                body.rule().rule(),
                body.paused(),
                document.revision(),
                document.changedBy(),
                document.changedAt());
    }
}
