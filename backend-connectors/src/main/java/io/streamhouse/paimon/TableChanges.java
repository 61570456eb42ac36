package io.streamhouse.paimon;

import io.streamhouse.model.RelationId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.paimon.catalog.Catalog;
import org.apache.paimon.schema.SchemaChange;
import org.apache.paimon.table.FileStoreTable;

/** Changes of whole tables. */
final class TableChanges {

    private final Catalog catalog;
    private final Tables tables;

    TableChanges(Catalog catalog, Tables tables) {
        this.catalog = catalog;
        this.tables = tables;
    }

    void drop(RelationId id) {
        Failures.guard("drop " + id, () -> {
            catalog.dropTable(tables.identifier(id), true);
            tables.changed(id);
            return Boolean.TRUE;
        });
    }

    void setOptions(RelationId id, Map<String, String> set) {
        Failures.guard("change the options of " + id, () -> {
            tables.changed(id);
            Map<String, String> stored = tables.fileStoreTable(id).options();
            List<SchemaChange> changes = new ArrayList<>();
            new TreeMap<>(set).forEach((key, value) -> {
                if (!value.equals(stored.get(key))) {
                    changes.add(SchemaChange.setOption(key, value));
                }
            });
            apply(id, changes);
            return Boolean.TRUE;
        });
    }

    /** All of them in one new version of the schema; none where there is nothing to change. */
    void apply(RelationId id, List<SchemaChange> changes) throws Exception {
        if (!changes.isEmpty()) {
            catalog.alterTable(tables.identifier(id), changes, false);
            tables.changed(id);
        }
    }

    void rollback(RelationId id, long snapshot) {
        Failures.guard("take " + id + " back to snapshot " + snapshot, () -> {
            FileStoreTable table = tables.fileStoreTable(id);
            if (!table.snapshotManager().snapshotExists(snapshot)) {
                throw SnapshotHolds.gone(id, snapshot);
            }
            table.rollbackTo(snapshot);
            tables.changed(id);
            return Boolean.TRUE;
        });
    }
}
