package io.streamhouse.console.catalog;

import io.streamhouse.model.RelationId;
import java.util.List;

/**
 * What is to be made of an uploaded file.
 *
 * @param columns in the order of the table; those not included are left out
 * @param primaryKey names of columns of the table; may be empty
 */
public record FileImportPlan(
        RelationId target, List<FileImportColumn> columns, List<String> primaryKey, OnBadRows onBadRows) {

    /** What happens if some rows don't fit their columns. */
    public enum OnBadRows {
        /** Nothing is imported. */
        IMPORT_NOTHING,
        /** The others are. */
        SKIP_THEM
    }

    public FileImportPlan {
        columns = List.copyOf(columns);
        primaryKey = List.copyOf(primaryKey);
    }
}
