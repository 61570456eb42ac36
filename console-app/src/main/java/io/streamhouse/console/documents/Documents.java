package io.streamhouse.console.documents;

import io.streamhouse.console.documents.store.DocumentStore;
import io.streamhouse.model.Actor;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.ProblemException;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Creates, changes and deletes documents, keeping every revision. */
@Service
public class Documents {

    private final DocumentStore store;
    private final InstantSource clock;

    Documents(DocumentStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    public List<Document> list(DocumentKind kind) {
        return store.list(kind);
    }

    public Optional<Document> find(DocumentKind kind, String id) {
        return store.find(kind, id);
    }

    /** Every revision, newest first; a deleted document's last one is its deletion. */
    public List<DocumentRevision> revisions(DocumentKind kind, String id) {
        return store.revisions(kind, id);
    }

    @Transactional
    public Document create(Actor actor, DocumentKind kind, String name, String body) {
        return create(actor, kind, UUID.randomUUID().toString(), name, body);
    }

    /** @throws ProblemException ALREADY_EXISTS */
    @Transactional
    public Document create(Actor actor, DocumentKind kind, String id, String name, String body) {
        if (store.find(kind, id).isPresent()) {
            throw new ProblemException(ErrorCode.ALREADY_EXISTS, "There is already a " + words(kind) + " " + id);
        }
        var now = clock.instant();
        long revision = store.lastRevision(kind, id) + 1;
        Document document = new Document(kind, id, name, revision, actor, actor, Optional.empty(), body, now, now);
        store.insert(document);
        return document;
    }

    /**
     * @param basedOn the revision the change was made from
     * @throws ProblemException REVISION_CONFLICT if somebody changed it since; NOT_FOUND if it is gone
     */
    @Transactional
    public Document update(Actor actor, DocumentKind kind, String id, long basedOn, String name, String body) {
        Document old = store.find(kind, id).orElseThrow(() -> gone(kind, id));
        if (old.revision() != basedOn) {
            throw conflict(old);
        }
        Document changed = new Document(
                kind,
                id,
                name,
                basedOn + 1,
                old.owner(),
                actor,
                old.managedBy(),
                body,
                old.createdAt(),
                clock.instant());
        if (!store.replace(changed, basedOn)) {
            throw conflict(old);
        }
        return changed;
    }

    /** @throws ProblemException REVISION_CONFLICT, NOT_FOUND */
    @Transactional
    public void delete(Actor actor, DocumentKind kind, String id, long basedOn) {
        Document old = store.find(kind, id).orElseThrow(() -> gone(kind, id));
        if (!store.delete(old, basedOn, actor, clock.instant())) {
            throw conflict(old);
        }
    }

    /**
     * Forgets the revisions before {@code revision}: for documents that are saved as one types, whose every state is of
     * no use to anybody.
     */
    @Transactional
    public void forgetBefore(DocumentKind kind, String id, long revision) {
        store.forgetBefore(kind, id, revision);
    }

    private static ProblemException gone(DocumentKind kind, String id) {
        return new ProblemException(ErrorCode.NOT_FOUND, "There is no " + words(kind) + " " + id);
    }

    private static ProblemException conflict(Document current) {
        return new ProblemException(
                ErrorCode.REVISION_CONFLICT,
                "“" + current.name() + "” was changed by " + current.changedBy().name() + " in the meantime",
                "Reload to see revision " + current.revision() + ", then make your change again");
    }

    private static String words(DocumentKind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
