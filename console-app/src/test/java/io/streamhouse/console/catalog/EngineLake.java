package io.streamhouse.console.catalog;

import io.streamhouse.console.catalog.design.TableDesigns;
import io.streamhouse.console.settings.Connections;
import io.streamhouse.console.settings.EngineStatus;
import io.streamhouse.engine.Engine;
import io.streamhouse.engine.EngineLauncher;
import io.streamhouse.engine.EngineMeter;
import io.streamhouse.engine.EngineSession;
import io.streamhouse.engine.Jobs;
import io.streamhouse.engine.SessionSettings;
import io.streamhouse.engine.StateFiles;
import io.streamhouse.engine.StatementHandle;
import io.streamhouse.engine.Warehouse;
import io.streamhouse.gateway.GatewayEngine;
import io.streamhouse.model.Actor;
import io.streamhouse.model.CatalogInfo;
import io.streamhouse.model.DatabaseId;
import io.streamhouse.model.EngineKind;
import io.streamhouse.model.EngineState;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.ExecutionMode;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.Row;
import io.streamhouse.paimon.PaimonWarehouse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

/** A Paimon warehouse in a folder with a real engine over it. */
final class EngineLake implements Connections, AutoCloseable {

    static final DatabaseId SHOP = new DatabaseId("lake", "shop");

    private static final Duration STEP = Duration.ofSeconds(1);

    private final EngineLauncher.RunningEngine running;
    private final GatewayEngine engine;
    private final CatalogInfo catalog;
    private final PaimonWarehouse warehouse;
    private final CatalogIndex index;

    EngineLake(Path folder) {
        running = ServiceLoader.load(EngineLauncher.class)
                .findFirst()
                .orElseThrow()
                .start(new EngineLauncher.Settings(folder.resolve("engine"), 4, Map.of()));
        engine = new GatewayEngine(running.endpoints(), Set.of());
        catalog = new CatalogInfo(
                "lake",
                Map.of(
                        "type",
                        "paimon",
                        "warehouse",
                        folder.resolve("warehouse").toUri().toString()));
        warehouse = PaimonWarehouse.open(catalog, folder);
        index = new CatalogIndex(this, InstantSource.system());
    }

    TableDesigns designs() {
        Catalogs catalogs = new Catalogs(this, index);
        StaticListableBeanFactory nobody = new StaticListableBeanFactory();
        ObjectProvider<RelationKeeper> keepers = nobody.getBeanProvider(RelationKeeper.class);
        ObjectProvider<RelationReaders> readers = nobody.getBeanProvider(RelationReaders.class);
        CatalogChanges changes = new CatalogChanges(this, catalogs, index, keepers, readers, InstantSource.system());
        return new TableDesigns(catalogs, changes, readers);
    }

    void sql(String statement) {
        rows(statement);
        index.refresh();
    }

    List<List<@Nullable Object>> rows(String statement) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        try (EngineSession session = engine.open(new Actor("test"), sessionSettings());
                StatementHandle handle = session.submit(statement, ExecutionMode.BATCH)) {
            while (true) {
                switch (handle.fetch(STEP)) {
                    case StatementHandle.Waiting ignored -> {
                        // Not yet.
                    }
                    case StatementHandle.Page page ->
                        page.rows().stream().map(Row::values).forEach(rows::add);
                    case StatementHandle.Complete ignored -> {
                        return rows;
                    }
                    case StatementHandle.Failed failed -> throw new ProblemException(failed.problem());
                }
            }
        }
    }

    @Override
    public EngineStatus status() {
        return new EngineStatus(EngineKind.EMBEDDED, EngineState.READY, "test", "ready", 1);
    }

    @Override
    public AutoCloseable onChange(Runnable listener) {
        return () -> {};
    }

    @Override
    public Engine engine() {
        return engine;
    }

    @Override
    public Jobs jobs() {
        throw new ProblemException(ErrorCode.NOT_SUPPORTED, "Nobody asks for jobs here");
    }

    @Override
    public EngineMeter meter() {
        return running.meter();
    }

    @Override
    public StateFiles stateFiles() {
        throw new ProblemException(ErrorCode.NOT_SUPPORTED, "Nobody asks for state here");
    }

    @Override
    public List<Warehouse> warehouses() {
        return List.of(warehouse);
    }

    @Override
    public Warehouse warehouse(String name) {
        return warehouse;
    }

    @Override
    public SessionSettings sessionSettings() {
        return new SessionSettings(List.of(catalog), Optional.of("lake"), Optional.empty(), Map.of());
    }

    @Override
    public void close() {
        index.destroy();
        warehouse.close();
        engine.close();
        running.close();
    }
}
