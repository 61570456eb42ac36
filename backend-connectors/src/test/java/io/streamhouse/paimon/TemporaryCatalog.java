package io.streamhouse.paimon;

import io.streamhouse.engine.Warehouse.TableWriter;
import io.streamhouse.model.CatalogInfo;
import io.streamhouse.model.Preview;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.Row;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.apache.paimon.catalog.Catalog;
import org.apache.paimon.catalog.CatalogContext;
import org.apache.paimon.catalog.CatalogFactory;
import org.apache.paimon.catalog.Identifier;
import org.apache.paimon.options.Options;
import org.apache.paimon.schema.Schema;
import org.apache.paimon.schema.SchemaChange;
import org.apache.paimon.types.DataTypes;

/** A real Paimon catalog in a folder, changed through Paimon and looked at through the warehouse under test. */
final class TemporaryCatalog implements AutoCloseable {

    static final String NAME = "lake";

    final CatalogInfo info;
    final Catalog paimon;
    final PaimonWarehouse warehouse;

    TemporaryCatalog(Path folder) throws Exception {
        info = new CatalogInfo(
                NAME, Map.of("type", "paimon", "warehouse", folder.toUri().toString()));
        paimon = CatalogFactory.createCatalog(CatalogContext.create(Options.fromMap(info.options())));
        paimon.createDatabase("shop", true);
        warehouse = PaimonWarehouse.open(info, folder);
    }

    /** A table {@code (id BIGINT NOT NULL, name STRING, price DECIMAL(10, 2))} with key {@code id}. */
    RelationId keyed(String name, Map<String, String> options) throws Exception {
        return create(name, schema -> {
            schema.column("id", DataTypes.BIGINT().notNull());
            schema.column("name", DataTypes.STRING());
            schema.column("price", DataTypes.DECIMAL(10, 2));
            schema.primaryKey("id");
            schema.options(options);
        });
    }

    RelationId create(String name, Consumer<Schema.Builder> shape) throws Exception {
        Schema.Builder schema = Schema.newBuilder();
        shape.accept(schema);
        paimon.createTable(Identifier.create("shop", name), schema.build(), false);
        return id(name);
    }

    void alter(RelationId id, SchemaChange change) throws Exception {
        paimon.alterTable(Identifier.create(id.database(), id.name()), change, false);
    }

    void commit(RelationId id, String user, long identifier, Row... rows) {
        try (TableWriter writer = warehouse.write(id, user)) {
            for (Row row : rows) {
                writer.add(row);
            }
            writer.commit(identifier);
        }
    }

    List<List<Object>> rows(RelationId id) {
        List<List<Object>> rows = new ArrayList<>();
        warehouse.scan(id, OptionalLong.empty(), row -> rows.add(row.values()));
        return rows;
    }

    Preview preview(RelationId id) {
        return warehouse.preview(id, OptionalLong.empty(), 100);
    }

    static RelationId id(String name) {
        return new RelationId(NAME, "shop", name);
    }

    @Override
    public void close() throws Exception {
        warehouse.close();
        paimon.close();
    }
}
