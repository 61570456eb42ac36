package io.streamhouse.lineage;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A query made at random, in the part of SQL that Flink and H2 both take and understand alike. The same seed makes the
 * same query. What it gives for the same rows is always the same: where rows are numbered or cut off, their order leaves
 * no choice.
 */
public final class GeneratedQuery {

    /** A table of those that queries are made over; the first column is unique and never null. */
    public record Table(String name, List<Col> columns) {}

    public record Col(String name, boolean text) {

        public String type() {
            return text ? "VARCHAR(20)" : "INT";
        }
    }

    public static final List<Table> TABLES = List.of(
            new Table("t", List.of(number("id"), number("a"), number("b"), text("s"), number("n"))),
            new Table("u", List.of(number("uid"), number("a"), number("d"), text("s2"))),
            new Table("v", List.of(number("vid"), number("d"), text("s3"), number("m"))));

    /** A query in brackets or a table, under a name. */
    private record Source(String sql, String alias, List<Col> columns) {}

    private record Query(String sql, List<Col> columns) {}

    private final Random random;
    private int names;

    private GeneratedQuery(long seed) {
        random = new Random(seed);
    }

    public static String of(long seed) {
        GeneratedQuery generated = new GeneratedQuery(seed);
        return generated.query(3).sql();
    }

    private static Col number(String name) {
        return new Col(name, false);
    }

    private static Col text(String name) {
        return new Col(name, true);
    }

    private int below(int bound) {
        return random.nextInt(bound);
    }

    private String name(String prefix) {
        return prefix + names++;
    }

    private Query query(int depth) {
        return switch (below(depth > 0 ? 9 : 4)) {
            case 0, 1 -> selected(depth);
            case 2 -> grouped(depth);
            case 3 -> joined(depth);
            case 4 -> combined(depth);
            case 5 -> windowed(depth);
            case 6 -> numbered(depth);
            case 7 -> shared(depth);
            default -> first(depth);
        };
    }

    private Source source(int depth) {
        if (depth == 0 || below(3) == 0) {
            Table table = TABLES.get(below(TABLES.size()));
            String alias = name("r");
            return new Source(table.name() + " AS " + alias, alias, table.columns());
        }
        Query inner = query(depth - 1);
        String alias = name("q");
        return new Source("(" + inner.sql() + ") AS " + alias, alias, inner.columns());
    }

    private static List<Col> qualified(Source... sources) {
        List<Col> all = new ArrayList<>();
        for (Source source : sources) {
            source.columns().forEach(column -> all.add(new Col(source.alias() + "." + column.name(), column.text())));
        }
        return all;
    }

    private Query selected(int depth) {
        Source source = source(depth - 1 < 0 ? 0 : depth - 1);
        List<Col> columns = qualified(source);
        String distinct = below(5) == 0 ? "DISTINCT " : "";
        return select(distinct, source.sql(), columns, where(columns, depth));
    }

    private Query joined(int depth) {
        Source left = source(Math.max(0, depth - 1));
        Source right = source(Math.max(0, depth - 2));
        List<Col> both = qualified(left, right);
        String kind = below(3) == 0 ? " LEFT JOIN " : " JOIN ";
        String on = some(qualified(left), false) + " = " + some(qualified(right), false);
        String more = below(3) == 0 ? " AND " + predicate(both, 0) : "";
        return select("", left.sql() + kind + right.sql() + " ON " + on + more, both, where(both, depth));
    }

    private Query select(String distinct, String from, List<Col> columns, String where) {
        List<Col> given = new ArrayList<>();
        List<String> items = new ArrayList<>();
        int count = 1 + below(4);
        for (int at = 0; at < count; at++) {
            boolean text = at > 0 && below(3) == 0;
            Col column = new Col(name("c"), text);
            given.add(column);
            String value = below(6) == 0 && !text ? scalar(columns) : value(columns, text, 2);
            items.add(value + " AS " + column.name());
        }
        return new Query("SELECT " + distinct + String.join(", ", items) + " FROM " + from + where, given);
    }

    private Query grouped(int depth) {
        Source source = source(Math.max(0, depth - 1));
        List<Col> columns = qualified(source);
        List<Col> given = new ArrayList<>();
        List<String> items = new ArrayList<>();
        List<String> keys = new ArrayList<>();
        for (int at = below(3); at > 0; at--) {
            Col key = columns.get(below(columns.size()));
            Col column = new Col(name("k"), key.text());
            if (!keys.contains(key.name())) {
                keys.add(key.name());
                items.add(key.name() + " AS " + column.name());
                given.add(column);
            }
        }
        for (int at = 1 + below(2); at > 0; at--) {
            Col column = number(name("g"));
            items.add(aggregate(columns) + " AS " + column.name());
            given.add(column);
        }
        if (given.stream().noneMatch(column -> !column.text())) {
            throw new IllegalStateException("A group without a number");
        }
        String group = keys.isEmpty() ? "" : " GROUP BY " + String.join(", ", keys);
        String having = below(3) == 0 ? " HAVING " + aggregate(columns) + " > " + below(4) : "";
        return new Query(
                "SELECT " + String.join(", ", items) + " FROM " + source.sql() + where(columns, 0) + group + having,
                given);
    }

    private String aggregate(List<Col> columns) {
        String value = value(columns, false, 1);
        return switch (below(6)) {
            case 0 -> "COUNT(*)";
            case 1 -> "COUNT(DISTINCT " + value + ")";
            case 2 -> "MIN(" + value + ")";
            case 3 -> "MAX(" + value + ")";
            case 4 -> "SUM(CASE WHEN " + predicate(columns, 0) + " THEN " + value + " ELSE 0 END)";
            default -> "SUM(" + value + ")";
        };
    }

    private Query combined(int depth) {
        String operation =
                List.of(" UNION ALL ", " UNION ", " INTERSECT ", " EXCEPT ").get(below(4));
        Source left = source(depth - 1);
        Source right = source(depth - 1);
        Col first = number(name("c"));
        Col second = number(name("c"));
        String sql = "";
        for (Source source : List.of(left, right)) {
            List<Col> columns = qualified(source);
            sql += (sql.isEmpty() ? "" : operation) + "SELECT " + value(columns, false, 1) + " AS " + first.name()
                    + ", " + some(columns, false) + " AS " + second.name() + " FROM " + source.sql()
                    + where(columns, 0);
        }
        return new Query(sql, List.of(first, second));
    }

    private Query windowed(int depth) {
        Source source = source(depth - 1);
        List<Col> columns = qualified(source);
        Col plain = number(name("c"));
        Col over = number(name("w"));
        String function =
                switch (below(4)) {
                    case 0 -> "COUNT(*)";
                    case 1 -> "RANK()";
                    case 2 -> "MAX(" + value(columns, false, 1) + ")";
                    default -> "SUM(" + value(columns, false, 1) + ")";
                };
        String partition = below(2) == 0 ? "PARTITION BY " + any(columns) + " " : "";
        return new Query(
                "SELECT " + some(columns, false) + " AS " + plain.name() + ", " + function + " OVER (" + partition
                        + "ORDER BY " + some(columns, false) + ") AS " + over.name() + " FROM " + source.sql(),
                List.of(plain, over));
    }

    /** The first rows of each group. */
    private Query numbered(int depth) {
        Table table = TABLES.get(below(TABLES.size()));
        String inner = name("r");
        String outer = name("q");
        Source source = new Source(table.name() + " AS " + inner, inner, table.columns());
        List<Col> columns = qualified(source);
        Col first = number(name("c"));
        Col second = number(name("c"));
        String number = name("rn");
        String sql = "SELECT " + value(columns, false, 1) + " AS " + first.name() + ", " + some(columns, false) + " AS "
                + second.name() + ", ROW_NUMBER() OVER (PARTITION BY " + any(columns) + " ORDER BY "
                + some(columns, false) + ", " + inner + "."
                + table.columns().get(0).name() + ") AS " + number
                + " FROM " + source.sql() + where(columns, depth);
        return new Query(
                "SELECT " + first.name() + ", " + second.name() + " FROM (" + sql + ") AS " + outer + " WHERE " + number
                        + " <= " + (1 + below(2)),
                List.of(first, second));
    }

    /** A query read twice. */
    private Query shared(int depth) {
        Query common = query(depth - 2 < 0 ? 0 : depth - 2);
        String name = name("cte");
        Source left = new Source(name + " AS " + name + "x", name + "x", common.columns());
        Source right = new Source(name + " AS " + name + "y", name + "y", common.columns());
        List<Col> both = qualified(left, right);
        Query outer = select(
                "",
                left.sql() + " JOIN " + right.sql() + " ON " + some(qualified(left), false) + " = "
                        + some(qualified(right), false),
                both,
                where(both, 0));
        return new Query(
                "SELECT * FROM (WITH " + name + " AS (" + common.sql() + ") " + outer.sql() + ") AS " + name("q"),
                outer.columns());
    }

    /** The first rows of all, in an order of all columns. */
    private Query first(int depth) {
        Source source = source(depth - 1);
        List<String> names = source.columns().stream().map(Col::name).toList();
        List<String> order = new ArrayList<>();
        names.forEach(name -> order.add(name + (below(2) == 0 ? " DESC" : "")));
        java.util.Collections.shuffle(order, random);
        String sql = "SELECT " + String.join(", ", names) + " FROM " + source.sql() + " ORDER BY "
                + String.join(", ", order) + " LIMIT " + (1 + below(4));
        String alias = name("q");
        return new Query("SELECT * FROM (" + sql + ") AS " + alias, source.columns());
    }

    private String where(List<Col> columns, int depth) {
        if (below(2) == 0) {
            return "";
        }
        String condition =
                switch (depth > 0 ? below(6) : 0) {
                    case 1 ->
                        some(columns, false) + (below(2) == 0 ? " IN " : " NOT IN ") + "(" + column(columns, false)
                                + ")";
                    case 2 -> (below(2) == 0 ? "EXISTS " : "NOT EXISTS ") + "(" + column(columns, true) + ")";
                    case 3 -> some(columns, false) + " >= " + scalar(columns);
                    default -> predicate(columns, 1);
                };
        return " WHERE " + condition;
    }

    /** A subquery of one column. */
    private String column(List<Col> around, boolean correlated) {
        Table table = TABLES.get(below(TABLES.size()));
        String alias = name("i");
        List<Col> inner = qualified(new Source(table.name(), alias, table.columns()));
        String with = correlated || below(3) == 0
                ? " WHERE " + some(inner, false) + " = " + some(around, false)
                : " WHERE " + predicate(inner, 0);
        return "SELECT " + some(inner, false) + " FROM " + table.name() + " AS " + alias + with;
    }

    /** A subquery of one value. */
    private String scalar(List<Col> around) {
        Table table = TABLES.get(below(TABLES.size()));
        String alias = name("i");
        List<Col> inner = qualified(new Source(table.name(), alias, table.columns()));
        String with = below(2) == 0 ? " WHERE " + some(inner, false) + " = " + some(around, false) : "";
        return "(SELECT " + (below(2) == 0 ? "MAX(" : "COUNT(") + some(inner, false) + ") FROM " + table.name() + " AS "
                + alias + with + ")";
    }

    private String any(List<Col> columns) {
        return columns.get(below(columns.size())).name();
    }

    private String some(List<Col> columns, boolean text) {
        List<Col> fitting =
                columns.stream().filter(column -> column.text() == text).toList();
        return fitting.isEmpty()
                ? text ? "'x'" : String.valueOf(1 + below(3))
                : fitting.get(below(fitting.size())).name();
    }

    private String value(List<Col> columns, boolean text, int depth) {
        if (depth == 0 || below(2) == 0) {
            return some(columns, text);
        }
        if (text) {
            return switch (below(3)) {
                case 0 -> "UPPER(" + value(columns, true, depth - 1) + ")";
                case 1 -> value(columns, true, depth - 1) + " || 'z'";
                default -> "COALESCE(" + some(columns, true) + ", 'none')";
            };
        }
        return switch (below(6)) {
            case 0 -> value(columns, false, depth - 1) + " + " + some(columns, false);
            case 1 -> "(" + value(columns, false, depth - 1) + " - " + some(columns, false) + ")";
            case 2 -> "ABS(" + value(columns, false, depth - 1) + ")";
            case 3 -> "COALESCE(" + some(columns, false) + ", 0)";
            case 4 -> "CHAR_LENGTH(" + some(columns, true) + ")";
            default ->
                "CASE WHEN " + predicate(columns, 0) + " THEN " + some(columns, false) + " ELSE " + some(columns, false)
                        + " END";
        };
    }

    private String predicate(List<Col> columns, int depth) {
        if (depth > 0 && below(3) == 0) {
            return "(" + predicate(columns, 0) + (below(2) == 0 ? " AND " : " OR ") + predicate(columns, 0) + ")";
        }
        return switch (below(5)) {
            case 0 -> some(columns, false) + " > " + below(4);
            case 1 -> some(columns, false) + " <= " + some(columns, false);
            case 2 -> some(columns, true) + " LIKE 'a%'";
            case 3 -> any(columns) + " IS NOT NULL";
            default -> some(columns, false) + " IN (1, 2, 5)";
        };
    }
}
