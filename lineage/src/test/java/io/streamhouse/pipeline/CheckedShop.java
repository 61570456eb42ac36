package io.streamhouse.pipeline;

import io.streamhouse.model.Column;
import io.streamhouse.model.DatabaseId;
import io.streamhouse.model.Relation;
import io.streamhouse.model.Relation.BaseTable;
import io.streamhouse.model.Relation.MaterializedView;
import io.streamhouse.model.Relation.View;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.Schema;
import io.streamhouse.plan.RelationSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A shop's relations, made to check pipelines with. Counts what is asked of it. */
public final class CheckedShop implements RelationSource {

    public static final DatabaseId SHOP = new DatabaseId("streamhouse", "shop");

    private final Map<RelationId, Relation> relations = new LinkedHashMap<>();

    public CheckedShop() {
        table(
                "orders",
                Schema.of(
                                Column.notNull("order_id", "BIGINT"),
                                Column.of("customer_id", "BIGINT"),
                                Column.of("status", "STRING"),
                                Column.of("amount", "DECIMAL(10, 2)"),
                                Column.of("ordered_at", "TIMESTAMP(3)"))
                        .withPrimaryKey("order_id"),
                Map.of("changelog-producer", "lookup"));
        table(
                "customers",
                Schema.of(
                                Column.notNull("customer_id", "BIGINT"),
                                Column.of("name", "STRING"),
                                Column.of("region", "STRING"))
                        .withPrimaryKey("customer_id"),
                Map.of("changelog-producer", "lookup"));
        table(
                "clicks",
                Schema.of(
                                Column.notNull("click_id", "BIGINT"),
                                Column.of("customer_id", "BIGINT"),
                                Column.of("page", "STRING"),
                                Column.of("tags", "ARRAY<STRING>"),
                                Column.of("ts", "TIMESTAMP(3)"))
                        .withWatermark("ts", "`ts` - INTERVAL '5' SECOND"),
                Map.of());
        table(
                "purchases",
                Schema.of(
                                Column.notNull("purchase_id", "BIGINT"),
                                Column.of("customer_id", "BIGINT"),
                                Column.of("bought_at", "TIMESTAMP(3)"))
                        .withWatermark("bought_at", "`bought_at` - INTERVAL '5' SECOND"),
                Map.of());
        table(
                "prices",
                Schema.of(
                                Column.notNull("page", "STRING"),
                                Column.of("price", "DECIMAL(10, 2)"),
                                Column.of("valid_from", "TIMESTAMP(3)"))
                        .withPrimaryKey("page")
                        .withWatermark("valid_from", "`valid_from`"),
                Map.of("changelog-producer", "lookup"));
        table("log", Schema.of(Column.of("region", "STRING"), Column.of("total", "DECIMAL(38, 2)")), Map.of());
        table(
                "totals",
                Schema.of(Column.notNull("region", "STRING"), Column.of("total", "DECIMAL(38, 2)"))
                        .withPrimaryKey("region"),
                Map.of());
        RelationId paid = SHOP.relation("paid");
        relations.put(
                paid,
                new View(
                        paid,
                        Schema.of(Column.of("order_id", "BIGINT"), Column.of("amount", "DECIMAL(10, 2)")),
                        "SELECT order_id, amount FROM orders WHERE status = 'PAID'",
                        Map.of(),
                        Optional.empty()));
        RelationId kept = SHOP.relation("by_region");
        relations.put(
                kept,
                new MaterializedView(
                        kept,
                        Schema.of(Column.notNull("region", "STRING"), Column.of("total", "DECIMAL(38, 2)"))
                                .withPrimaryKey("region"),
                        "SELECT 1",
                        Map.of(),
                        Optional.empty()));
    }

    public void table(String name, Schema schema, Map<String, String> options) {
        RelationId id = SHOP.relation(name);
        relations.put(id, new BaseTable(id, schema, options, Optional.empty()));
    }

    public void drop(String name) {
        relations.remove(SHOP.relation(name));
    }

    @Override
    public Optional<Relation> relation(RelationId id) {
        return Optional.ofNullable(relations.get(id));
    }
}
