package io.streamhouse.console.documents.store;

import static io.streamhouse.console.documents.store.schema.Tables.DOCUMENT;
import static io.streamhouse.console.documents.store.schema.Tables.DOCUMENT_REVISION;

import io.streamhouse.console.documents.Document;
import io.streamhouse.console.documents.DocumentKind;
import io.streamhouse.console.documents.DocumentRevision;
import io.streamhouse.console.documents.store.schema.tables.records.DocumentRecord;
import io.streamhouse.model.Actor;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.springframework.stereotype.Repository;

/** Documents and their revisions in H2. */
@Repository
public class DocumentStore {

    private final DSLContext db;

    DocumentStore(DSLContext db) {
        this.db = db;
    }

    public List<Document> list(DocumentKind kind) {
        return db.selectFrom(DOCUMENT)
                .where(DOCUMENT.KIND.eq(kind.name()))
                .orderBy(DOCUMENT.NAME, DOCUMENT.ID)
                .fetch(DocumentStore::document);
    }

    public Optional<Document> find(DocumentKind kind, String id) {
        return db.selectFrom(DOCUMENT)
                .where(DOCUMENT.KIND.eq(kind.name()), DOCUMENT.ID.eq(id))
                .fetchOptional(DocumentStore::document);
    }

    public List<DocumentRevision> revisions(DocumentKind kind, String id) {
        return db.selectFrom(DOCUMENT_REVISION)
                .where(DOCUMENT_REVISION.KIND.eq(kind.name()), DOCUMENT_REVISION.ID.eq(id))
                .orderBy(DOCUMENT_REVISION.REVISION.desc())
                .fetch(row -> new DocumentRevision(
                        row.getRevision(),
                        row.getName(),
                        new Actor(row.getActor()),
                        row.getDeleted(),
                        row.getBody(),
                        row.getChangedAt().toInstant()));
    }

    /** 0 if there never was one. */
    public long lastRevision(DocumentKind kind, String id) {
        return revisions(kind, id).stream()
                .mapToLong(DocumentRevision::revision)
                .max()
                .orElse(0);
    }

    public void insert(Document document) {
        db.insertInto(DOCUMENT)
                .set(DOCUMENT.KIND, document.kind().name())
                .set(DOCUMENT.ID, document.id())
                .set(DOCUMENT.NAME, document.name())
                .set(DOCUMENT.REVISION, document.revision())
                .set(DOCUMENT.OWNER, document.owner().name())
                .set(DOCUMENT.ACTOR, document.changedBy().name())
                .set(DOCUMENT.MANAGED_BY, document.managedBy().orElse(null))
                .set(DOCUMENT.BODY, document.body())
                .set(DOCUMENT.CREATED_AT, utc(document.createdAt()))
                .set(DOCUMENT.CHANGED_AT, utc(document.changedAt()))
                .execute();
        remember(document, document.changedBy(), false, document.revision(), document.changedAt());
    }

    /** @return false if the document is no longer at the revision the change was based on; nothing is changed then */
    public boolean replace(Document document, long basedOn) {
        int changed = db.update(DOCUMENT)
                .set(DOCUMENT.NAME, document.name())
                .set(DOCUMENT.REVISION, document.revision())
                .set(DOCUMENT.ACTOR, document.changedBy().name())
                .set(DOCUMENT.BODY, document.body())
                .set(DOCUMENT.CHANGED_AT, utc(document.changedAt()))
                .where(
                        DOCUMENT.KIND.eq(document.kind().name()),
                        DOCUMENT.ID.eq(document.id()),
                        DOCUMENT.REVISION.eq(basedOn))
                .execute();
        if (changed == 1) {
            remember(document, document.changedBy(), false, document.revision(), document.changedAt());
        }
        return changed == 1;
    }

    /** @return false if the document is no longer at that revision */
    public boolean delete(Document document, long basedOn, Actor actor, Instant at) {
        int deleted = db.deleteFrom(DOCUMENT)
                .where(
                        DOCUMENT.KIND.eq(document.kind().name()),
                        DOCUMENT.ID.eq(document.id()),
                        DOCUMENT.REVISION.eq(basedOn))
                .execute();
        if (deleted == 1) {
            remember(document, actor, true, basedOn + 1, at);
        }
        return deleted == 1;
    }

    public void forgetBefore(DocumentKind kind, String id, long revision) {
        db.deleteFrom(DOCUMENT_REVISION)
                .where(
                        DOCUMENT_REVISION.KIND.eq(kind.name()),
                        DOCUMENT_REVISION.ID.eq(id),
                        DOCUMENT_REVISION.REVISION.lt(revision))
                .execute();
    }

    private void remember(Document document, Actor actor, boolean deleted, long revision, Instant at) {
        db.insertInto(DOCUMENT_REVISION)
                .set(DOCUMENT_REVISION.KIND, document.kind().name())
                .set(DOCUMENT_REVISION.ID, document.id())
                .set(DOCUMENT_REVISION.REVISION, revision)
                .set(DOCUMENT_REVISION.NAME, document.name())
                .set(DOCUMENT_REVISION.ACTOR, actor.name())
                .set(DOCUMENT_REVISION.DELETED, deleted)
                .set(DOCUMENT_REVISION.BODY, document.body())
                .set(DOCUMENT_REVISION.CHANGED_AT, utc(at))
                .execute();
    }

    private static Document document(DocumentRecord row) {
        return new Document(
                DocumentKind.valueOf(row.getKind()),
                row.getId(),
                row.getName(),
                row.getRevision(),
                new Actor(row.getOwner()),
                new Actor(row.getActor()),
                Optional.ofNullable(row.getManagedBy()),
                row.getBody(),
                row.getCreatedAt().toInstant(),
                row.getChangedAt().toInstant());
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
