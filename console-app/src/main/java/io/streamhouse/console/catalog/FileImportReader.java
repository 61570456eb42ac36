package io.streamhouse.console.catalog;

import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.ValueText;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Opens uploaded files, guesses how to read them and what types their columns have. */
final class FileImportReader {

    private static final int INFERRED_FROM = 10_000;
    private static final int PREVIEWED = 50;
    private static final int MOST_COLUMNS = 2_000;
    private static final int LONGEST_PREVIEWED = 500;
    private static final int LINES_GUESSED_FROM = 20;
    private static final int CHARACTERS_GUESSED_FROM = 200_000;
    private static final List<String> DELIMITERS = List.of(",", ";", "\t", "|");
    private static final byte[] PARQUET_MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);

    private FileImportReader() {}

    /** What is seen of a file. */
    record Seen(List<FileImportColumn> columns, List<List<@Nullable String>> preview, List<String> notes) {}

    static FileRecords open(Path file, FileImportReading reading) {
        return switch (reading.format()) {
            case CSV -> CsvRecords.open(file, reading);
            case JSON_LINES -> JsonRecords.open(file, reading);
            case PARQUET -> new ParquetRecords(file);
        };
    }

    /** @throws ProblemException INVALID_REQUEST for an empty file, or one that is no text and no Parquet */
    static FileImportReading guess(Path file, String fileName) throws IOException {
        if (Files.size(file) == 0) {
            throw new ProblemException(
                    ErrorCode.INVALID_REQUEST, "The file " + fileName + " is empty", "Choose a file with rows in it");
        }
        if (isParquet(file)) {
            return new FileImportReading(FileImportFormat.PARQUET, "UTF-8", ",", false);
        }
        if (fileName.toLowerCase(Locale.ROOT).endsWith(".parquet")) {
            throw new ProblemException(
                    ErrorCode.INVALID_REQUEST,
                    "The file " + fileName + " is not a Parquet file, whatever its name says",
                    "Check that it was copied whole");
        }
        String charset = TextFile.guess(file).name();
        List<String> lines = firstLines(file, charset);
        String first = lines.stream()
                .filter(line -> !line.isBlank())
                .findFirst()
                .orElse("")
                .strip();
        String name = fileName.toLowerCase(Locale.ROOT);
        boolean json = first.startsWith("{")
                || name.endsWith(".jsonl")
                || name.endsWith(".ndjson")
                || (name.endsWith(".json") && first.startsWith("["));
        if (json) {
            return new FileImportReading(FileImportFormat.JSON_LINES, charset, ",", false);
        }
        String delimiter = delimiter(lines);
        return new FileImportReading(FileImportFormat.CSV, charset, delimiter, hasHeader(file, charset, delimiter));
    }

    /** @throws ProblemException INVALID_REQUEST for a file without columns, or with too many */
    static Seen look(Path file, FileImportReading reading) {
        try (FileRecords records = open(file, reading)) {
            List<TypeInference> types = new ArrayList<>();
            List<List<@Nullable Object>> first = new ArrayList<>();
            boolean typedValues = reading.format() == FileImportFormat.JSON_LINES;
            long flawed = 0;
            int looked = 0;
            for (; looked < INFERRED_FROM; looked++) {
                Optional<FileRecords.FileRecord> next = records.next();
                if (next.isEmpty()) {
                    break;
                }
                if (next.get().flaw().isPresent()) {
                    flawed++;
                    continue;
                }
                List<@Nullable Object> values = next.get().values();
                while (types.size() < values.size()) {
                    types.add(new TypeInference(typedValues));
                }
                for (int i = 0; i < values.size(); i++) {
                    types.get(i).see(values.get(i));
                }
                if (first.size() < PREVIEWED) {
                    first.add(values);
                }
            }
            return seen(records, types, first, flawed, looked);
        }
    }

    private static Seen seen(
            FileRecords records,
            List<TypeInference> inferred,
            List<List<@Nullable Object>> first,
            long flawed,
            int looked) {
        List<String> sources = records.columns();
        if (sources.isEmpty()) {
            throw new ProblemException(
                    ErrorCode.INVALID_REQUEST,
                    "The file has no columns that can be read",
                    "Check the kind of file, its encoding and its delimiter");
        }
        if (sources.size() > MOST_COLUMNS) {
            throw new ProblemException(
                    ErrorCode.TOO_LARGE,
                    "The file has " + sources.size() + " columns; a table may have " + MOST_COLUMNS,
                    "Check the delimiter");
        }
        List<String> notes = new ArrayList<>(records.notes());
        if (first.isEmpty()) {
            notes.add("The file has columns but no rows");
        }
        if (flawed > 0) {
            notes.add(flawed + " of the first " + looked + " records can't be read: see the report after the import");
        }
        List<String> names = ColumnNames.distinct(sources, new ArrayList<>());
        List<FileImportColumn> columns = new ArrayList<>();
        for (int i = 0; i < sources.size(); i++) {
            String type = !records.types().isEmpty()
                    ? records.types().get(i)
                    : i < inferred.size() ? inferred.get(i).type() : "STRING";
            columns.add(new FileImportColumn(sources.get(i), names.get(i), type, true));
            long strays = records.types().isEmpty() && i < inferred.size()
                    ? inferred.get(i).strays()
                    : 0;
            if (strays > 0) {
                notes.add(strays + (strays == 1 ? " value" : " values") + " of " + sources.get(i) + " in the first "
                        + looked + " records " + (strays == 1 ? "is" : "are") + " no " + type
                        + (strays == 1 ? ": taken for a mistake" : ": taken for mistakes")
                        + " and reported by line. Make it a STRING to keep everything");
            }
        }
        return new Seen(columns, preview(first, sources.size()), notes);
    }

    private static List<List<@Nullable String>> preview(List<List<@Nullable Object>> rows, int width) {
        List<List<@Nullable String>> preview = new ArrayList<>();
        for (List<@Nullable Object> row : rows) {
            List<@Nullable String> shown = new ArrayList<>();
            for (int i = 0; i < width; i++) {
                Object value = i < row.size() ? row.get(i) : null;
                String text = value == null ? null : ValueText.of(value);
                shown.add(
                        text != null && text.length() > LONGEST_PREVIEWED
                                ? text.substring(0, LONGEST_PREVIEWED) + "…"
                                : text);
            }
            preview.add(shown);
        }
        return preview;
    }

    private static boolean isParquet(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return java.util.Arrays.equals(in.readNBytes(PARQUET_MAGIC.length), PARQUET_MAGIC);
        }
    }

    private static List<String> firstLines(Path file, String charset) throws IOException {
        char[] start = new char[CHARACTERS_GUESSED_FROM];
        int length = 0;
        try (TextFile text = TextFile.open(file, charset)) {
            int read;
            while (length < start.length && (read = text.read(start, length, start.length - length)) > 0) {
                length += read;
            }
        }
        try (BufferedReader lines = new BufferedReader(new java.io.StringReader(new String(start, 0, length)))) {
            return lines.lines().limit(LINES_GUESSED_FROM).toList();
        }
    }

    /** The one that splits the first lines into as many fields each. */
    private static String delimiter(List<String> lines) {
        String best = ",";
        long bestScore = 0;
        for (String candidate : DELIMITERS) {
            List<Long> counts = lines.stream()
                    .filter(line -> !line.isBlank())
                    .map(line -> outsideQuotes(line, candidate.charAt(0)))
                    .toList();
            long header = counts.isEmpty() ? 0 : counts.getFirst();
            long agreeing = counts.stream().filter(count -> count == header).count();
            long score = header == 0 ? 0 : agreeing * 1_000 + header;
            if (score > bestScore) {
                best = candidate;
                bestScore = score;
            }
        }
        return best;
    }

    private static long outsideQuotes(String line, char delimiter) {
        boolean quoted = false;
        long count = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == delimiter && !quoted) {
                count++;
            }
        }
        return count;
    }

    /** A first record of words only, no number or date among them, is a header. */
    private static boolean hasHeader(Path file, String charset, String delimiter) {
        try (FileRecords records =
                CsvRecords.open(file, new FileImportReading(FileImportFormat.CSV, charset, delimiter, false))) {
            return records.next()
                    .map(record -> record.values().stream()
                            .allMatch(value -> value == null || !TypeInference.telling(value.toString())))
                    .orElse(true);
        }
    }
}
