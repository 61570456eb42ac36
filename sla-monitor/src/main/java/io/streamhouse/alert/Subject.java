package io.streamhouse.alert;

import io.streamhouse.model.DatabaseId;
import io.streamhouse.model.RelationId;

/** What an alert is about. */
public sealed interface Subject {

    record OneView(RelationId view) implements Subject {}

    record Database(DatabaseId database) implements Subject {}

    /** All that is paid for. */
    record Everything() implements Subject {}

    /** Names it among all subjects; stored. */
    default String key() {
        return switch (this) {
            case OneView one -> one.view().toString();
            case Database all -> all.database().toString();
            case Everything ignored -> Scope.EVERYTHING;
        };
    }

    /** As a person reads it. */
    default String title() {
        return this instanceof Everything ? "everything" : key();
    }
}
