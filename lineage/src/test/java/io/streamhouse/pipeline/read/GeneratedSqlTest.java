package io.streamhouse.pipeline.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamhouse.lineage.GeneratedQuery;
import io.streamhouse.lineage.GeneratedQuery.Col;
import io.streamhouse.lineage.GeneratedQuery.Table;
import io.streamhouse.model.Column;
import io.streamhouse.model.DatabaseId;
import io.streamhouse.model.Relation;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.Schema;
import io.streamhouse.pipeline.Link;
import io.streamhouse.pipeline.Pipeline;
import io.streamhouse.pipeline.PipelineNode;
import io.streamhouse.pipeline.write.NodeSql;
import io.streamhouse.pipeline.write.PipelineSql;
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
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Whether a query means the same after it was a picture, asked of an engine that knows nothing of pictures: generated
 * queries give the same rows before and after.
 *
 * <p>{@code -Dstreamhouse.pipeline.queries=5000} makes more queries for H2, {@code -Dstreamhouse.pipeline.flink=500} for
 * Flink, {@code -Dstreamhouse.pipeline.seed=…} other ones.
 */
class GeneratedSqlTest {

    private static final int QUERIES = Integer.getInteger("streamhouse.pipeline.queries", 200);
    private static final long SEED = Long.getLong("streamhouse.pipeline.seed", 7L);
    private static final int ON_FLINK = Integer.getInteger("streamhouse.pipeline.flink", 8);
    private static final int ROWS = 12;
    private static final DatabaseId HERE = new DatabaseId("streamhouse", "here");

    private final Map<RelationId, Relation> relations = new HashMap<>();

    @Test
    void a_query_gives_the_same_rows_after_it_was_a_picture() throws SQLException {
        int asText = 0;
        Map<String, Integer> reasons = new HashMap<>();
        try (Connection h2 = DriverManager.getConnection("jdbc:h2:mem:streamhouse");
                Statement statement = h2.createStatement()) {
            statement.execute("CREATE SCHEMA here");
            statement.execute("SET SCHEMA here");
            Random random = new Random(SEED);
            for (Table table : GeneratedQuery.TABLES) {
                create(h2, table, random);
            }
            for (int at = 0; at < QUERIES; at++) {
                long seed = SEED * 1_000_003 + at;
                String query = GeneratedQuery.of(seed);
                ReadPipeline read = read(query, Pipeline.EMPTY);
                String written = PipelineSql.write(read.pipeline(), name -> Optional.empty());
                read.asText().forEach(text -> reasons.merge(text.why().replaceAll(": .*", ""), 1, Integer::sum));
                asText += read.asText().isEmpty() ? 0 : 1;

                List<String> expected = rows(statement, query);
                List<String> found = rows(statement, written.replace(";", ""));
                // H2 asks a numbering for one group only where it is joined, and numbers wrongly: node by node it does
                // not.
                if (!found.equals(expected) && query.contains("ROW_NUMBER")) {
                    found = nodeByNode(statement, read.pipeline());
                }
                assertThat(found)
                        .describedAs("seed %d: %s%nis written%n%s", seed, query, written)
                        .isEqualTo(expected);
                ReadPipeline again = read(written, Pipeline.EMPTY);
                assertThat(content(again.pipeline()))
                        .describedAs("seed %d, read again from%n%s", seed, written)
                        .isEqualTo(content(read.pipeline()));
            }
        }
        System.out.printf(
                "%d generated queries: the same rows; %d of them have a part that stays text: %s%n",
                QUERIES, asText, reasons);

        assertThat(asText).isLessThan(QUERIES / 2);
    }

    @Test
    void flink_gives_the_same_rows_after_it_was_a_picture() throws Exception {
        int run = 0;
        int filled = 0;
        try (Flink flink = new Flink()) {
            for (Table table : GeneratedQuery.TABLES) {
                flink.create(declaration(table), ROWS, GeneratedSqlTest::value);
            }
            for (int at = 0; at < ON_FLINK; at++) {
                long seed = SEED * 1_000_003 + at;
                String query = GeneratedQuery.of(seed);
                if (flink.refusal(query).isPresent()) {
                    continue;
                }
                ReadPipeline read = PipelineReader.read(query, Flink.HERE, flink::relation, List.of(), Pipeline.EMPTY);
                String written = PipelineSql.write(read.pipeline(), flink.columns(read.pipeline()));
                List<String> expected = flink.rows(query);
                assertThat(flink.rows(written.replace(";", "")))
                        .describedAs("seed %d: %s%nis written%n%s", seed, query, written)
                        .isEqualTo(expected);
                run++;
                filled += expected.isEmpty() ? 0 : 1;
            }
        }

        assertThat(run).describedAs("queries that Flink takes").isGreaterThan(ON_FLINK / 2);
        assertThat(filled).describedAs("queries with rows").isGreaterThan(run / 2);
    }

    private static String declaration(Table table) {
        return "CREATE TABLE " + table.name() + " ("
                + String.join(
                        ", ",
                        table.columns().stream()
                                .map(column -> column.name() + (column.text() ? " STRING" : " INT"))
                                .toList())
                + ")";
    }

    private static Optional<Object> value(String table, String column, int row, Random random) {
        boolean first = GeneratedQuery.TABLES.stream()
                .filter(known -> known.name().equals(table))
                .anyMatch(known -> known.columns().getFirst().name().equals(column));
        boolean text = GeneratedQuery.TABLES.stream()
                .filter(known -> known.name().equals(table))
                .flatMap(known -> known.columns().stream())
                .anyMatch(known -> known.name().equals(column) && known.text());
        int value = first ? row : random.nextInt(6);
        return Optional.of(text ? (value % 2 == 0 ? "a" : "b") + value : (Object) value);
    }

    private ReadPipeline read(String query, Pipeline before) {
        return PipelineReader.read(query, HERE, id -> Optional.ofNullable(relations.get(id)), List.of(), before);
    }

    private static List<Object> content(Pipeline pipeline) {
        return List.of(new HashSet<>(pipeline.nodes()), new HashSet<>(pipeline.links()));
    }

    private void create(Connection h2, Table table, Random random) throws SQLException {
        List<String> declared = new ArrayList<>();
        List<Column> columns = new ArrayList<>();
        for (Col column : table.columns()) {
            declared.add(column.name() + " " + column.type());
            boolean first = columns.isEmpty();
            String type = column.text() ? "STRING" : "INT";
            columns.add(first ? Column.notNull(column.name(), type) : Column.of(column.name(), type));
        }
        RelationId id = HERE.relation(table.name());
        Schema schema = new Schema(columns, List.of(), List.of(), Optional.empty());
        relations.put(id, new Relation.BaseTable(id, schema, Map.of(), Optional.empty()));
        try (Statement statement = h2.createStatement()) {
            statement.execute("CREATE TABLE " + table.name() + " (" + String.join(", ", declared) + ")");
        }
        String marks =
                String.join(", ", table.columns().stream().map(column -> "?").toList());
        try (PreparedStatement insert =
                h2.prepareStatement("INSERT INTO " + table.name() + " VALUES (" + marks + ")")) {
            for (int row = 1; row <= ROWS; row++) {
                for (int at = 0; at < table.columns().size(); at++) {
                    int value = at == 0 ? row : random.nextInt(6);
                    if (at > 0 && random.nextInt(5) == 0) {
                        insert.setObject(at + 1, null);
                    } else if (table.columns().get(at).text()) {
                        insert.setString(at + 1, (value % 2 == 0 ? "a" : "b") + value);
                    } else {
                        insert.setInt(at + 1, value);
                    }
                }
                insert.executeUpdate();
            }
        }
    }

    private static List<String> nodeByNode(Statement statement, Pipeline pipeline) throws SQLException {
        List<String> rows = List.of();
        List<PipelineNode> nodes = pipeline.inOrder();
        for (PipelineNode node : nodes) {
            List<String> inputs =
                    pipeline.inputs(node.name()).stream().map(Link::from).toList();
            String sql = NodeSql.of(node, inputs, name -> Optional.empty()).sql();
            statement.execute("CREATE TABLE " + node.name() + " AS " + sql);
            rows = rows(statement, "SELECT * FROM " + node.name());
        }
        for (PipelineNode node : nodes) {
            statement.execute("DROP TABLE " + node.name());
        }
        return rows;
    }

    private static List<String> rows(Statement statement, String query) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (ResultSet result = statement.executeQuery(query)) {
            int columns = result.getMetaData().getColumnCount();
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (int at = 1; at <= columns; at++) {
                    row.add(String.valueOf(result.getObject(at)));
                }
                rows.add(row.toString());
            }
        }
        rows.sort(null);
        return rows;
    }
}
