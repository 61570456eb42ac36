package io.streamhouse.console.catalog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an uploaded file seems to hold.
 *
 * @param id names the upload until it is imported, discarded or forgotten
 * @param columns in the file's order, with the types inferred
 * @param preview first rows as text, in the order of {@code columns}; null for no value
 * @param notes what was noticed and decided, in words
 * @param suggestedName a name for the table
 */
public record FileImportAnalysis(
        String id,
        String fileName,
        long bytes,
        FileImportReading reading,
        List<FileImportColumn> columns,
        List<List<@Nullable String>> preview,
        List<String> notes,
        String suggestedName) {

    public FileImportAnalysis {
        columns = List.copyOf(columns);
        preview = List.copyOf(preview);
        notes = List.copyOf(notes);
    }
}
