package io.streamhouse.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamhouse.model.Column;
import io.streamhouse.model.DatabaseId;
import io.streamhouse.model.Relation;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.Schema;
import io.streamhouse.plan.RelationSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A shop's relations, and a short way to say what is expected of the lineage of statements over them. */
final class LineageShop implements RelationSource {

    static final DatabaseId SHOP = new DatabaseId("streamhouse", "shop");

    static final List<FunctionSignature> FUNCTIONS = List.of(
            new FunctionSignature("score", FunctionSignature.Kind.SCALAR, Optional.of("DOUBLE")),
            new FunctionSignature("clean", FunctionSignature.Kind.SCALAR, Optional.empty()),
            new FunctionSignature("words", FunctionSignature.Kind.TABLE, Optional.of("ROW<word STRING, size INT>")),
            new FunctionSignature("median", FunctionSignature.Kind.AGGREGATE, Optional.of("DOUBLE")));

    /** What catalogs can't say of a table: statements in scripts define it. */
    static final String PAYMENTS = """
            CREATE TABLE payments (
              id BIGINT,
              order_id BIGINT,
              price DOUBLE,
              qty INT,
              total AS price * qty,
              paid_at TIMESTAMP(3),
              seen AS PROCTIME(),
              kafka_offset BIGINT METADATA FROM 'offset' VIRTUAL,
              kafka_partition INT METADATA FROM 'partition',
              WATERMARK FOR paid_at AS paid_at - INTERVAL '5' SECOND
            ) WITH ('connector' = 'kafka', 'topic' = 'payments');
            """;

    private final Map<RelationId, Relation> relations = new HashMap<>();

    LineageShop() {
        table(
                "orders",
                Schema.of(
                        Column.notNull("id", "BIGINT"),
                        Column.of("customer_id", "BIGINT"),
                        Column.of("status", "STRING"),
                        Column.of("amount", "DECIMAL(10, 2)"),
                        Column.of("weight", "DOUBLE"),
                        Column.of("ordered_at", "TIMESTAMP(3)")));
        table(
                "customers",
                Schema.of(
                                Column.notNull("id", "BIGINT"),
                                Column.of("name", "STRING"),
                                Column.of("region", "STRING"),
                                Column.of("address", "ROW<`city` STRING, `geo` ROW<`lat` DOUBLE, `lon` DOUBLE>>"),
                                Column.of("tags", "MAP<STRING, STRING>"),
                                Column.of("phones", "ARRAY<STRING>"),
                                Column.of("visits", "ARRAY<ROW<`page` STRING, `n` INT>>"),
                                Column.of("profile", "STRING"))
                        .withPrimaryKey("id"));
        table(
                "clicks",
                Schema.of(
                                Column.notNull("click_id", "BIGINT"),
                                Column.of("customer_id", "BIGINT"),
                                Column.of("page", "STRING"),
                                Column.of("ts", "TIMESTAMP(3)"),
                                new Column(
                                        "seen", "TIMESTAMP_LTZ(3)", false, Optional.empty(), Optional.of("PROCTIME()")))
                        .withWatermark("ts", "`ts` - INTERVAL '5' SECOND"));
        table(
                "rates",
                Schema.of(
                                Column.notNull("currency", "STRING"),
                                Column.of("rate", "DOUBLE"),
                                Column.of("valid_from", "TIMESTAMP(3)"))
                        .withPrimaryKey("currency")
                        .withWatermark("valid_from", "`valid_from`"));
        table(
                "sink",
                Schema.of(
                                Column.of("id", "BIGINT"),
                                Column.of("dt", "STRING"),
                                Column.of("name", "STRING"),
                                Column.of("total", "DOUBLE"))
                        .withPartitionKeys("dt"));
        view(
                "paid",
                "SELECT id, customer_id, amount * 2 AS doubled FROM orders WHERE status = 'PAID'",
                Schema.of(
                        Column.notNull("id", "BIGINT"),
                        Column.of("customer_id", "BIGINT"),
                        Column.of("doubled", "DECIMAL(20, 2)")));
        view(
                "paid_by_customer",
                "SELECT customer_id, SUM(doubled) FROM paid GROUP BY customer_id -- nested",
                Schema.of(Column.of("customer", "BIGINT"), Column.of("total", "DECIMAL(38, 2)")));
        view("circle", "SELECT * FROM round", Schema.of(Column.of("a", "INT")));
        view("round", "SELECT * FROM circle", Schema.of(Column.of("a", "INT")));
        view("broken", "SELECT gone FROM orders", Schema.of(Column.of("gone", "INT")));
        RelationId regions = SHOP.relation("regions");
        relations.put(
                regions,
                new Relation.MaterializedView(
                        regions,
                        Schema.of(Column.notNull("region", "STRING"), Column.of("customers", "BIGINT"))
                                .withPrimaryKey("region"),
                        "SELECT region, COUNT(*) FROM customers GROUP BY region",
                        Map.of(),
                        Optional.empty()));
    }

    private void table(String name, Schema schema) {
        RelationId id = SHOP.relation(name);
        relations.put(id, new Relation.BaseTable(id, schema, Map.of(), Optional.empty()));
    }

    void view(String name, String query, Schema schema) {
        RelationId id = SHOP.relation(name);
        relations.put(id, new Relation.View(id, schema, query, Map.of(), Optional.empty()));
    }

    @Override
    public Optional<Relation> relation(RelationId id) {
        return Optional.ofNullable(relations.get(id));
    }

    List<StatementLineage> all(String script) {
        return LineageAnalyzer.analyze(script, SHOP, this, FUNCTIONS);
    }

    /** The lineage of the last statement of a script. */
    Answer lineage(String script) {
        return lineage(script, Views.SEEN_THROUGH);
    }

    Answer lineage(String script, Views views) {
        List<StatementLineage> all = LineageAnalyzer.analyze(script, SHOP, this, FUNCTIONS, views);
        return new Answer(all.get(all.size() - 1));
    }

    /** What is expected is written {@code relation.column DEPENDENCE expression}. */
    record Answer(StatementLineage lineage) {

        StatementLineage.Traced traced() {
            assertThat(lineage).isInstanceOf(StatementLineage.Traced.class);
            return (StatementLineage.Traced) lineage;
        }

        Answer writes(String target) {
            assertThat(traced().target().map(LineageShop::name)).contains(target);
            return this;
        }

        Answer reads(String... relations) {
            assertThat(traced().reads()).extracting(LineageShop::name).containsExactlyInAnyOrder(relations);
            return this;
        }

        /** The columns, all of them and in order. */
        Answer columns(String... names) {
            assertThat(traced().columns()).extracting(ColumnLineage::column).containsExactly(names);
            return this;
        }

        Of column(String name) {
            ColumnLineage found = traced().columns().stream()
                    .filter(column -> column.column().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("No column " + name + " in " + traced().columns()));
            return new Of(this, found.origins());
        }

        /** What has a say in all rows: exactly this. */
        Answer rows(String... edges) {
            assertThat(written(traced().rows())).isEqualTo(new TreeSet<>(Arrays.asList(edges)));
            return this;
        }
    }

    record Of(Answer answer, Origins origins) {

        /** Exactly these. */
        Answer is(String... edges) {
            assertThat(origins).isInstanceOf(Origins.Known.class);
            assertThat(written(((Origins.Known) origins).edges())).isEqualTo(new TreeSet<>(Arrays.asList(edges)));
            return answer;
        }
    }

    private static Set<String> written(Set<Edge> edges) {
        Set<String> written = new TreeSet<>();
        edges.forEach(edge -> written.add(name(edge.from().relation()) + "."
                + edge.from().column() + " " + edge.dependence() + " " + edge.expression()));
        return written;
    }

    private static String name(RelationId id) {
        return id.databaseId().equals(SHOP) ? id.name() : id.toString();
    }
}
