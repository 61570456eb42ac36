package io.streamhouse.console.catalog;

import io.streamhouse.console.settings.Connections;
import io.streamhouse.console.settings.EngineStatus;
import io.streamhouse.engine.Engine;
import io.streamhouse.engine.EngineMeter;
import io.streamhouse.engine.Jobs;
import io.streamhouse.engine.SessionSettings;
import io.streamhouse.engine.StateFiles;
import io.streamhouse.engine.Warehouse;
import io.streamhouse.engine.Warehouse.TableWriter;
import io.streamhouse.model.CatalogInfo;
import io.streamhouse.model.EngineKind;
import io.streamhouse.model.EngineState;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.Row;
import io.streamhouse.paimon.PaimonWarehouse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.paimon.catalog.Catalog;
import org.apache.paimon.catalog.CatalogContext;
import org.apache.paimon.catalog.CatalogFactory;
import org.apache.paimon.catalog.Identifier;
import org.apache.paimon.options.Options;
import org.apache.paimon.schema.Schema;
import org.apache.paimon.types.DataTypes;

/** A Paimon warehouse in a folder, attached without an engine; and another client beside it that makes tables. */
final class Lake implements Connections, AutoCloseable {

    static final String NAME = "lake";

    final Catalog client;
    private final PaimonWarehouse warehouse;

    Lake(Path folder) throws Exception {
        CatalogInfo info = new CatalogInfo(
                NAME, Map.of("type", "paimon", "warehouse", folder.toUri().toString()));
        client = CatalogFactory.createCatalog(CatalogContext.create(Options.fromMap(info.options())));
        client.createDatabase("shop", true);
        warehouse = PaimonWarehouse.open(info, folder);
    }

    /** {@code orders (id BIGINT NOT NULL, status STRING, PRIMARY KEY (id))}, or a table like it. */
    RelationId keyed(String name) throws Exception {
        return create(name, schema -> {
            schema.column("id", DataTypes.BIGINT().notNull());
            schema.column("status", DataTypes.STRING());
            schema.primaryKey("id");
            schema.option("bucket", "1");
        });
    }

    RelationId create(String name, Consumer<Schema.Builder> shape) throws Exception {
        Schema.Builder schema = Schema.newBuilder();
        shape.accept(schema);
        client.createTable(Identifier.create("shop", name), schema.build(), false);
        return id(name);
    }

    void commit(RelationId id, long identifier, Row... rows) {
        try (TableWriter writer = warehouse.write(id, "test")) {
            for (Row row : rows) {
                writer.add(row);
            }
            writer.commit(identifier);
        }
    }

    static RelationId id(String name) {
        return new RelationId(NAME, "shop", name);
    }

    @Override
    public EngineStatus status() {
        return new EngineStatus(EngineKind.EMBEDDED, EngineState.STARTING, "none", "there is none", 0);
    }

    @Override
    public AutoCloseable onChange(Runnable listener) {
        return () -> {};
    }

    @Override
    public Engine engine() {
        throw new ProblemException(ErrorCode.ENGINE_STARTING, "There is no engine");
    }

    @Override
    public Jobs jobs() {
        throw new ProblemException(ErrorCode.ENGINE_STARTING, "There is no engine");
    }

    @Override
    public EngineMeter meter() {
        throw new ProblemException(ErrorCode.ENGINE_STARTING, "There is no engine");
    }

    @Override
    public StateFiles stateFiles() {
        throw new ProblemException(ErrorCode.ENGINE_STARTING, "There is no engine");
    }

    @Override
    public List<Warehouse> warehouses() {
        return List.of(warehouse);
    }

    @Override
    public Warehouse warehouse(String catalog) {
        if (!catalog.equals(NAME)) {
            throw new ProblemException(ErrorCode.NOT_FOUND, "There is no catalog " + catalog);
        }
        return warehouse;
    }

    @Override
    public SessionSettings sessionSettings() {
        return new SessionSettings(List.of(), Optional.empty(), Optional.empty(), Map.of());
    }

    @Override
    public void close() throws Exception {
        warehouse.close();
        client.close();
    }
}
