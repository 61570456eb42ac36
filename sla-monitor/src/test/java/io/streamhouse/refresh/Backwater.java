package io.streamhouse.refresh;

import io.streamhouse.engine.Engine;
import io.streamhouse.engine.Jobs;
import io.streamhouse.engine.SessionSettings;
import io.streamhouse.engine.StateFiles;
import io.streamhouse.engine.Warehouse;
import io.streamhouse.freshness.LagHistory;
import io.streamhouse.freshness.LagReport;
import io.streamhouse.model.CatalogInfo;
import io.streamhouse.model.ClusterOverview;
import io.streamhouse.model.Column;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.FreshnessTarget;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.RefreshMode;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.RequestedMode;
import io.streamhouse.model.Row;
import io.streamhouse.model.Schema;
import io.streamhouse.model.Snapshot;
import io.streamhouse.model.ViewDefinition;
import io.streamhouse.paimon.PaimonWarehouse;
import io.streamhouse.store.LagStore;
import io.streamhouse.store.Ledger;
import io.streamhouse.store.LedgerVersion;
import io.streamhouse.store.LedgerView;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;

/** A real warehouse in a folder, views that nobody refreshes, and an engine that only says whether it is there. */
final class Backwater implements Surroundings, AutoCloseable {

    private static final String CATALOG = "lake";

    final JdbcDataSource store = new JdbcDataSource();
    final Views views;
    final LagHistory history;
    final LagSampler sampler;

    /** Calls of the warehouse by method, since {@link #forgetReads}. */
    final Map<String, Integer> reads = new HashMap<>();

    boolean engineDown;
    boolean storageDown;

    private final PaimonWarehouse warehouse;
    private final Ledger ledger;
    private Duration ahead = Duration.ZERO;
    final InstantSource clock = () -> Instant.now().plus(ahead);

    Backwater(Path folder) {
        this(folder, "jdbc:h2:mem:" + java.util.UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    }

    Backwater(Path folder, String database) {
        try {
            Files.createDirectories(folder.resolve("warehouse").resolve("db.db"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        warehouse = PaimonWarehouse.open(
                new CatalogInfo(
                        CATALOG,
                        Map.of(
                                "type",
                                "paimon",
                                "warehouse",
                                folder.resolve("warehouse").toUri().toString())),
                folder);
        store.setURL(database);
        Flyway.configure().dataSource(store).load().migrate();
        ledger = new Ledger(store);
        views = new Views(this, ledger, clock);
        history = new LagHistory(new LagStore(store), clock);
        sampler = new LagSampler(this, views, new Sources(this), history, clock);
    }

    static RelationId id(String name) {
        return new RelationId(CATALOG, "db", name);
    }

    Versions versions() {
        return new Versions(ledger, new Sources(this), new Running(this), clock, views::find);
    }

    /** The snapshot that a reader of everything reads next. */
    long next(RelationId table) {
        return warehouse.latest(table).map(Snapshot::id).orElse(0L) + 1;
    }

    Instant committedAt(RelationId table, long snapshot) {
        return warehouse.snapshot(table, snapshot).orElseThrow().committedAt();
    }

    /** Moves the clock, and looks at the views that are due. */
    void after(Duration time) {
        ahead = ahead.plus(time);
        sampler.round();
    }

    /** A table with one snapshot. */
    RelationId table(String name) {
        warehouse.createView(definition(name, "SELECT 1", "PT1M"));
        write(name);
        return id(name);
    }

    void write(String table) {
        try (Warehouse.TableWriter writer = warehouse.write(id(table), "writer")) {
            writer.add(Row.insert(1, writer.lastCommitted()));
            writer.commit(writer.lastCommitted() + 1);
        }
    }

    void drop(String table) {
        warehouse.drop(id(table));
    }

    private static ViewDefinition definition(String name, String query, String freshness) {
        return new ViewDefinition(
                id(name),
                query,
                Schema.of(Column.notNull("k", "INT"), Column.of("v", "BIGINT")).withPrimaryKey("k"),
                FreshnessTarget.parse(freshness),
                RequestedMode.parse("AUTO"),
                name,
                Optional.empty(),
                Map.of());
    }

    /** A view that contains everything its roots hold now. */
    ManagedView view(String name, Duration target, String... roots) {
        ManagedView view = new ManagedView(
                ledger,
                definition(name, "SELECT k, v FROM lake.db." + roots[0], target.toString()),
                LedgerView.fresh(name, id(name), clock.instant())
                        .change()
                        .mode(RefreshMode.INCREMENTAL)
                        .result());
        view.effectiveTarget = Optional.of(target);
        views.add(view);
        refreshed(view, roots);
        return view;
    }

    void refreshed(ManagedView view, String... roots) {
        Map<RelationId, Long> positions = new HashMap<>();
        for (String root : roots) {
            positions.put(id(root), next(id(root)));
        }
        view.version =
                Optional.of(new LedgerVersion(view.uid(), 1, 0, 1, false, List.of(), positions, clock.instant()));
    }

    /** Writes down what a version of a view contains. */
    void record(LedgerVersion version) {
        ledger.record(version);
    }

    LagReport report(ManagedView view) {
        Instant now = clock.instant();
        return history.report(view.uid(), now.minus(Duration.ofHours(1)), now.plusSeconds(10));
    }

    void forgetReads() {
        reads.clear();
    }

    @Override
    public Engine engine() {
        throw new UnsupportedOperationException("Nothing runs here");
    }

    @Override
    public Jobs jobs() {
        if (engineDown) {
            throw new ProblemException(ErrorCode.ENGINE_UNREACHABLE, "The engine does not answer");
        }
        return (Jobs) Proxy.newProxyInstance(
                Jobs.class.getClassLoader(), new Class<?>[] {Jobs.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("overview")) {
                        return new ClusterOverview("2.2.1", 1, 8, 8);
                    }
                    throw new UnsupportedOperationException(method.getName());
                });
    }

    @Override
    public StateFiles stateFiles() {
        throw new UnsupportedOperationException("Nothing runs here");
    }

    @Override
    public Warehouse warehouse(String catalog) {
        if (storageDown) {
            throw new ProblemException(ErrorCode.WAREHOUSE_FAILED, "Storage does not answer");
        }
        return (Warehouse) Proxy.newProxyInstance(
                Warehouse.class.getClassLoader(), new Class<?>[] {Warehouse.class}, (proxy, method, arguments) -> {
                    reads.merge(method.getName(), 1, Integer::sum);
                    try {
                        return method.invoke(warehouse, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause() == null ? e : e.getCause();
                    }
                });
    }

    @Override
    public List<Warehouse> warehouses() {
        return List.of(warehouse);
    }

    @Override
    public SessionSettings sessionSettings() {
        throw new UnsupportedOperationException("Nothing runs here");
    }

    @Override
    public void close() {
        sampler.close();
        warehouse.close();
    }
}
