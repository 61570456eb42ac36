package io.streamhouse.console.catalog;

import io.streamhouse.model.TableFacts;
import java.util.Optional;

/**
 * Whether a table's files are of a size that reads well. Every file costs a reader an opening, so many small ones cost
 * more than the same rows in few.
 *
 * @param averageBytes of a live file
 */
public record FilesHealth(long files, long averageBytes, boolean small) {

    private static final long SMALL = 8L << 20;
    private static final long FEW = 32;

    /** Empty for a table without files. */
    public static Optional<FilesHealth> of(TableFacts facts) {
        if (facts.files() == 0) {
            return Optional.empty();
        }
        long average = facts.bytes() / facts.files();
        return Optional.of(new FilesHealth(facts.files(), average, facts.files() > FEW && average < SMALL));
    }
}
