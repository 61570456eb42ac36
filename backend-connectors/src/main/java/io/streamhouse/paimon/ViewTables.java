package io.streamhouse.paimon;

import io.streamhouse.model.Column;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.ForeignSuspension;
import io.streamhouse.model.JobId;
import io.streamhouse.model.Problem;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.RefreshMode;
import io.streamhouse.model.Relation;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.Schema;
import io.streamhouse.model.ViewDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.paimon.CoreOptions;
import org.apache.paimon.CoreOptions.ChangelogProducer;
import org.apache.paimon.catalog.Catalog;
import org.apache.paimon.schema.SchemaChange;
import org.apache.paimon.table.FileStoreTable;
import org.apache.paimon.types.DataField;
import org.apache.paimon.types.DataType;

/** Materialized views as Paimon tables. */
final class ViewTables {

    /** Options that would change what the rows a view is given mean, or who writes them. */
    private static final Set<String> NOT_FOR_VIEWS = Set.of(
            CoreOptions.MERGE_ENGINE.key(),
            CoreOptions.SEQUENCE_FIELD.key(),
            CoreOptions.ROWKIND_FIELD.key(),
            CoreOptions.IGNORE_DELETE.key(),
            CoreOptions.WRITE_ONLY.key(),
            CoreOptions.PRIMARY_KEY.key(),
            CoreOptions.PARTITION.key(),
            CoreOptions.PATH.key());

    private final Catalog catalog;
    private final Tables tables;
    private final TableChanges changes;

    ViewTables(Catalog catalog, Tables tables, TableChanges changes) {
        this.catalog = catalog;
        this.tables = tables;
        this.changes = changes;
    }

    void create(ViewDefinition view) {
        RelationId id = view.id();
        org.apache.paimon.schema.Schema table = table(view);
        Failures.guard("create " + id, () -> {
            try {
                catalog.createTable(tables.identifier(id), table, false);
            } catch (Catalog.TableAlreadyExistException exists) {
                throw new ProblemException(
                        Problem.of(
                                ErrorCode.ALREADY_EXISTS,
                                "There is a relation " + id + " already",
                                "Choose another name, or drop it first"),
                        exists);
            } catch (Catalog.DatabaseNotExistException gone) {
                throw new ProblemException(
                        Problem.of(ErrorCode.NOT_FOUND, "There is no database " + id.databaseId()), gone);
            } catch (IllegalArgumentException | UnsupportedOperationException | IllegalStateException refused) {
                throw new ProblemException(
                        Problem.of(
                                ErrorCode.INVALID_STATEMENT,
                                "Paimon can't keep " + id + " like this: " + refused.getMessage()),
                        refused);
            }
            tables.changed(id);
            return Boolean.TRUE;
        });
    }

    private static org.apache.paimon.schema.Schema table(ViewDefinition view) {
        Schema schema = view.schema();
        checkKeys(view);
        org.apache.paimon.schema.Schema.Builder table = org.apache.paimon.schema.Schema.newBuilder();
        for (Column column : schema.columns()) {
            table.column(column.name(), PaimonTypes.of(column), column.comment().orElse(null));
        }
        view.comment().ifPresent(table::comment);
        return table.primaryKey(schema.primaryKey())
                .partitionKeys(schema.partitionKeys())
                .options(options(view))
                .build();
    }

    private static void checkKeys(ViewDefinition view) {
        Schema schema = view.schema();
        for (String key : schema.primaryKey()) {
            Column column = schema.column(key)
                    .orElseThrow(() -> new ProblemException(
                            ErrorCode.INVALID_STATEMENT,
                            "The primary key of " + view.id() + " names " + key + ", which is none of its columns"));
            if (column.nullable()) {
                throw new ProblemException(
                        ErrorCode.INVALID_STATEMENT,
                        "The key column " + key + " of " + view.id() + " may be NULL",
                        "Filter rows without it (WHERE " + key + " IS NOT NULL) or give them a value (COALESCE)");
            }
        }
        for (String key : schema.partitionKeys()) {
            if (schema.column(key).isEmpty()) {
                throw new ProblemException(
                        ErrorCode.INVALID_STATEMENT,
                        view.id() + " is partitioned by " + key + ", which is none of its columns");
            }
            if (!schema.primaryKey().isEmpty() && !schema.primaryKey().contains(key)) {
                // With fixed buckets a key is looked for in its own partition only.
                throw new ProblemException(
                        ErrorCode.INVALID_STATEMENT,
                        view.id() + " is partitioned by " + key + ", which is not part of its primary key",
                        "Add " + key + " to the primary key, or partition by columns of the key");
            }
        }
    }

    private static Map<String, String> options(ViewDefinition view) {
        Map<String, String> options = new TreeMap<>(view.options());
        boolean keyed = !view.schema().primaryKey().isEmpty();
        refuse(view, keyed);
        if (keyed) {
            options.putIfAbsent(CoreOptions.BUCKET.key(), "1");
            options.put(CoreOptions.CHANGELOG_PRODUCER.key(), ChangelogProducer.LOOKUP.toString());
        }
        options.put(CoreOptions.COMMIT_FORCE_CREATE_SNAPSHOT.key(), "true");
        if (!view.schema().partitionKeys().isEmpty()) {
            // Written anew, a view is written whole: a partition that became empty must not stay.
            options.putIfAbsent(CoreOptions.DYNAMIC_PARTITION_OVERWRITE.key(), "false");
        }
        ViewOptions.markAsView(options);
        options.putAll(ViewOptions.of(view, Optional.empty(), Optional.empty()));
        return options;
    }

    private static void refuse(ViewDefinition view, boolean keyed) {
        view.options().forEach((key, value) -> {
            boolean changelog = key.equals(CoreOptions.CHANGELOG_PRODUCER.key())
                    && !value.equalsIgnoreCase(ChangelogProducer.LOOKUP.toString());
            boolean bucket = keyed && key.equals(CoreOptions.BUCKET.key()) && !value.matches("[1-9]\\d{0,5}");
            if (NOT_FOR_VIEWS.contains(key) || ViewOptions.isOurs(key) || changelog || bucket) {
                throw new ProblemException(
                        ErrorCode.NOT_SUPPORTED,
                        "The option " + key + " = " + value + " is not for a materialized view",
                        bucket ? "Give a fixed number of buckets" : "Leave it out");
            }
        });
    }

    ViewDefinition read(RelationId id) {
        return Failures.guard("read " + id, () -> {
            Tables.Entry entry = tables.entry(id);
            if (!(entry.relation instanceof Relation.MaterializedView view)) {
                throw new ProblemException(ErrorCode.NOT_FOUND, id + " is no materialized view");
            }
            Map<String, String> stored = view.options();
            Map<String, String> others = new TreeMap<>(stored);
            others.keySet().removeIf(ViewOptions::isOurs);
            return new ViewDefinition(
                    id,
                    ViewOptions.query(stored),
                    view.schema(),
                    ViewOptions.freshness(stored),
                    ViewOptions.mode(stored),
                    ViewOptions.uid(stored),
                    view.comment(),
                    others);
        });
    }

    Optional<ForeignSuspension> suspendedByOthers(RelationId id) {
        return Failures.guard("read " + id, () -> {
            tables.changed(id);
            if (!(tables.entry(id).relation instanceof Relation.MaterializedView view)) {
                throw new ProblemException(ErrorCode.NOT_FOUND, id + " is no materialized view");
            }
            return ViewOptions.suspendedByOthers(view.options());
        });
    }

    void alter(ViewDefinition view, Optional<RefreshMode> actual, Optional<JobId> job) {
        RelationId id = view.id();
        List<DataType> types =
                view.schema().columns().stream().map(PaimonTypes::of).toList();
        Failures.guard("alter " + id, () -> {
            tables.changed(id);
            ViewDefinition stored = read(id);
            FileStoreTable table = tables.fileStoreTable(id);
            checkSameShape(view, types, table);
            List<SchemaChange> differing = new ArrayList<>();
            ViewOptions.of(view, actual, job).forEach((key, value) -> {
                if (!value.equals(table.options().get(key))) {
                    differing.add(SchemaChange.setOption(key, value));
                }
            });
            if (!view.comment().equals(stored.comment())) {
                differing.add(SchemaChange.updateComment(view.comment().orElse(null)));
            }
            changes.apply(id, differing);
            return Boolean.TRUE;
        });
    }

    private static void checkSameShape(ViewDefinition view, List<DataType> types, FileStoreTable table) {
        List<DataField> fields = table.rowType().getFields();
        boolean same = fields.size() == types.size()
                && table.primaryKeys().equals(view.schema().primaryKey())
                && table.partitionKeys().equals(view.schema().partitionKeys());
        for (int i = 0; same && i < types.size(); i++) {
            same = fields.get(i).name().equals(view.schema().columns().get(i).name())
                    && fields.get(i).type().equalsIgnoreFieldId(types.get(i));
        }
        if (!same) {
            throw new ProblemException(
                    ErrorCode.NOT_SUPPORTED,
                    "The columns or keys of " + view.id() + " can't be changed",
                    "Create another view with the new columns, and drop this one when nothing reads it any more");
        }
    }
}
