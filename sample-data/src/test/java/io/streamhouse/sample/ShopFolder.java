package io.streamhouse.sample;

import io.streamhouse.engine.Warehouse;
import io.streamhouse.model.CatalogInfo;
import io.streamhouse.model.DatabaseId;
import io.streamhouse.model.Row;
import io.streamhouse.paimon.PaimonWarehouse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.paimon.catalog.Catalog;
import org.apache.paimon.catalog.CatalogContext;
import org.apache.paimon.catalog.CatalogFactory;
import org.apache.paimon.catalog.Identifier;
import org.apache.paimon.options.Options;
import org.apache.paimon.schema.Schema;
import org.apache.paimon.types.DataType;
import org.apache.paimon.types.DataTypes;

/**
 * The shop's tables in a folder. No engine is at hand here, so the statements of {@link ShopSchema} are read for what
 * matters to a writer: columns, keys, partitions and options.
 */
final class ShopFolder implements AutoCloseable {

    static final DatabaseId SHOP = new DatabaseId("lake", "shop");

    final Warehouse warehouse;

    ShopFolder(Path folder) throws Exception {
        CatalogInfo info =
                new CatalogInfo("lake", Map.of("warehouse", folder.toUri().toString()));
        try (Catalog catalog = CatalogFactory.createCatalog(CatalogContext.create(Options.fromMap(info.options())))) {
            catalog.createDatabase("shop", true);
            for (String statement : ShopSchema.statements(SHOP)) {
                if (statement.startsWith("CREATE TABLE")) {
                    create(catalog, statement);
                }
            }
        }
        warehouse = PaimonWarehouse.open(info, folder);
    }

    private static void create(Catalog catalog, String statement) throws Exception {
        String name = statement.replaceAll("(?s).*?`shop`\\.`(\\w+)`.*", "$1");
        Schema.Builder schema = Schema.newBuilder();
        boolean options = false;
        for (String line : statement.lines().skip(1).map(String::strip).toList()) {
            if (line.startsWith("PRIMARY KEY")) {
                schema.primaryKey(
                        line.replaceAll(".*\\((.*)\\) NOT ENFORCED", "$1").split(", "));
            } else if (line.startsWith("PARTITIONED BY")) {
                schema.partitionKeys(line.replaceAll(".*\\((.*)\\)", "$1"));
            } else if (line.startsWith("WITH")) {
                options = true;
            } else if (options && line.startsWith("'")) {
                String[] option = line.split("'");
                schema.option(option[1], option[3]);
            } else if (line.contains(" COMMENT '") && !line.startsWith(")")) {
                String[] words = line.replace("`", "").split(" ", 2);
                schema.column(words[0], type(words[1]));
            }
        }
        catalog.createTable(Identifier.create("shop", name), schema.build(), true);
    }

    private static DataType type(String sql) {
        DataType type =
                switch (sql.split("[ (]", 2)[0]) {
                    case "BIGINT" -> DataTypes.BIGINT();
                    case "INT" -> DataTypes.INT();
                    case "DECIMAL" -> DataTypes.DECIMAL(10, 2);
                    case "TIMESTAMP_LTZ" -> DataTypes.TIMESTAMP_WITH_LOCAL_TIME_ZONE(3);
                    default -> DataTypes.STRING();
                };
        return sql.contains("NOT NULL") ? type.notNull() : type;
    }

    List<Row> rows(ShopTable table) {
        List<Row> rows = new ArrayList<>();
        warehouse.scan(SHOP.relation(table.tableName()), OptionalLong.empty(), rows::add);
        return rows;
    }

    @Override
    public void close() {
        warehouse.close();
    }
}
