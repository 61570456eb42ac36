package io.streamhouse.alert;

import io.streamhouse.model.DatabaseId;
import io.streamhouse.model.Identifiers;
import io.streamhouse.model.RelationId;
import java.util.List;

/** What a rule looks at. */
public sealed interface Scope {

    /** What is written for {@link Everything}. */
    String EVERYTHING = "*";

    record OneView(RelationId view) implements Scope {}

    /** The views of a database, those that come later too. */
    record Database(DatabaseId database) implements Scope {}

    /** All views; for cost, the whole of what is paid for. */
    record Everything() implements Scope {}

    /**
     * Reads what {@link #text()} writes.
     *
     * @param text {@code *}, {@code catalog.database} or {@code catalog.database.view}
     * @throws IllegalArgumentException if it is none of them
     */
    static Scope parse(String text) {
        if (text.strip().equals(EVERYTHING)) {
            return new Everything();
        }
        List<String> parts = Identifiers.split(text.strip());
        return switch (parts.size()) {
            case 2 -> new Database(new DatabaseId(parts.get(0), parts.get(1)));
            case 3 -> new OneView(new RelationId(parts.get(0), parts.get(1), parts.get(2)));
            default ->
                throw new IllegalArgumentException(
                        "A rule looks at *, a catalog.database or a catalog.database.view, not at " + text);
        };
    }

    default String text() {
        return switch (this) {
            case OneView one -> one.view().toString();
            case Database all -> all.database().toString();
            case Everything ignored -> EVERYTHING;
        };
    }

    default boolean covers(RelationId view) {
        return switch (this) {
            case OneView one -> one.view().equals(view);
            case Database all -> all.database().equals(view.databaseId());
            case Everything ignored -> true;
        };
    }
}
