package io.streamhouse.refresh;

import io.streamhouse.model.RelationId;
import io.streamhouse.model.Row;
import io.streamhouse.model.RowKind;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * The tables of a round, and how they change at random. Few keys, so that rows are changed, deleted and inserted again
 * all the time; NULLs everywhere a NULL can be.
 */
final class ShiftingTables {

    private static final LocalDateTime START = LocalDateTime.of(2026, 1, 1, 0, 0);
    private static final List<String> STATUSES = List.of("new", "paid", "sent", "cancelled", "x'y");
    private static final List<String> REGIONS = List.of("eu", "us", "moon", "new");
    private static final List<String> DAYS = List.of("mo", "tu", "we");
    private static final int ORDERS = 60;
    private static final int CUSTOMERS = 20;
    private static final int ITEMS = 7;

    private final Lake lake;
    private final String database;
    private final Random random;
    private final Map<String, Keyed> keyed = new LinkedHashMap<>();
    private long commits;
    private LocalDateTime eventTime = START;
    private long events;

    /** What a table with a key holds now, so that its changes can be written with the rows before them. */
    private static final class Keyed {
        private final int keyColumns;
        private final String producer;
        private final Map<String, Row> rows = new LinkedHashMap<>();

        private Keyed(int keyColumns, String producer) {
            this.keyColumns = keyColumns;
            this.producer = producer;
        }

        /** Writers of an {@code input} changelog must say exactly what changes; others may just upsert. */
        private boolean exact() {
            return producer.equals("input");
        }
    }

    ShiftingTables(Lake lake, String database, Random random) {
        this.lake = lake;
        this.database = database;
        this.random = random;
    }

    static final List<String> TABLES = List.of("orders", "customers", "stock", "events", "visits");

    void create() {
        lake.batch(
                "",
                "CREATE DATABASE IF NOT EXISTS " + Lake.CATALOG + "." + database,
                "USE " + Lake.CATALOG + "." + database,
                "CREATE TABLE orders (id BIGINT NOT NULL, customer BIGINT, status STRING, amount DECIMAL(10, 2),"
                        + " qty INT, placed TIMESTAMP(3), PRIMARY KEY (id) NOT ENFORCED) WITH (" + options("orders", 1)
                        + ")",
                "CREATE TABLE customers (id BIGINT NOT NULL, name STRING, region STRING, score DOUBLE,"
                        + " PRIMARY KEY (id) NOT ENFORCED) WITH (" + options("customers", 1) + ")",
                "CREATE TABLE stock (region STRING NOT NULL, item BIGINT NOT NULL, n INT,"
                        + " PRIMARY KEY (region, item) NOT ENFORCED) PARTITIONED BY (region) WITH ("
                        + options("stock", 2) + ")",
                "CREATE TABLE events (ts TIMESTAMP(3), kind STRING, val INT, u BIGINT,"
                        + " WATERMARK FOR ts AS ts - INTERVAL '5' SECOND)",
                "CREATE TABLE visits (d STRING, who BIGINT, n INT) PARTITIONED BY (d)");
        for (int i = 0; i < 4; i++) {
            TABLES.forEach(this::write);
        }
    }

    private String options(String table, int keyColumns) {
        String producer = List.of("none", "input", "lookup").get(random.nextInt(3));
        keyed.put(table, new Keyed(keyColumns, producer));
        return "'bucket' = '" + (1 + random.nextInt(2)) + "', 'changelog-producer' = '" + producer + "'";
    }

    RelationId id(String table) {
        return lake.id(database, table);
    }

    /** One random change of one of the tables. Returns it in words. */
    String change() {
        int dice = random.nextInt(100);
        if (dice < 88) {
            return write(TABLES.get(random.nextInt(TABLES.size())));
        }
        return bySql();
    }

    /** One commit of random rows. Returns it in words. */
    String write(String table) {
        List<Row> rows = new ArrayList<>();
        int changes = 1 + random.nextInt(random.nextInt(4) == 0 ? 30 : 5);
        for (int i = 0; i < changes; i++) {
            switch (table) {
                case "events" -> rows.add(event());
                case "visits" -> rows.add(visit(pick(DAYS)));
                default -> rows.addAll(changeOf(table));
            }
        }
        commits++;
        lake.commit(id(table), commits, rows);
        return rows.size() + " rows to " + table;
    }

    private Row event() {
        events++;
        eventTime = eventTime.plusSeconds(random.nextInt(20));
        boolean late = random.nextInt(12) == 0;
        LocalDateTime ts = late ? START.plusSeconds(random.nextInt(2_000)) : eventTime;
        return Row.insert(ts, maybe(pick(List.of("a", "b", "c"))), maybe(random.nextInt(10)), events);
    }

    private Row visit(String day) {
        return Row.insert(day, maybe((long) random.nextInt(9)), maybe(random.nextInt(10)));
    }

    private List<Row> changeOf(String name) {
        Keyed table = keyed(name);
        Row after = row(name);
        String key = key(after.values().subList(0, table.keyColumns));
        Row before = table.rows.get(key);
        if (before != null && random.nextInt(4) == 0) {
            table.rows.remove(key);
            return List.of(as(RowKind.DELETE, before));
        }
        table.rows.put(key, after);
        if (before == null) {
            return List.of(after);
        }
        return table.exact()
                ? List.of(as(RowKind.UPDATE_BEFORE, before), as(RowKind.UPDATE_AFTER, after))
                : List.of(as(random.nextBoolean() ? RowKind.INSERT : RowKind.UPDATE_AFTER, after));
    }

    private static Row as(RowKind kind, Row row) {
        return Row.of(kind, row.values().toArray());
    }

    private Row row(String table) {
        return switch (table) {
            case "orders" ->
                Row.insert(
                        (long) random.nextInt(ORDERS),
                        maybe((long) random.nextInt(CUSTOMERS - 4)),
                        maybe(pick(STATUSES)),
                        maybe(BigDecimal.valueOf(random.nextInt(10_000), 2)),
                        maybe(random.nextInt(12) - 2),
                        maybe(START.plusHours(random.nextInt(60))));
            case "customers" ->
                Row.insert(
                        (long) random.nextInt(CUSTOMERS),
                        maybe("Ann " + random.nextInt(5)),
                        maybe(pick(REGIONS)),
                        maybe(random.nextInt(400) / 4.0));
            case "stock" -> Row.insert(pick(REGIONS), (long) random.nextInt(ITEMS), maybe(random.nextInt(10)));
            default -> throw new IllegalArgumentException(table);
        };
    }

    /** What a person does with SQL: the changes that come without a changelog unless the table is told to keep one. */
    private String bySql() {
        String region = pick(REGIONS);
        String day = pick(DAYS);
        int least = random.nextInt(ORDERS);
        String statement =
                switch (random.nextInt(6)) {
                    case 0, 1 -> {
                        keyed("stock")
                                .rows
                                .values()
                                .removeIf(row -> region.equals(row.values().getFirst()));
                        yield "DELETE FROM stock WHERE region = '" + region + "'";
                    }
                    case 2 -> {
                        Keyed stock = keyed("stock");
                        stock.rows
                                .values()
                                .removeIf(row -> region.equals(row.values().getFirst()));
                        List<String> values = new ArrayList<>();
                        for (long item = 0; item < 1 + random.nextInt(4); item++) {
                            int n = random.nextInt(10);
                            stock.rows.put(key(List.of(region, item)), Row.insert(region, item, n));
                            values.add("(CAST(" + item + " AS BIGINT), " + n + ")");
                        }
                        yield "INSERT OVERWRITE stock PARTITION (region = '" + region + "') VALUES "
                                + String.join(", ", values);
                    }
                    case 3 -> {
                        keyed("orders").rows.values().removeIf(row -> id(row) >= least && id(row) < least + 6);
                        yield "DELETE FROM orders WHERE id >= " + least + " AND id < " + (least + 6);
                    }
                    case 4 -> {
                        keyed("orders").rows.replaceAll((key, row) -> id(row) >= least ? withQuantity(row, 4) : row);
                        yield "UPDATE orders SET qty = 4 WHERE id >= " + least;
                    }
                    default ->
                        "INSERT OVERWRITE visits PARTITION (d = '" + day + "') VALUES (CAST(" + random.nextInt(9)
                                + " AS BIGINT), " + random.nextInt(9) + ")";
                };
        lake.batch(database, statement);
        return statement;
    }

    private static long id(Row row) {
        return row.values().getFirst() instanceof Long id ? id : -1;
    }

    private static String key(List<?> values) {
        return values.toString();
    }

    private static Row withQuantity(Row order, int quantity) {
        List<@Nullable Object> changed = new ArrayList<>(order.values());
        changed.set(4, quantity);
        return Row.of(RowKind.INSERT, changed.toArray());
    }

    private Keyed keyed(String name) {
        Keyed table = keyed.get(name);
        if (table == null) {
            throw new IllegalArgumentException(name);
        }
        return table;
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    private <T> @Nullable T maybe(T value) {
        return random.nextInt(10) == 0 ? null : value;
    }

    /** What each table was made with, for a failure's message. */
    @Override
    public String toString() {
        List<String> words = new ArrayList<>();
        keyed.forEach((name, table) -> words.add(name + " writes changelog " + table.producer));
        return String.join(", ", words);
    }
}
