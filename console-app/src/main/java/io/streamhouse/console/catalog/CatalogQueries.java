package io.streamhouse.console.catalog;

import io.streamhouse.model.DatabaseId;
import io.streamhouse.model.Identifiers;
import io.streamhouse.model.RelationId;
import java.util.OptionalLong;

/** Statements that the catalog offers to go on with in the SQL page. */
public final class CatalogQueries {

    private CatalogQueries() {}

    /** The first rows, at a snapshot or the latest one. */
    public static String select(RelationId id, OptionalLong snapshot) {
        return "SELECT *\nFROM " + at(id, snapshot) + "\nLIMIT 100;";
    }

    /** The rows of an older snapshot that are no longer there, or no longer as they were. */
    public static String compare(RelationId id, long older) {
        return "-- Rows of snapshot " + older + " that the latest one does not hold.\n"
                + "-- Swap the two halves for what has been added or changed since.\n"
                + "SELECT * FROM " + at(id, OptionalLong.of(older)) + "\nEXCEPT\nSELECT * FROM "
                + at(id, OptionalLong.empty()) + ";";
    }

    /** Merges small files into larger ones. */
    public static String compact(RelationId id) {
        return "CALL " + Identifiers.plain(id.catalog()) + ".sys.compact("
                + Identifiers.literal(id.database() + "." + id.name()) + ");";
    }

    /** A table to begin with. */
    public static String createTable(DatabaseId database) {
        return "CREATE TABLE " + database + ".my_table (\n  id BIGINT NOT NULL,\n  name STRING,\n"
                + "  updated_at TIMESTAMP(3),\n  PRIMARY KEY (id) NOT ENFORCED\n);";
    }

    private static String at(RelationId id, OptionalLong snapshot) {
        return snapshot.isEmpty()
                ? id.toString()
                : id + " /*+ OPTIONS('scan.snapshot-id' = '" + snapshot.getAsLong() + "') */";
    }
}
