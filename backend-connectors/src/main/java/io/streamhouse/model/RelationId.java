package io.streamhouse.model;

import java.util.ArrayList;
import java.util.List;

/**
 * Names a relation: {@code catalog.database.name}.
 *
 * <p>The text form quotes a part with backticks only where it is not a plain identifier, so that the usual id reads as
 * people write it and any id can be pasted into SQL.
 */
public record RelationId(String catalog, String database, String name) implements Comparable<RelationId> {

    public RelationId {
        requirePart("catalog", catalog);
        requirePart("database", database);
        requirePart("name", name);
    }

    private static void requirePart(String what, String part) {
        if (part.isEmpty()) {
            throw new IllegalArgumentException("A relation's " + what + " must not be empty");
        }
    }

    public DatabaseId databaseId() {
        return new DatabaseId(catalog, database);
    }

    /**
     * Reads {@code catalog.database.name}, each part plain or in backticks (a backtick inside is doubled).
     *
     * @throws IllegalArgumentException if there are not exactly three parts
     */
    public static RelationId parse(String text) {
        List<String> parts = Identifiers.split(text);
        if (parts.size() != 3) {
            throw new IllegalArgumentException("Expected catalog.database.name but got: " + text);
        }
        return new RelationId(parts.get(0), parts.get(1), parts.get(2));
    }

    /** The id with every part in backticks, safe to put into a statement. */
    public String quoted() {
        List<String> parts = new ArrayList<>();
        for (String part : List.of(catalog, database, name)) {
            parts.add(Identifiers.quote(part));
        }
        return String.join(".", parts);
    }

    @Override
    public int compareTo(RelationId other) {
        int byDatabase = databaseId().compareTo(other.databaseId());
        return byDatabase != 0 ? byDatabase : name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return Identifiers.plain(catalog) + "." + Identifiers.plain(database) + "." + Identifiers.plain(name);
    }
}
