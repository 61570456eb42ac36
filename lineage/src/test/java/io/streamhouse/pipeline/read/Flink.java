package io.streamhouse.pipeline.read;

import io.streamhouse.model.Column;
import io.streamhouse.model.DatabaseId;
import io.streamhouse.model.Relation;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.Schema;
import io.streamhouse.pipeline.Pipeline;
import io.streamhouse.pipeline.PipelineNode;
import io.streamhouse.pipeline.write.PipelineSql;
import io.streamhouse.sql.Scripts;
import io.streamhouse.sql.Slice;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.table.runtime.typeutils.ExternalTypeInfo;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;

/** Flink itself, with tables of generated rows, in batch. */
final class Flink implements AutoCloseable {

    static final DatabaseId HERE = new DatabaseId("default_catalog", "default_database");

    private final MiniCluster cluster;
    private final StreamExecutionEnvironment streams;
    private final StreamTableEnvironment tables;
    private final Map<RelationId, Relation> relations = new HashMap<>();

    Flink() throws Exception {
        Configuration configuration = new Configuration();
        configuration.set(RestOptions.BIND_PORT, "0");
        configuration.setString("taskmanager.memory.network.min", "32mb");
        cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(4)
                .build());
        cluster.start();
        var address = cluster.getRestAddress().get();
        streams = StreamExecutionEnvironment.createRemoteEnvironment(address.getHost(), address.getPort());
        streams.setRuntimeMode(RuntimeExecutionMode.BATCH);
        streams.setParallelism(1);
        tables = StreamTableEnvironment.create(
                streams, EnvironmentSettings.newInstance().inBatchMode().build());
    }

    Optional<Relation> relation(RelationId id) {
        return Optional.ofNullable(relations.get(id));
    }

    /**
     * Makes the tables of a script, filled at random.
     *
     * @param script CREATE TABLEs without connectors
     * @param rows how many a table has
     * @param value gives a column's value in a row, or nothing for any
     */
    void create(String script, int rows, Values value) {
        for (Slice slice : Scripts.split(script)) {
            if (slice.text().toUpperCase(java.util.Locale.ROOT).startsWith("CREATE TABLE")) {
                create(slice.text(), slice.text().split("[\\s(]+")[2], rows, value);
            }
        }
    }

    /** A value for a column in a row; empty for any. */
    @FunctionalInterface
    interface Values {
        Optional<Object> of(String table, String column, int row, Random random);
    }

    private void create(String statement, String name, int count, Values values) {
        tables.executeSql(statement.replaceFirst("(?i)CREATE TABLE \\w+", "CREATE TEMPORARY TABLE declared_" + name)
                + " WITH ('connector' = 'datagen')");
        var schema = tables.from("declared_" + name).getResolvedSchema();
        Random random = new Random(name.hashCode());
        List<Row> rows = new ArrayList<>();
        for (int at = 0; at < count; at++) {
            Row row = Row.withPositions(schema.getColumnCount());
            for (int field = 0; field < schema.getColumnCount(); field++) {
                String column = schema.getColumnNames().get(field);
                DataType type = schema.getColumnDataTypes().get(field);
                row.setField(
                        field,
                        values.of(name, column, at, random)
                                .orElseGet(() -> any(type.getLogicalType().getTypeRoot(), random)));
            }
            rows.add(row);
        }
        DataType physical = schema.toSourceRowDataType();
        @SuppressWarnings("unchecked")
        TypeInformation<Row> type = (TypeInformation<Row>) (TypeInformation<?>) ExternalTypeInfo.of(physical);
        org.apache.flink.table.api.Schema.Builder declared = org.apache.flink.table.api.Schema.newBuilder();
        List<Column> columns = new ArrayList<>();
        for (int field = 0; field < schema.getColumnCount(); field++) {
            String column = schema.getColumnNames().get(field);
            DataType of = schema.getColumnDataTypes().get(field);
            declared.column(column, of);
            String written = of.getLogicalType().copy(true).asSummaryString();
            columns.add(
                    of.getLogicalType().isNullable() ? Column.of(column, written) : Column.notNull(column, written));
        }
        schema.getWatermarkSpecs()
                .forEach(watermark -> declared.watermark(
                        watermark.getRowtimeAttribute(),
                        "`" + watermark.getRowtimeAttribute() + "` - INTERVAL '4' SECOND"));
        tables.createTemporaryView(name, streams.fromData(rows, type), declared.build());
        RelationId id = HERE.relation(name);
        List<String> key = schema.getPrimaryKey().map(one -> one.getColumns()).orElse(List.of());
        relations.put(
                id,
                new Relation.BaseTable(
                        id, new Schema(columns, key, List.of(), Optional.empty()), Map.of(), Optional.empty()));
    }

    private static Object any(LogicalTypeRoot root, Random random) {
        return switch (root) {
            case BIGINT -> (long) random.nextInt(20);
            case INTEGER -> random.nextInt(20);
            case DECIMAL -> BigDecimal.valueOf(random.nextInt(100_000), 2);
            case DATE -> LocalDate.of(1993 + random.nextInt(5), 1 + random.nextInt(12), 1 + random.nextInt(28));
            case TIMESTAMP_WITHOUT_TIME_ZONE -> LocalDateTime.of(2026, 1, 1, 12, random.nextInt(2), random.nextInt(60));
            default -> "text " + random.nextInt(9);
        };
    }

    /** The rows of a query, in no order. */
    List<String> rows(String query) throws Exception {
        List<String> rows = new ArrayList<>();
        try (CloseableIterator<Row> result = tables.executeSql(query).collect()) {
            while (result.hasNext()) {
                Row row = result.next();
                List<String> values = new ArrayList<>();
                for (int field = 0; field < row.getArity(); field++) {
                    Object value = row.getField(field);
                    values.add(
                            value instanceof Double number
                                    ? new BigDecimal(number)
                                            .setScale(6, RoundingMode.HALF_UP)
                                            .toString()
                                    : String.valueOf(value));
                }
                rows.add(values.toString());
            }
        }
        rows.sort(null);
        return rows;
    }

    /** The columns of a pipeline's nodes, by their names. */
    Function<String, Optional<List<String>>> columns(Pipeline pipeline) {
        Map<String, Optional<List<String>>> known = new HashMap<>();
        for (PipelineNode node : pipeline.inOrder()) {
            String query = PipelineSql.query(pipeline, node.name(), name -> known.getOrDefault(name, Optional.empty()));
            known.put(
                    node.name(),
                    Optional.of(tables.sqlQuery(query).getResolvedSchema().getColumnNames()));
        }
        return name -> known.getOrDefault(name, Optional.empty());
    }

    /** Whether Flink takes a query at all; empty if it does, or else why not. */
    Optional<String> refusal(String query) {
        try {
            tables.explainSql(query);
            return Optional.empty();
        } catch (RuntimeException refused) {
            Throwable cause = refused;
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            return Optional.of(
                    String.valueOf(cause.getMessage()).lines().findFirst().orElse(""));
        }
    }

    @Override
    public void close() throws Exception {
        cluster.close();
    }
}
