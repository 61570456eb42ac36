package io.streamhouse.console.catalog;

import io.streamhouse.console.catalog.FileImportColumns.Bad;
import io.streamhouse.console.catalog.FileImportColumns.Fits;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.RelationId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One passage through a file, record by record. */
final class FileImportRun {

    private static final int BAD_ROWS_TOLD = 200;
    private static final int LOOK_UP_EVERY = 5_000;

    private final FileImportColumns columns;
    private final FileImportProgress progress;
    private final String step;
    private final List<FileImportBadRow> told = new ArrayList<>();
    private long good;
    private long bad;

    FileImportRun(FileImportColumns columns, FileImportProgress progress, String step) {
        this.columns = columns;
        this.progress = progress;
        this.step = step;
    }

    /** @throws ProblemException CANCELLED if the one who follows it says so */
    void run(FileRecords records, Consumer<List<@Nullable Object>> sink) {
        Optional<FileRecords.FileRecord> next;
        while ((next = records.next()).isPresent()) {
            switch (columns.convert(next.get())) {
                case Fits fits -> {
                    sink.accept(fits.values());
                    good++;
                }
                case Bad wrong -> {
                    bad++;
                    if (told.size() < BAD_ROWS_TOLD) {
                        told.add(wrong.row());
                    }
                }
            }
            if ((good + bad) % LOOK_UP_EVERY == 0) {
                progress.at(step, records.share(), good, bad);
                if (progress.cancelled()) {
                    throw new ProblemException(ErrorCode.CANCELLED, "The import was cancelled: nothing was imported");
                }
            }
        }
        progress.at(step, 1, good, bad);
    }

    long goodRows() {
        return good;
    }

    long badRows() {
        return bad;
    }

    FileImportResult nothingImported() {
        return new FileImportResult(Optional.empty(), 0, bad, told);
    }

    FileImportResult imported(RelationId table) {
        return new FileImportResult(Optional.of(table), good, bad, told);
    }
}
