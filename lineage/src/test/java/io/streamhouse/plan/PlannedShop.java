package io.streamhouse.plan;

import io.streamhouse.model.Column;
import io.streamhouse.model.DatabaseId;
import io.streamhouse.model.Relation;
import io.streamhouse.model.Relation.BaseTable;
import io.streamhouse.model.Relation.MaterializedView;
import io.streamhouse.model.Relation.View;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.Schema;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A shop's relations, made to plan queries with. */
final class PlannedShop implements RelationSource {

    static final DatabaseId SHOP = new DatabaseId("streamhouse", "shop");

    private final Map<RelationId, Relation> relations = new LinkedHashMap<>();

    PlannedShop() {
        table("orders", ordersSchema(), Map.of());
        table("orders_lookup", ordersSchema(), Map.of("changelog-producer", "lookup"));
        table(
                "customers",
                Schema.of(
                                Column.notNull("customer_id", "BIGINT"),
                                Column.of("name", "STRING"),
                                Column.of("region", "STRING"),
                                Column.of("address", "ROW<`city` STRING, `zip` VARCHAR(10)>"))
                        .withPrimaryKey("customer_id"),
                Map.of("changelog-producer", "lookup"));
        table(
                "events",
                Schema.of(
                        Column.notNull("event_id", "BIGINT"),
                        Column.of("customer_id", "BIGINT"),
                        Column.of("kind", "STRING"),
                        Column.of("at", "TIMESTAMP(3)")),
                Map.of());
        table(
                "clicks",
                Schema.of(
                                Column.notNull("click_id", "BIGINT"),
                                Column.of("customer_id", "BIGINT"),
                                Column.of("page", "STRING"),
                                Column.of("ts", "TIMESTAMP(3)"),
                                new Column(
                                        "seen", "TIMESTAMP_LTZ(3)", false, Optional.empty(), Optional.of("PROCTIME()")))
                        .withWatermark("ts", "`ts` - INTERVAL '5' SECOND"),
                Map.of());
        table(
                "visits",
                Schema.of(
                                Column.notNull("visit_id", "BIGINT"),
                                Column.of("page", "STRING"),
                                Column.of("ts", "TIMESTAMP(3)"),
                                Column.of("day", "STRING"))
                        .withWatermark("ts", "`ts` - INTERVAL '5' SECOND")
                        .withPartitionKeys("day"),
                Map.of());
        table(
                "prices",
                Schema.of(
                                Column.notNull("sku", "STRING"),
                                Column.of("price", "DECIMAL(10, 2)"),
                                Column.of("valid_from", "TIMESTAMP(3)"))
                        .withPrimaryKey("sku")
                        .withWatermark("valid_from", "`valid_from`"),
                Map.of("changelog-producer", "lookup"));
        table(
                "totals",
                Schema.of(Column.notNull("k", "INT"), Column.of("v", "DOUBLE")).withPrimaryKey("k"),
                Map.of("merge-engine", "aggregation"));
        table(
                "first_seen",
                Schema.of(Column.notNull("k", "INT"), Column.of("v", "STRING")).withPrimaryKey("k"),
                Map.of("merge-engine", "first-row", "changelog-producer", "lookup"));
        table("outside", Schema.of(Column.of("a", "INT")), Map.of("connector", "kafka"));
        view("paid", "SELECT * FROM orders WHERE status = 'PAID'", ordersSchema());
        view(
                "paid_by_customer",
                "SELECT customer_id, SUM(amount) FROM `paid` GROUP BY customer_id -- nested",
                Schema.of(Column.of("customer", "BIGINT"), Column.of("total", "DECIMAL(38, 2)")));
        view("circle", "SELECT * FROM circle", Schema.of(Column.of("a", "INT")));
        view("broken", "SELECT gone FROM orders", Schema.of(Column.of("gone", "INT")));
        RelationId daily = SHOP.relation("by_region");
        relations.put(
                daily,
                new MaterializedView(
                        daily,
                        Schema.of(Column.notNull("region", "STRING"), Column.of("total", "DECIMAL(38, 2)"))
                                .withPrimaryKey("region"),
                        "SELECT 1",
                        Map.of("changelog-producer", "lookup"),
                        Optional.empty()));
        RelationId odd = new RelationId("other", "my db", "a`b");
        relations.put(odd, new BaseTable(odd, Schema.of(Column.of("select", "INT")), Map.of(), Optional.empty()));
    }

    private static Schema ordersSchema() {
        return Schema.of(
                        Column.notNull("order_id", "BIGINT"),
                        Column.of("customer_id", "BIGINT"),
                        Column.of("status", "STRING"),
                        Column.of("amount", "DECIMAL(10, 2)"),
                        Column.of("weight", "DOUBLE"),
                        Column.of("ordered_at", "TIMESTAMP(3)"))
                .withPrimaryKey("order_id");
    }

    void table(String name, Schema schema, Map<String, String> options) {
        RelationId id = SHOP.relation(name);
        relations.put(id, new BaseTable(id, schema, options, Optional.empty()));
    }

    private void view(String name, String query, Schema schema) {
        RelationId id = SHOP.relation(name);
        relations.put(id, new View(id, schema, query, Map.of(), Optional.empty()));
    }

    @Override
    public Optional<Relation> relation(RelationId id) {
        return Optional.ofNullable(relations.get(id));
    }

    PlannedQuery plan(String query) {
        return QueryPlanner.plan(query, SHOP, this);
    }
}
