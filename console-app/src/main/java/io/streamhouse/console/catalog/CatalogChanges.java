package io.streamhouse.console.catalog;

import io.streamhouse.console.settings.Connections;
import io.streamhouse.engine.EngineSession;
import io.streamhouse.engine.StatementHandle;
import io.streamhouse.engine.StatementHandle.Complete;
import io.streamhouse.engine.StatementHandle.Failed;
import io.streamhouse.engine.StatementHandle.Page;
import io.streamhouse.engine.StatementHandle.Waiting;
import io.streamhouse.engine.Warehouse;
import io.streamhouse.model.Actor;
import io.streamhouse.model.DatabaseId;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.ExecutionMode;
import io.streamhouse.model.Identifiers;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.RelationId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Service;

/** Creates databases and tables, alters tables and drops relations. Through the engine's SQL, as every other Flink client would. */
@Service
public class CatalogChanges {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration STEP = Duration.ofSeconds(1);

    private final Connections connections;
    private final Catalogs catalogs;
    private final CatalogIndex index;
    private final ObjectProvider<RelationKeeper> keepers;
    private final ObjectProvider<RelationReaders> readers;
    private final InstantSource clock;

    CatalogChanges(
            @Lazy Connections connections,
            Catalogs catalogs,
            CatalogIndex index,
            ObjectProvider<RelationKeeper> keepers,
            ObjectProvider<RelationReaders> readers,
            InstantSource clock) {
        this.connections = connections;
        this.catalogs = catalogs;
        this.index = index;
        this.keepers = keepers;
        this.readers = readers;
        this.clock = clock;
    }

    /** @throws ProblemException ALREADY_EXISTS, INVALID_REQUEST, ENGINE_STARTING, ENGINE_UNREACHABLE */
    public void createDatabase(Actor actor, DatabaseId id) {
        if (id.name().isBlank()) {
            throw new ProblemException(ErrorCode.INVALID_REQUEST, "A database needs a name");
        }
        if (connections.warehouse(id.catalog()).databases().contains(id)) {
            throw new ProblemException(
                    ErrorCode.ALREADY_EXISTS, "There is a database " + id + " already", "Choose another name");
        }
        run(actor, "CREATE DATABASE " + id.quoted());
    }

    /** Drops an empty database. */
    public void dropDatabase(Actor actor, DatabaseId id) {
        run(actor, "DROP DATABASE " + id.quoted() + " RESTRICT");
    }

    /**
     * Creates a table.
     *
     * @param ddl one {@code CREATE TABLE}
     * @throws ProblemException ALREADY_EXISTS, INVALID_STATEMENT, ENGINE_STARTING, ENGINE_UNREACHABLE
     */
    public void createTable(Actor actor, String ddl) {
        run(actor, ddl);
    }

    /**
     * Alters a table.
     *
     * @param statement one {@code ALTER TABLE}
     * @throws ProblemException INVALID_STATEMENT, EXECUTION_FAILED, ENGINE_STARTING, ENGINE_UNREACHABLE
     */
    public void alterTable(Actor actor, String statement) {
        run(actor, statement);
    }

    /** The page of the feature that keeps the relation, if one does. */
    public Optional<String> keptAt(RelationId id) {
        return keepers.stream().flatMap(keeper -> keeper.page(id).stream()).findFirst();
    }

    /**
     * What dropping a relation would lose.
     *
     * @throws ProblemException INVALID_REQUEST if it can't be dropped while something else reads it
     */
    public Loss lossOf(RelationId id) {
        keepers.orderedStream().forEach(keeper -> keeper.checkDrop(id));
        RelationOverview overview = catalogs.relation(id);
        boolean stored = overview.stored();
        Warehouse warehouse = connections.warehouse(id.catalog());
        return new Loss(
                id,
                overview.kind(),
                overview.facts(),
                stored ? warehouse.tags(id) : List.of(),
                stored ? warehouse.branches(id) : List.of(),
                stored ? warehouse.consumers(id) : List.of(),
                dependants(id));
    }

    /**
     * Drops a relation with everything it holds.
     *
     * @throws ProblemException INVALID_REQUEST if something else reads it
     */
    public void drop(Actor actor, RelationId id) {
        keepers.orderedStream().forEach(keeper -> keeper.checkDrop(id));
        if (keepers.stream().anyMatch(keeper -> keeper.drop(actor, id))) {
            index.refresh();
            return;
        }
        String what =
                switch (catalogs.definition(id).kind()) {
                    case TABLE -> "TABLE";
                    case VIEW -> "VIEW";
                    case MATERIALIZED_VIEW -> "MATERIALIZED TABLE";
                };
        run(actor, "DROP " + what + " " + id.quoted());
    }

    private List<RelationReaders.Hurt> dependants(RelationId id) {
        List<RelationReaders.Hurt> hurt = new ArrayList<>();
        boolean told = false;
        for (RelationReaders knowing : readers) {
            Optional<List<RelationReaders.Hurt>> known = knowing.hurtBy(id);
            told |= known.isPresent();
            known.ifPresent(hurt::addAll);
        }
        return told ? hurt : byName(id);
    }

    /** By name only, as long as nobody knows which view really reads what. */
    private List<RelationReaders.Hurt> byName(RelationId id) {
        Pattern name = Pattern.compile("(?<![\\w`])(?:" + Pattern.quote(id.name()) + "(?!\\w)|"
                + Pattern.quote(Identifiers.quote(id.name())) + ")");
        return index.relations().stream()
                .filter(relation -> !relation.ref().id().equals(id))
                .filter(relation -> relation.query()
                        .filter(query -> name.matcher(query).find())
                        .isPresent())
                .map(relation -> new RelationReaders.Hurt(
                        relation.ref().id().toString(), "stops working, for its query names it"))
                .toList();
    }

    void run(Actor actor, String sql) {
        try (EngineSession session = connections.engine().open(actor, connections.sessionSettings());
                StatementHandle handle = session.submit(sql, ExecutionMode.BATCH)) {
            Instant deadline = clock.instant().plus(PATIENCE);
            while (!finished(handle.fetch(STEP))) {
                if (clock.instant().isAfter(deadline)) {
                    throw new ProblemException(
                            ErrorCode.TIMEOUT,
                            "The engine has not finished within " + PATIENCE.toSeconds() + " s: " + sql,
                            "Look again in a while whether it was done, and at the engine's state");
                }
            }
        } finally {
            index.refresh();
        }
    }

    private static boolean finished(StatementHandle.Fetched fetched) {
        return switch (fetched) {
            case Waiting ignored -> false;
            case Page ignored -> false;
            case Complete ignored -> true;
            case Failed failed -> throw new ProblemException(failed.problem());
        };
    }
}
