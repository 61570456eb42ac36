package io.streamhouse.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamhouse.lineage.GeneratedQuery.Col;
import io.streamhouse.lineage.GeneratedQuery.Table;
import io.streamhouse.lineage.StatementLineage.Traced;
import io.streamhouse.model.Column;
import io.streamhouse.model.DatabaseId;
import io.streamhouse.model.Relation;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.Schema;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Whether lineage is true, asked of an engine that is not ours: the values of one column that is read are changed, and a
 * column of the result that then changes must have it among its origins.
 *
 * <p>{@code -Dstreamhouse.lineage.queries=200} makes more queries, {@code -Dstreamhouse.lineage.seed=…} other ones.
 */
class LineageSoundnessTest {

    private static final int QUERIES = Integer.getInteger("streamhouse.lineage.queries", 60);
    private static final long SEED = Long.getLong("streamhouse.lineage.seed", 1L);
    private static final int ROWS = 14;
    private static final int CHANGES = 6;
    private static final DatabaseId HERE = new DatabaseId("streamhouse", "here");

    private final Map<RelationId, Relation> relations = new HashMap<>();
    private long named;
    private long seenToChange;

    /** A column of a table that queries are made over. */
    private record Read(Table table, int column) {

        ColumnRef ref() {
            return new ColumnRef(
                    HERE.relation(table.name()), table.columns().get(column).name());
        }
    }

    @Test
    void no_column_changes_that_lineage_does_not_link_to_what_was_changed() throws SQLException {
        int answered = 0;
        try (Connection h2 = DriverManager.getConnection("jdbc:h2:mem:")) {
            for (Table table : GeneratedQuery.TABLES) {
                create(h2, table);
            }
            for (int at = 0; at < QUERIES; at++) {
                check(h2, SEED * 1_000_003 + at);
                answered++;
            }
        }

        assertThat(answered).isEqualTo(QUERIES);
        System.out.printf(
                "Lineage of %d generated queries: sound; of %d links it names, %d (%.0f %%) were not seen to matter%n",
                QUERIES, named, named - seenToChange, 100.0 * (named - seenToChange) / named);
    }

    private void create(Connection h2, Table table) throws SQLException {
        List<String> declared = new ArrayList<>();
        List<Column> columns = new ArrayList<>();
        for (int at = 0; at < table.columns().size(); at++) {
            Col column = table.columns().get(at);
            declared.add(column.name() + " " + column.type() + (at == 0 ? " NOT NULL" : ""));
            columns.add(
                    at == 0 ? Column.notNull(column.name(), column.type()) : Column.of(column.name(), column.type()));
        }
        try (Statement statement = h2.createStatement()) {
            statement.execute("CREATE TABLE " + table.name() + " (" + String.join(", ", declared) + ")");
        }
        RelationId id = HERE.relation(table.name());
        relations.put(
                id,
                new Relation.BaseTable(
                        id, new Schema(columns, List.of(), List.of(), Optional.empty()), Map.of(), Optional.empty()));
    }

    private void check(Connection h2, long seed) throws SQLException {
        String query = GeneratedQuery.of(seed);
        StatementLineage lineage = LineageAnalyzer.analyze(
                        query, HERE, id -> Optional.ofNullable(relations.get(id)), List.of())
                .get(0);
        assertThat(lineage).as(query).isInstanceOf(Traced.class);
        Traced traced = (Traced) lineage;
        Random random = new Random(seed);
        Map<Table, List<List<Object>>> rows = new HashMap<>();
        for (Table table : GeneratedQuery.TABLES) {
            List<List<Object>> made = made(table, random);
            rows.put(table, made);
            fill(h2, table, made);
        }
        try (PreparedStatement asked = h2.prepareStatement(query)) {
            change(h2, asked, rows, traced, query, seed, random);
        } catch (SQLException refused) {
            throw new SQLException(query, refused);
        }
    }

    private void change(
            Connection h2,
            PreparedStatement asked,
            Map<Table, List<List<Object>>> rows,
            Traced traced,
            String query,
            long seed,
            Random random)
            throws SQLException {
        List<Map<String, Integer>> before = result(asked);
        assertThat(before).as(query).hasSameSizeAs(traced.columns());
        for (Table table : GeneratedQuery.TABLES) {
            for (int column = 0; column < table.columns().size(); column++) {
                Read read = new Read(table, column);
                Set<Integer> changed = new HashSet<>();
                for (int change = 0; change < CHANGES; change++) {
                    fill(h2, table, changed(values(rows, table), read, change, random));
                    List<Map<String, Integer>> after = result(asked);
                    for (int at = 0; at < before.size(); at++) {
                        if (!before.get(at).equals(after.get(at))) {
                            changed.add(at);
                        }
                    }
                }
                fill(h2, table, values(rows, table));
                count(traced, read, changed, query, seed);
            }
        }
    }

    private static List<List<Object>> values(Map<Table, List<List<Object>>> rows, Table table) {
        return Objects.requireNonNull(rows.get(table));
    }

    private void count(Traced traced, Read read, Set<Integer> changed, String query, long seed) {
        for (int at = 0; at < traced.columns().size(); at++) {
            boolean links = links(traced, at, read.ref());
            assertThat(links || !changed.contains(at))
                    .as(
                            "%s has a say in column %d of the query with seed %d, which lineage does not name:%n%s",
                            read.ref(), at + 1, seed, query)
                    .isTrue();
            if (links) {
                named++;
                seenToChange += changed.contains(at) ? 1 : 0;
            }
        }
    }

    private static boolean links(Traced traced, int column, ColumnRef from) {
        Origins origins = traced.columns().get(column).origins();
        return origins instanceof Origins.Unknown
                || traced.rows().stream().anyMatch(edge -> edge.from().equals(from))
                || ((Origins.Known) origins)
                        .edges().stream().anyMatch(edge -> edge.from().equals(from));
    }

    private static List<List<Object>> made(Table table, Random random) {
        List<List<Object>> rows = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            List<Object> values = new ArrayList<>();
            for (int column = 0; column < table.columns().size(); column++) {
                values.add(
                        column == 0
                                ? Integer.valueOf(row)
                                : value(table.columns().get(column), random));
            }
            rows.add(values);
        }
        return rows;
    }

    private static Object value(Col column, Random random) {
        if (random.nextInt(8) == 0) {
            return NULL;
        }
        return column.text()
                ? (Object) List.of("a", "ab", "b", "B", "cab", "A").get(random.nextInt(6))
                : (Object) Integer.valueOf(random.nextInt(8) - 1);
    }

    /** Lists hold no null. */
    private static final Object NULL = new Object();

    /** The same rows with one column changed: its values in another order, or others. */
    private static List<List<Object>> changed(List<List<Object>> rows, Read read, int change, Random random) {
        List<List<Object>> result = new ArrayList<>();
        int by = 1 + random.nextInt(ROWS - 1);
        for (int row = 0; row < rows.size(); row++) {
            List<Object> values = new ArrayList<>(rows.get(row));
            Object other;
            if (change % 2 == 0) {
                other = rows.get((row + by) % rows.size()).get(read.column());
            } else if (read.column() == 0) {
                other = row * 2 - 5;
            } else {
                other = value(read.table().columns().get(read.column()), random);
            }
            values.set(read.column(), other);
            result.add(values);
        }
        return result;
    }

    private static void fill(Connection h2, Table table, List<List<Object>> rows) throws SQLException {
        try (Statement statement = h2.createStatement()) {
            statement.execute("DELETE FROM " + table.name());
        }
        String places = "?, ".repeat(table.columns().size() - 1) + "?";
        try (PreparedStatement insert =
                h2.prepareStatement("INSERT INTO " + table.name() + " VALUES (" + places + ")")) {
            for (List<Object> row : rows) {
                for (int column = 0; column < row.size(); column++) {
                    insert.setObject(column + 1, row.get(column) == NULL ? null : row.get(column));
                }
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** For each column, how often it has each value. */
    private static List<Map<String, Integer>> result(PreparedStatement asked) throws SQLException {
        try (ResultSet rows = asked.executeQuery()) {
            List<Map<String, Integer>> columns = new ArrayList<>();
            for (int at = 0; at < rows.getMetaData().getColumnCount(); at++) {
                columns.add(new TreeMap<>());
            }
            while (rows.next()) {
                for (int at = 0; at < columns.size(); at++) {
                    columns.get(at).merge(Objects.toString(rows.getObject(at + 1)), 1, Integer::sum);
                }
            }
            return columns;
        }
    }
}
