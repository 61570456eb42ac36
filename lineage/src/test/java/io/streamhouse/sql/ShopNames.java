package io.streamhouse.sql;

import io.streamhouse.model.Column;
import io.streamhouse.model.DatabaseId;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.RelationKind;
import io.streamhouse.model.RelationRef;
import io.streamhouse.model.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A small shop's catalog, and as many more relations as wanted. */
final class ShopNames implements CompletionSource {

    private final Map<RelationId, Schema> schemas = new LinkedHashMap<>();
    private final List<RelationRef> shop = new ArrayList<>();
    private final List<RelationRef> archive = new ArrayList<>();

    ShopNames(int more) {
        add(
                shop,
                "customers",
                RelationKind.TABLE,
                Schema.of(
                                Column.notNull("customer_id", "BIGINT"),
                                Column.of("name", "STRING"),
                                Column.of("country", "STRING"))
                        .withPrimaryKey("customer_id"));
        add(
                shop,
                "orders",
                RelationKind.TABLE,
                Schema.of(
                                Column.notNull("order_id", "BIGINT"),
                                Column.of("customer_id", "BIGINT"),
                                Column.of("status", "STRING"),
                                Column.of("total", "DECIMAL(10, 2)"),
                                Column.of("created_at", "TIMESTAMP(3)"),
                                Column.of("order", "STRING"))
                        .withPrimaryKey("order_id"));
        add(
                shop,
                "order_lines",
                RelationKind.TABLE,
                Schema.of(
                                Column.notNull("order_id", "BIGINT"),
                                Column.notNull("line_no", "INT"),
                                Column.of("product_id", "BIGINT"))
                        .withPrimaryKey("order_id", "line_no"));
        add(
                shop,
                "products",
                RelationKind.TABLE,
                Schema.of(Column.notNull("id", "BIGINT"), Column.of("name", "STRING"))
                        .withPrimaryKey("id"));
        add(shop, "odd table", RelationKind.TABLE, Schema.of(Column.of("a b", "INT")));
        add(shop, "order_totals", RelationKind.VIEW, Schema.of(Column.of("amount", "BIGINT")));
        add(archive, "old_orders", RelationKind.TABLE, Schema.of(Column.of("order_id", "BIGINT")));
        for (int at = 0; at < more; at++) {
            List<Column> columns = new ArrayList<>();
            for (int column = 0; column < 20; column++) {
                columns.add(Column.of("column_" + column, "STRING"));
            }
            add(shop, "relation_" + at, RelationKind.TABLE, Schema.of(columns.toArray(Column[]::new)));
        }
    }

    private void add(List<RelationRef> database, String name, RelationKind kind, Schema schema) {
        RelationId id = new RelationId("streamhouse", database == shop ? "shop" : "archive", name);
        database.add(new RelationRef(id, kind));
        schemas.put(id, schema);
    }

    @Override
    public String currentCatalog() {
        return "streamhouse";
    }

    @Override
    public String currentDatabase() {
        return "shop";
    }

    @Override
    public List<String> catalogs() {
        return List.of("default_catalog", "streamhouse");
    }

    @Override
    public List<String> databases(String catalog) {
        return catalog.equals("streamhouse") ? List.of("archive", "shop") : List.of("default_database");
    }

    @Override
    public List<RelationRef> relations(DatabaseId database) {
        if (!database.catalog().equals("streamhouse")) {
            return List.of();
        }
        return switch (database.name()) {
            case "shop" -> shop;
            case "archive" -> archive;
            default -> List.of();
        };
    }

    @Override
    public Optional<Schema> schema(RelationId relation) {
        return Optional.ofNullable(schemas.get(relation));
    }

    @Override
    public List<String> functions() {
        return List.of("my_function");
    }
}
