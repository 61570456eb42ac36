package io.streamhouse.console.catalog;

import io.streamhouse.console.settings.Connections;
import io.streamhouse.engine.Warehouse;
import io.streamhouse.model.Branch;
import io.streamhouse.model.Consumer;
import io.streamhouse.model.DataFile;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.Partition;
import io.streamhouse.model.Preview;
import io.streamhouse.model.Problem;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.Redactor;
import io.streamhouse.model.Relation;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.RelationRef;
import io.streamhouse.model.SchemaVersion;
import io.streamhouse.model.Snapshot;
import io.streamhouse.model.TableFacts;
import io.streamhouse.model.Tag;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Service;

/**
 * What relations there are and what is known of each, read from the warehouses without a Flink job. What it hands out
 * may be shown: secrets are hidden. Trees and searches answer from memory, what is said of one relation is read anew.
 */
@Service
public class Catalogs {

    /** The most rows a preview answers with. */
    public static final int PREVIEW_LIMIT = 10_000;

    private final Connections connections;
    private final CatalogIndex index;

    Catalogs(@Lazy Connections connections, CatalogIndex index) {
        this.connections = connections;
        this.index = index;
    }

    /** The attached catalogs, the default one first, with their databases and relations. */
    public List<CatalogContents> contents() {
        return index.contents();
    }

    /** Calls {@code listener} when databases or relations came or went, from any thread, until the result is closed. */
    public Subscription onChange(Runnable listener) {
        return index.onChange(listener);
    }

    /** Relations whose path or columns fit every word of the query, best first. */
    public List<SearchHit> search(String query, int limit) {
        return CatalogSearch.find(index.relations(), query, limit);
    }

    /** Every relation known, by id. */
    public List<RelationRef> relations() {
        return index.relations().stream().map(IndexedRelation::ref).toList();
    }

    /** Calls {@code listener} also when another definition of a relation was seen; else as {@link #onChange}. */
    public Subscription onDefinition(Runnable listener) {
        return index.onDefinition(listener);
    }

    /**
     * Every relation known whose definition was read already, by id, from memory. As stored: secrets are not hidden, so
     * nothing of it may be shown as it is.
     */
    public Map<RelationId, Relation> storedDefinitions() {
        Map<RelationId, Relation> stored = new TreeMap<>();
        index.relations().forEach(relation -> relation.definition().ifPresent(read -> stored.put(read.id(), read)));
        return stored;
    }

    /** One of {@link #storedDefinitions}; one that was listed but not read yet is read now. Empty if there is none. */
    public Optional<Relation> storedDefinition(RelationId id) {
        Optional<IndexedRelation> known = index.find(id);
        return known.flatMap(IndexedRelation::definition)
                .or(() -> known.flatMap(listed -> stored(listed.ref().id())));
    }

    /** Lists what there is anew, after something was done that may have changed it. */
    public void lookAgain() {
        index.refresh();
    }

    /** The relation as it is stored now, secrets not hidden; empty if there is none. Reads it from its warehouse. */
    public Optional<Relation> stored(RelationId id) {
        try {
            Relation relation = warehouse(id).relation(id);
            index.seen(relation);
            return Optional.of(relation);
        } catch (ProblemException e) {
            if (e.problem().code() == ErrorCode.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** @throws ProblemException NOT_FOUND */
    public RelationOverview relation(RelationId id) {
        Relation relation = warehouse(id).relation(id);
        index.seen(relation);
        return overview(relation, true);
    }

    /** {@link #relation} without its facts, which cost more than the rest. */
    public RelationOverview definition(RelationId id) {
        return overview(warehouse(id).relation(id), false);
    }

    /** @throws ProblemException NOT_FOUND, WAREHOUSE_FAILED */
    public TableFacts facts(RelationId id) {
        return warehouse(id).facts(id);
    }

    /** The latest snapshots, newest first. */
    public List<Snapshot> snapshots(RelationId id, int limit) {
        return warehouse(id).snapshots(id, limit);
    }

    public List<DataFile> files(RelationId id, int limit) {
        return warehouse(id).files(id, limit);
    }

    public List<Partition> partitions(RelationId id) {
        return warehouse(id).partitions(id);
    }

    public List<Consumer> consumers(RelationId id) {
        return warehouse(id).consumers(id);
    }

    public List<Tag> tags(RelationId id) {
        return warehouse(id).tags(id);
    }

    public List<Branch> branches(RelationId id) {
        return warehouse(id).branches(id);
    }

    /** Every version of the schema, oldest first, options with secrets hidden. */
    public List<SchemaVersion> schemas(RelationId id) {
        return warehouse(id).schemas(id).stream()
                .map(version -> new SchemaVersion(
                        version.id(), version.schema(), Redactor.options(version.options()), version.createdAt()))
                .toList();
    }

    /**
     * The first rows at a snapshot or the latest one.
     *
     * @throws ProblemException INVALID_REQUEST for a limit out of range; NOT_FOUND for a snapshot that is not there;
     *     NOT_SUPPORTED for a view
     */
    public Preview preview(RelationId id, OptionalLong snapshot, int limit) {
        if (limit < 1 || limit > PREVIEW_LIMIT) {
            throw new ProblemException(
                    ErrorCode.INVALID_REQUEST,
                    "A preview has between 1 and " + PREVIEW_LIMIT + " rows, not " + limit,
                    "Ask for fewer rows, or run a SELECT in the SQL page");
        }
        return warehouse(id).preview(id, snapshot, limit);
    }

    private RelationOverview overview(Relation relation, boolean withFacts) {
        Optional<TableFacts> facts = Optional.empty();
        Optional<Problem> factsProblem = Optional.empty();
        if (withFacts && RelationDdl.stored(relation.kind(), relation.options())) {
            try {
                facts = Optional.of(warehouse(relation.id()).facts(relation.id()));
            } catch (ProblemException e) {
                factsProblem = Optional.of(e.problem());
            }
        }
        Optional<String> query =
                switch (relation) {
                    case Relation.BaseTable ignored -> Optional.empty();
                    case Relation.View view -> Optional.of(Redactor.text(view.query()));
                    case Relation.MaterializedView view -> Optional.of(Redactor.text(view.query()));
                };
        return new RelationOverview(
                relation.id(),
                relation.kind(),
                relation.schema(),
                relation.comment(),
                Redactor.options(relation.options()),
                query,
                RelationDdl.of(relation),
                facts,
                factsProblem);
    }

    private Warehouse warehouse(RelationId id) {
        return connections.warehouse(id.catalog());
    }
}
