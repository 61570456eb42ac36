package io.streamhouse.refresh;

import io.streamhouse.engine.Warehouse;
import io.streamhouse.model.Column;
import io.streamhouse.model.Relation;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.Row;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Knows what a view should hold, without Flink and without the code under test: reads the inputs through Paimon as they
 * were at given snapshots, and asks H2.
 */
final class H2Oracle {

    private final Warehouse warehouse;

    H2Oracle(Warehouse warehouse) {
        this.warehouse = warehouse;
    }

    /**
     * A relation as one scan has read it.
     *
     * @param snapshot the last snapshot read; empty if none was
     */
    record Read(RelationId relation, OptionalLong snapshot) {}

    /** What the question's answer is over these inputs. */
    Contents expected(Question question, List<Read> reads) {
        if (reads.size() != question.scans().size()) {
            throw new AssertionError("The question " + question.name() + " reads " + question.scans()
                    + ", but the positions recorded are " + reads);
        }
        try (Connection h2 = DriverManager.getConnection("jdbc:h2:mem:;DATABASE_TO_UPPER=FALSE")) {
            for (int scan = 0; scan < reads.size(); scan++) {
                load(h2, "s" + scan, reads.get(scan));
            }
            return answer(h2, question.h2());
        } catch (SQLException e) {
            throw new IllegalStateException("The oracle can't answer " + question.name() + ": " + e.getMessage(), e);
        }
    }

    /** What a relation holds at a snapshot. */
    Contents actual(RelationId relation, OptionalLong snapshot) {
        Contents contents = new Contents();
        warehouse.scan(relation, snapshot, row -> contents.add(row.values()));
        return contents;
    }

    private void load(Connection h2, String name, Read read) throws SQLException {
        Relation relation = warehouse.relation(read.relation());
        List<Column> columns = relation.schema().storedColumns();
        try (Statement create = h2.createStatement()) {
            create.execute("CREATE TABLE " + name
                    + columns.stream()
                            .map(column -> "\"" + column.name() + "\" " + type(column))
                            .collect(Collectors.joining(", ", " (", ")")));
        }
        if (read.snapshot().isEmpty()) {
            return;
        }
        List<Row> rows = new ArrayList<>();
        warehouse.scan(read.relation(), read.snapshot(), rows::add);
        String marks = columns.stream().map(column -> "?").collect(Collectors.joining(", "));
        try (PreparedStatement insert = h2.prepareStatement("INSERT INTO " + name + " VALUES (" + marks + ")")) {
            for (Row row : rows) {
                int index = 0;
                for (Object value : row.values()) {
                    index++;
                    insert.setObject(index, value);
                }
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static String type(Column column) {
        return switch (column.type()) {
            case "STRING" -> "VARCHAR";
            case "DOUBLE" -> "DOUBLE PRECISION";
            default -> column.type();
        };
    }

    private static Contents answer(Connection h2, String sql) throws SQLException {
        Contents contents = new Contents();
        try (Statement select = h2.createStatement();
                ResultSet result = select.executeQuery(sql)) {
            int columns = result.getMetaData().getColumnCount();
            while (result.next()) {
                List<@Nullable Object> values = new ArrayList<>(columns);
                for (int column = 1; column <= columns; column++) {
                    values.add(result.getObject(column));
                }
                contents.add(values);
            }
        }
        return contents;
    }
}
