package io.streamhouse.console.catalog;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The records of a file, one by one. A file is never held in memory. */
interface FileRecords extends AutoCloseable {

    /** The longest record that is read: what is longer has lost its line ends or its quotes. */
    int LONGEST_RECORD = 8 * 1024 * 1024;

    /**
     * One record.
     *
     * @param line where it begins, from 1
     * @param values in the order of {@link #columns}; text, or a JDK value where the file has types
     * @param flaw why it can't be read; empty if it can
     */
    record FileRecord(long line, List<@Nullable Object> values, Optional<String> flaw) {}

    /** Names of the columns in the file; grows while reading where records name their own. */
    List<String> columns();

    /** The types the file itself states, in the order of {@link #columns}; empty for files without types. */
    List<String> types();

    /** @throws io.streamhouse.model.ProblemException if the file can't be read any further */
    Optional<FileRecord> next();

    /** What was noticed about the file as a whole. */
    List<String> notes();

    /** How much of the file has been read, 0 to 1. */
    double share();

    @Override
    void close();
}
