package io.streamhouse.console.catalog;

import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.Problem;
import io.streamhouse.model.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/** Records of a CSV file; quoted fields may hold delimiters, quotes and line ends. */
final class CsvRecords implements FileRecords {

    private final TextFile file;
    private final CSVParser parser;
    private final Iterator<CSVRecord> records;
    private final List<String> columns;
    private final List<String> notes = new ArrayList<>();
    private @Nullable CSVRecord ahead;
    private long aheadLine;
    private long line = 1;

    private CsvRecords(TextFile file, CSVParser parser, boolean header) {
        this.file = file;
        this.parser = parser;
        this.records = parser.iterator();
        CSVRecord first = read();
        if (first == null) {
            columns = List.of();
        } else if (header) {
            columns = ColumnNames.distinct(first.toList(), notes);
        } else {
            columns = ColumnNames.numbered(first.size());
            ahead = first;
            aheadLine = line;
        }
    }

    static CsvRecords open(Path path, FileImportReading reading) {
        if (reading.delimiter().length() != 1 || "\"\r\n".contains(reading.delimiter())) {
            throw new ProblemException(
                    ErrorCode.INVALID_REQUEST,
                    "A CSV file's delimiter is one character, not a quote or a line end",
                    "Use a comma, a semicolon, a tab or a bar");
        }
        try {
            TextFile file = TextFile.open(path, reading.charset());
            CSVFormat format = CSVFormat.RFC4180
                    .builder()
                    .setDelimiter(reading.delimiter().charAt(0))
                    .setIgnoreEmptyLines(true)
                    .setTrailingData(true)
                    .get();
            return new CsvRecords(
                    file, CSVParser.builder().setReader(file).setFormat(format).get(), reading.header());
        } catch (IOException failed) {
            throw unreadable(1, failed);
        }
    }

    @Override
    public List<String> columns() {
        return columns;
    }

    @Override
    public List<String> types() {
        return List.of();
    }

    @Override
    public List<String> notes() {
        return notes;
    }

    @Override
    public double share() {
        return file.share();
    }

    @Override
    public Optional<FileRecord> next() {
        CSVRecord record = ahead;
        long begins = aheadLine;
        if (record == null) {
            record = read();
            begins = line;
        }
        ahead = null;
        if (record == null) {
            return Optional.empty();
        }
        if (record.size() != columns.size()) {
            return Optional.of(new FileRecord(
                    begins,
                    List.of(),
                    Optional.of("has " + record.size() + (record.size() == 1 ? " field" : " fields") + " instead of "
                            + columns.size())));
        }
        List<@Nullable Object> values = new ArrayList<>(record.size());
        for (String value : record) {
            values.add(value == null || value.isEmpty() ? null : value);
        }
        return Optional.of(new FileRecord(begins, values, Optional.empty()));
    }

    private @Nullable CSVRecord read() {
        file.recordBegins();
        long before = parser.getCurrentLineNumber();
        try {
            if (!records.hasNext()) {
                return null;
            }
            CSVRecord record = records.next();
            line = begin(record, before);
            return record;
        } catch (UncheckedIOException failed) {
            throw unreadable(before + 1, failed);
        } catch (NoSuchElementException | IllegalStateException failed) {
            throw unreadable(before + 1, failed);
        }
    }

    /** The parser says where a record ends; it began as many lines earlier as it has line ends in quotes. */
    private long begin(CSVRecord record, long before) {
        long inside = 0;
        for (String value : record) {
            inside += value == null ? 0 : value.chars().filter(c -> c == '\n').count();
        }
        return Math.max(before + 1, parser.getCurrentLineNumber() - inside);
    }

    private static ProblemException unreadable(long line, Exception cause) {
        String message = String.valueOf(
                cause.getCause() == null ? cause.getMessage() : cause.getCause().getMessage());
        String what = message.contains("EOF reached before encapsulated token finished")
                ? "A quote opened in the record at line " + line + " is never closed"
                : "The file can't be read at line " + line + ": " + message;
        return new ProblemException(
                Problem.of(ErrorCode.INVALID_REQUEST, what, "Mend the file, or choose another delimiter or encoding"),
                cause);
    }

    @Override
    public void close() {
        try {
            parser.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
