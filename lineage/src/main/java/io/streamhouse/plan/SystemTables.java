package io.streamhouse.plan;

import io.streamhouse.model.Column;
import io.streamhouse.model.Relation;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What Paimon tells of a table under its name and a dollar sign: {@code orders$snapshots}. */
final class SystemTables {

    private static final char MARK = '$';
    private static final String BRANCH = "branch_";
    private static final String TEXT = "STRING";

    /** Their columns. */
    private static final Map<String, List<Column>> COLUMNS = Map.ofEntries(
            Map.entry(
                    "snapshots",
                    columns(
                            "snapshot_id BIGINT, schema_id BIGINT, commit_user STRING, commit_identifier BIGINT, commit_kind STRING,"
                                    + " commit_time TIMESTAMP(3), base_manifest_list STRING, delta_manifest_list STRING,"
                                    + " changelog_manifest_list STRING, total_record_count BIGINT, delta_record_count BIGINT,"
                                    + " changelog_record_count BIGINT, watermark BIGINT, next_row_id BIGINT")),
            Map.entry(
                    "schemas",
                    columns(
                            "schema_id BIGINT, fields STRING, partition_keys STRING, primary_keys STRING, options STRING,"
                                    + " comment STRING, update_time TIMESTAMP(3)")),
            Map.entry("options", columns("key STRING, value STRING")),
            Map.entry(
                    "tags",
                    columns("tag_name STRING, snapshot_id BIGINT, schema_id BIGINT, commit_time TIMESTAMP(3),"
                            + " record_count BIGINT, create_time TIMESTAMP(3), time_retained STRING")),
            Map.entry("branches", columns("branch_name STRING, create_time TIMESTAMP(3)")),
            Map.entry("consumers", columns("consumer_id STRING, next_snapshot_id BIGINT")),
            Map.entry(
                    "manifests",
                    columns("file_name STRING, file_size BIGINT, num_added_files BIGINT, num_deleted_files BIGINT,"
                            + " schema_id BIGINT, min_partition_stats STRING, max_partition_stats STRING,"
                            + " min_row_id BIGINT, max_row_id BIGINT")),
            Map.entry(
                    "files",
                    columns(
                            "partition STRING, bucket INT, file_path STRING, file_format STRING, schema_id BIGINT, level INT,"
                                    + " record_count BIGINT, file_size_in_bytes BIGINT, min_key STRING, max_key STRING,"
                                    + " null_value_counts STRING, min_value_stats STRING, max_value_stats STRING,"
                                    + " min_sequence_number BIGINT, max_sequence_number BIGINT, creation_time TIMESTAMP(3),"
                                    + " deleteRowCount BIGINT, file_source STRING, first_row_id BIGINT")),
            Map.entry(
                    "partitions",
                    columns("partition STRING, record_count BIGINT, file_size_in_bytes BIGINT, file_count BIGINT,"
                            + " last_update_time TIMESTAMP(3)")),
            Map.entry(
                    "buckets",
                    columns(
                            "partition STRING, bucket INT, record_count BIGINT, file_size_in_bytes BIGINT, file_count BIGINT,"
                                    + " last_update_time TIMESTAMP(3)")),
            Map.entry(
                    "statistics",
                    columns("snapshot_id BIGINT, schema_id BIGINT, mergedRecordCount BIGINT, mergedRecordSize BIGINT,"
                            + " colstat STRING")),
            Map.entry(
                    "aggregation_fields",
                    columns(
                            "field_name STRING, field_type STRING, function STRING, function_options STRING, comment STRING")),
            Map.entry(
                    "table_indexes",
                    columns("partition STRING, bucket INT, index_type STRING, file_name STRING, file_size BIGINT,"
                            + " row_count BIGINT")));

    private SystemTables() {}

    private static List<Column> columns(String declared) {
        List<Column> columns = new ArrayList<>();
        for (String column : declared.split(", ")) {
            int blank = column.indexOf(' ');
            columns.add(Column.of(column.substring(0, blank), column.substring(blank + 1)));
        }
        return List.copyOf(columns);
    }

    /** The table that one of such a name tells of; empty for other names. */
    static Optional<RelationId> base(RelationId id) {
        int mark = id.name().indexOf(MARK);
        return mark <= 0
                ? Optional.empty()
                : Optional.of(
                        new RelationId(id.catalog(), id.database(), id.name().substring(0, mark)));
    }

    /** Whether it tells of the table's rows, rather than of what it is stored in. */
    static boolean tellsRows(RelationId table, RelationId id) {
        String what = id.name().substring(table.name().length() + 1);
        return what.equals("ro") || what.equals("audit_log") || what.equals("binlog");
    }

    /** The relation of that name which tells of the table; empty if there is no such one. */
    static Optional<Relation> of(Relation table, RelationId id) {
        if (table instanceof Relation.View) {
            return Optional.empty();
        }
        String what = id.name().substring(table.id().name().length() + 1);
        if (what.startsWith(BRANCH)) {
            String branch = what.substring(BRANCH.length());
            int mark = branch.indexOf(MARK);
            return mark < 0 ? Optional.of(relation(id, table.schema())) : kind(table, id, branch.substring(mark + 1));
        }
        return kind(table, id, what);
    }

    private static Optional<Relation> kind(Relation table, RelationId id, String kind) {
        return switch (kind) {
            case "ro" -> Optional.of(relation(id, table.schema()));
            case "audit_log" -> Optional.of(relation(id, withRowKind(table, "")));
            case "binlog" -> Optional.of(relation(id, withRowKind(table, "ARRAY")));
            default -> Optional.ofNullable(COLUMNS.get(kind)).map(columns -> relation(id, schema(columns)));
        };
    }

    private static Schema withRowKind(Relation table, String around) {
        List<Column> columns = new ArrayList<>();
        columns.add(Column.of("rowkind", TEXT));
        for (Column column : table.schema().storedColumns()) {
            columns.add(
                    Column.of(column.name(), around.isEmpty() ? column.type() : around + "<" + column.type() + ">"));
        }
        return schema(columns);
    }

    private static Schema schema(List<Column> columns) {
        return new Schema(columns, List.of(), List.of(), Optional.empty());
    }

    private static Relation relation(RelationId id, Schema schema) {
        return new Relation.BaseTable(id, schema, Map.of(), Optional.empty());
    }
}
