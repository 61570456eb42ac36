package io.streamhouse.console.sqlworkspace;

import io.streamhouse.console.documents.Document;
import io.streamhouse.console.documents.DocumentKind;
import io.streamhouse.console.documents.Documents;
import io.streamhouse.model.Actor;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.ProblemException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Keeps the open tabs of each person's SQL page, so that they survive a reload, a restart and a second window. */
@Service
public class Workspaces {

    private static final Logger LOG = LoggerFactory.getLogger(Workspaces.class);
    private static final String NAME = "Open tabs";
    private static final int ATTEMPTS = 4;
    private static final int REVISIONS_KEPT = 50;

    private final Documents documents;
    private final JsonMapper json;

    Workspaces(Documents documents, JsonMapper json) {
        this.documents = documents;
        this.json = json;
    }

    /**
     * Tabs as they are stored.
     *
     * @param revision to be given back at the next save; 0 if nothing is stored yet
     * @param twice names of tabs that two windows had changed and that are kept twice now
     */
    public record Stored(Workspace workspace, long revision, List<String> twice) {}

    /** Empty for a person who never had a tab. */
    public Optional<Stored> load(Actor actor) {
        return documents.find(DocumentKind.SQL_WORKSPACE, actor.name()).map(this::read);
    }

    /**
     * Saves the tabs. If another window has saved since {@code base}, both windows' changes are brought together, and
     * the answer is what the page should show now.
     */
    public Stored save(Actor actor, Stored base, Workspace mine) {
        Stored from = base;
        Workspace wanted = mine;
        List<String> twice = List.of();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                return new Stored(wanted, write(actor, from.revision(), wanted), twice);
            } catch (ProblemException e) {
                boolean changedMeanwhile = e.problem().code() == ErrorCode.REVISION_CONFLICT
                        || e.problem().code() == ErrorCode.ALREADY_EXISTS
                        || e.problem().code() == ErrorCode.NOT_FOUND;
                if (!changedMeanwhile) {
                    throw e;
                }
                Stored theirs = load(actor).orElseGet(() -> new Stored(base.workspace(), 0, List.of()));
                WorkspaceMerge.Merged merged = WorkspaceMerge.merge(base.workspace(), mine, theirs.workspace());
                wanted = merged.workspace();
                twice = merged.twice();
                from = theirs;
            }
        }
        throw new ProblemException(
                ErrorCode.REVISION_CONFLICT,
                "Another window keeps changing the same tabs",
                "Close the other window, or reload this one");
    }

    private long write(Actor actor, long basedOn, Workspace workspace) {
        String body = json.writeValueAsString(workspace);
        if (basedOn == 0) {
            return documents
                    .create(actor, DocumentKind.SQL_WORKSPACE, actor.name(), NAME, body)
                    .revision();
        }
        long revision = documents
                .update(actor, DocumentKind.SQL_WORKSPACE, actor.name(), basedOn, NAME, body)
                .revision();
        if (revision % REVISIONS_KEPT == 0) {
            documents.forgetBefore(DocumentKind.SQL_WORKSPACE, actor.name(), revision - REVISIONS_KEPT);
        }
        return revision;
    }

    private Stored read(Document document) {
        try {
            return new Stored(json.readValue(document.body(), Workspace.class), document.revision(), List.of());
        } catch (JacksonException e) {
            LOG.warn("The stored tabs of {} can't be read and are left aside", document.id(), e);
            return new Stored(new Workspace(List.of(), ""), document.revision(), List.of());
        }
    }
}
