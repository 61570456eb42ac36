package io.streamhouse.console.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamhouse.console.catalog.FileImportPlan.OnBadRows;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.RelationId;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is made of the files people really have. */
final class FileImportReaderTest {

    private static final RelationId TARGET = new RelationId("lake", "shop", "t");

    @TempDir
    Path folder;

    @Test
    void typesOfACsvFileAreInferred() throws Exception {
        Path file = file("""
                id,zip,price,when,day,ok,note,empty
                1,01234,12.50,2026-11-22 17:00:00,2026-11-22,true,hello,
                2,99999,1000,2026-11-22T17:00:00.123,2026-01-01,FALSE,"a, b",
                """);

        assertThat(reading(file, "a.csv")).isEqualTo(new FileImportReading(FileImportFormat.CSV, "UTF-8", ",", true));
        assertThat(types(file, "a.csv"))
                .containsExactly(
                        "id BIGINT",
                        "zip STRING",
                        "price DECIMAL(10, 2)",
                        "when TIMESTAMP(3)",
                        "day DATE",
                        "ok BOOLEAN",
                        "note STRING",
                        "empty STRING");
    }

    @Test
    void fewMistakesAmongManyValuesDoNotMakeAColumnText() throws Exception {
        StringBuilder csv = new StringBuilder("id,size,word\n");
        for (int row = 1; row <= 60; row++) {
            csv.append(row % 20 == 0 ? "oops" : String.valueOf(row))
                    .append(row % 10 == 0 ? ",large," : "," + row + ",")
                    .append("w\n");
        }
        Path file = file(csv.toString());

        FileImportReader.Seen seen = FileImportReader.look(file, reading(file, "a.csv"));

        assertThat(types(file, "a.csv")).containsExactly("id BIGINT", "size STRING", "word STRING");
        assertThat(seen.notes()).hasSize(1).first().asString().contains("3 values of id", "60 records", "no BIGINT");
        assertThat(run(file, List.of("id BIGINT")).badRows())
                .extracting(FileImportBadRow::line)
                .containsExactly(21L, 41L, 61L);
    }

    @Test
    void theDelimiterIsTheOneThatSplitsTheLinesAlike() throws Exception {
        assertThat(reading(file("a;b\n1,5;2,5\n"), "a.csv").delimiter()).isEqualTo(";");
        assertThat(reading(file("a\tb\n1\t2\n"), "a.tsv").delimiter()).isEqualTo("\t");
        assertThat(reading(file("\"a,b\"|c\n1|2\n"), "a.txt").delimiter()).isEqualTo("|");
        assertThat(reading(file("lonely\n1\n"), "a.csv").delimiter()).isEqualTo(",");
    }

    @Test
    void aFileWithoutHeaderGetsNumberedColumns() throws Exception {
        Path file = file("1,2026-01-01,x\n2,2026-01-02,y\n");

        assertThat(reading(file, "a.csv").header()).isFalse();
        assertThat(types(file, "a.csv")).containsExactly("column_1 BIGINT", "column_2 DATE", "column_3 STRING");
    }

    @Test
    void columnsOfOneNameAreToldApart() throws Exception {
        Path file = file("a,A,,a\n1,2,3,4\n");
        FileImportReader.Seen seen = FileImportReader.look(file, reading(file, "a.csv"));

        assertThat(seen.columns()).extracting(FileImportColumn::name).containsExactly("a", "A_2", "column_3", "a_3");
        assertThat(seen.notes()).anyMatch(note -> note.contains("several columns a"));
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheFirstName() throws Exception {
        assertThat(types(file("\uFEFFid,b\n1,2\n"), "a.csv")).containsExactly("id BIGINT", "b BIGINT");
        Path utf16 =
                Files.write(folder.resolve("utf16.csv"), "\uFEFFid,name\n1,é\n".getBytes(StandardCharsets.UTF_16LE));
        assertThat(types(utf16, "a.csv")).containsExactly("id BIGINT", "name STRING");
    }

    @Test
    void aFileThatIsNotUtf8IsReadAsWindowsWroteIt() throws Exception {
        Path file = Files.write(folder.resolve("old.csv"), "name\nMüller\n".getBytes(Charset.forName("windows-1252")));

        assertThat(reading(file, "a.csv").charset()).isEqualTo("windows-1252");
        assertThat(FileImportReader.look(file, reading(file, "a.csv")).preview())
                .containsExactly(List.of("Müller"));
        assertThatThrownBy(() ->
                        FileImportReader.look(file, new FileImportReading(FileImportFormat.CSV, "UTF-8", ",", true)))
                .hasMessageContaining("is not UTF-8");
        assertThatThrownBy(() ->
                        FileImportReader.look(file, new FileImportReading(FileImportFormat.CSV, "KLINGON", ",", true)))
                .hasMessage("There is no text encoding KLINGON");
    }

    @Test
    void badRowsAreToldByTheLineTheyBeginAt() throws Exception {
        Path file = file("""
                id,name,price
                1,"two
                lines",1.00
                x,b,2.00
                3,c
                4,"more

                lines",abc
                5,e,5.00
                """);

        FileImportResult result = run(file, List.of("id BIGINT", "name STRING", "price DECIMAL(10, 2)"));

        assertThat(result.rows()).isEqualTo(2);
        assertThat(result.badRows())
                .containsExactly(
                        new FileImportBadRow(4, java.util.Optional.of("id"), "“x” is not a BIGINT"),
                        new FileImportBadRow(5, java.util.Optional.empty(), "has 2 fields instead of 3"),
                        new FileImportBadRow(6, java.util.Optional.of("price"), "“abc” is not a DECIMAL(10, 2)"));
    }

    @Test
    void badLinesOfJsonAreTold() throws Exception {
        Path file = file("""
                {"id": 1, "name": "a", "nested": {"x": [1, 2]}, "code": "007"}
                {"id": 2, "name": null, "late": 1.5}

                {"id": "three"}
                {"id": 4
                [5]
                """);

        assertThat(types(file, "a.jsonl"))
                .containsExactly("id STRING", "name STRING", "nested STRING", "code STRING", "late DECIMAL(10, 1)");
        FileImportResult result = run(file, List.of("id BIGINT", "nested STRING"));
        assertThat(result.rows()).isEqualTo(2);
        assertThat(result.badRows()).extracting(FileImportBadRow::line).containsExactly(4L, 5L, 6L);
    }

    @Test
    void whatIsNoTableIsRefusedInWords() throws Exception {
        refused(file(""), "a.csv", "The file a.csv is empty");
        refused(file("[{\"a\": 1}]"), "a.json", "The file is one JSON array, not one object a line");
        refused(file("a,b\n\"open,1\n2,3\n"), "a.csv", "A quote opened in the record at line 2 is never closed");
        refused(file("PK\u0000\u0003"), "a.xlsx", "This is not a text file: it has zero bytes");
        refused(file("nonsense"), "a.parquet", "The file a.parquet is not a Parquet file, whatever its name says");
        refused(file("PAR1 and then nothing of the kind"), "a.parquet", "The file can't be read as Parquet");
        refused(file("\n\n\n"), "a.csv", "The file has no columns that can be read");
        refused(
                file("a\n\"" + "x".repeat(FileRecords.LONGEST_RECORD + 100_000) + "\"\n"),
                "a.csv",
                "A record has more than 8 million characters");
    }

    @Test
    void typesThatTellMoreThanATypeAreRefused() {
        for (String hostile : List.of(
                "STRING) WITH ('a' = 'b'",
                "INT NOT NULL",
                "ROW<a INT>",
                "DECIMAL(99, 2)",
                "DECIMAL(4, 8)",
                "`x`",
                "")) {
            assertThatThrownBy(() -> ColumnType.parse(hostile))
                    .as(hostile)
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            thrown -> assertThat(thrown.problem().code()).isEqualTo(ErrorCode.INVALID_REQUEST));
        }
        assertThat(ColumnType.parse("decimal( 12,3 )").sql()).isEqualTo("DECIMAL(12, 3)");
        assertThat(ColumnType.parse("text").sql()).isEqualTo("STRING");
    }

    @Test
    void aRowWithoutItsKeyIsBad() throws Exception {
        Path file = file("id,a\n,x\n2,y\n");
        FileImportAnalysis analysis = analysis(file);
        FileImportPlan plan = new FileImportPlan(TARGET, analysis.columns(), List.of("id"), OnBadRows.SKIP_THEM);
        FileImportRun run = new FileImportRun(FileImportColumns.of(analysis, plan), FileImportProgress.NONE, "test");
        try (FileRecords records = FileImportReader.open(file, analysis.reading())) {
            run.run(records, values -> {});
        }

        assertThat(run.nothingImported().badRows())
                .containsExactly(new FileImportBadRow(
                        2, java.util.Optional.of("id"), "has no value, but is part of the primary key"));
        assertThat(FileImportColumns.of(analysis, plan).definitions())
                .containsExactly("`id` BIGINT NOT NULL", "`a` STRING");
    }

    private void refused(Path file, String name, String what) {
        assertThatThrownBy(() -> FileImportReader.look(file, reading(file, name)))
                .as(name)
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining(what);
    }

    private FileImportResult run(Path file, List<String> columns) throws IOException {
        FileImportAnalysis analysis = analysis(file);
        List<FileImportColumn> chosen = new ArrayList<>();
        for (String column : columns) {
            String[] parts = column.split(" ", 2);
            chosen.add(new FileImportColumn(parts[0], parts[0], parts[1], true));
        }
        FileImportPlan plan = new FileImportPlan(TARGET, chosen, List.of(), OnBadRows.SKIP_THEM);
        FileImportRun run = new FileImportRun(FileImportColumns.of(analysis, plan), FileImportProgress.NONE, "test");
        try (FileRecords records = FileImportReader.open(file, analysis.reading())) {
            run.run(records, values -> {});
        }
        return run.imported(TARGET);
    }

    private static FileImportAnalysis analysis(Path file) throws IOException {
        FileImportReading reading = reading(file, "a.csv");
        FileImportReader.Seen seen = FileImportReader.look(file, reading);
        return new FileImportAnalysis(
                "id", "a.csv", Files.size(file), reading, seen.columns(), List.of(), seen.notes(), "a");
    }

    private static FileImportReading reading(Path file, String name) throws IOException {
        return FileImportReader.guess(file, name);
    }

    private static List<String> types(Path file, String name) throws IOException {
        return FileImportReader.look(file, reading(file, name)).columns().stream()
                .map(column -> column.name() + " " + column.type())
                .toList();
    }

    private Path file(String content) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "file", ".txt"), content);
    }
}
