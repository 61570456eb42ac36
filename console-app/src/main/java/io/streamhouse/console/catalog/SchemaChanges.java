package io.streamhouse.console.catalog;

import io.streamhouse.model.Column;
import io.streamhouse.model.Schema;
import io.streamhouse.model.SchemaVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;

/** Says in words what one version of a schema changed of the one before. */
public final class SchemaChanges {

    private SchemaChanges() {}

    /** Empty when nothing that can be seen has changed. */
    public static List<String> between(SchemaVersion before, SchemaVersion after) {
        List<String> changes = new ArrayList<>();
        for (Column column : after.schema().columns()) {
            Optional<Column> old = before.schema().column(column.name());
            if (old.isEmpty()) {
                changes.add("added " + column.name() + " " + column.type());
            } else {
                changed(old.get(), column, changes);
            }
        }
        before.schema().columns().stream()
                .filter(column -> after.schema().column(column.name()).isEmpty())
                .forEach(column -> changes.add("dropped " + column.name()));
        keys(before.schema(), after.schema(), changes);
        options(before, after, changes);
        return List.copyOf(changes);
    }

    private static void changed(Column before, Column after, List<String> changes) {
        if (!before.type().equals(after.type())) {
            changes.add(after.name() + ": " + before.type() + " → " + after.type());
        }
        if (before.nullable() != after.nullable()) {
            changes.add(after.name() + (after.nullable() ? " may be null" : " must not be null"));
        }
        if (!before.comment().equals(after.comment())) {
            changes.add(after.name() + ": comment changed");
        }
    }

    private static void keys(Schema before, Schema after, List<String> changes) {
        if (!before.primaryKey().equals(after.primaryKey())) {
            changes.add("primary key: " + String.join(", ", after.primaryKey()));
        }
        if (!before.partitionKeys().equals(after.partitionKeys())) {
            changes.add("partitioned by: " + String.join(", ", after.partitionKeys()));
        }
    }

    private static void options(SchemaVersion before, SchemaVersion after, List<String> changes) {
        TreeSet<String> keys = new TreeSet<>(before.options().keySet());
        keys.addAll(after.options().keySet());
        for (String key : keys) {
            String now = after.options().get(key);
            if (!Objects.equals(before.options().get(key), now)) {
                changes.add(now == null ? "unset " + key : "set " + key + " = " + now);
            }
        }
    }
}
