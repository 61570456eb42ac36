package io.streamhouse.console.sqlworkspace;

import io.streamhouse.console.documents.Document;
import io.streamhouse.console.documents.DocumentKind;
import io.streamhouse.console.documents.Documents;
import io.streamhouse.model.Actor;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.ProblemException;
import java.util.List;
import org.springframework.stereotype.Service;
import tools.jackson.databind.json.JsonMapper;

/** SQL scripts kept under names, with every revision. */
@Service
public class SavedScripts {

    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_SCRIPT = 5_000_000;

    private final Documents documents;
    private final JsonMapper json;

    SavedScripts(Documents documents, JsonMapper json) {
        this.documents = documents;
        this.json = json;
    }

    private record Body(String sql) {}

    public List<SavedScript> list() {
        return documents.list(DocumentKind.SCRIPT).stream().map(this::script).toList();
    }

    /** @throws ProblemException NOT_FOUND */
    public SavedScript get(String id) {
        return documents
                .find(DocumentKind.SCRIPT, id)
                .map(this::script)
                .orElseThrow(() -> new ProblemException(ErrorCode.NOT_FOUND, "There is no script " + id));
    }

    /** @throws ProblemException INVALID_REQUEST for a name or text that can't be kept */
    public SavedScript create(Actor actor, String name, String sql) {
        return script(documents.create(actor, DocumentKind.SCRIPT, checkedName(name), body(sql)));
    }

    /**
     * @param basedOn the revision the change was made from
     * @throws ProblemException REVISION_CONFLICT if it was changed since; NOT_FOUND if it is gone
     */
    public SavedScript update(Actor actor, String id, long basedOn, String name, String sql) {
        return script(documents.update(actor, DocumentKind.SCRIPT, id, basedOn, checkedName(name), body(sql)));
    }

    /** @throws ProblemException REVISION_CONFLICT, NOT_FOUND */
    public void delete(Actor actor, String id, long basedOn) {
        documents.delete(actor, DocumentKind.SCRIPT, id, basedOn);
    }

    private String body(String sql) {
        if (sql.length() > LONGEST_SCRIPT) {
            throw new ProblemException(ErrorCode.TOO_LARGE, "A script may have 5 million characters at most");
        }
        return json.writeValueAsString(new Body(sql));
    }

    private static String checkedName(String name) {
        String stripped = name.strip();
        if (stripped.isEmpty() || stripped.length() > LONGEST_NAME) {
            throw new ProblemException(
                    ErrorCode.INVALID_REQUEST, "A script's name has 1 to " + LONGEST_NAME + " characters");
        }
        return stripped;
    }

    private SavedScript script(Document document) {
        return new SavedScript(
                document.id(),
                document.name(),
                json.readValue(document.body(), Body.class).sql(),
                document.revision(),
                document.changedBy(),
                document.changedAt());
    }
}
