package io.streamhouse.paimon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamhouse.model.Column;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.Row;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.paimon.types.DataTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ParquetRowsTest {

    @TempDir
    Path folder;

    @Test
    void aParquetFileSaysItsColumnsAndRows() throws Exception {
        List<Row> written = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            written.add(Row.insert(
                    (long) i,
                    i % 7 == 0 ? null : "name " + i,
                    new BigDecimal("1.50"),
                    LocalDate.ofEpochDay(i),
                    List.of(i)));
        }
        try (TemporaryCatalog lake = new TemporaryCatalog(folder)) {
            RelationId id = lake.create("t", schema -> {
                schema.column("id", DataTypes.BIGINT());
                schema.column("name", DataTypes.STRING());
                schema.column("price", DataTypes.DECIMAL(10, 2));
                schema.column("day", DataTypes.DATE());
                schema.column("tags", DataTypes.ARRAY(DataTypes.INT()));
                schema.option("file.format", "parquet");
            });
            lake.commit(id, "me", 1, written.toArray(Row[]::new));
        }
        Path file;
        try (Stream<Path> files = Files.walk(folder)) {
            file = files.filter(path -> path.toString().endsWith(".parquet"))
                    .findFirst()
                    .orElseThrow();
        }

        List<Row> read = new ArrayList<>();
        try (ParquetRows rows = ParquetRows.open(file)) {
            assertThat(rows.count()).isEqualTo(3_000);
            assertThat(rows.columns())
                    .extracting(Column::type)
                    .containsExactly("BIGINT", "STRING", "DECIMAL(10, 2)", "DATE", "ARRAY<INT>");
            for (Optional<Row> row = rows.next(); row.isPresent(); row = rows.next()) {
                read.add(row.get());
            }
        }
        assertThat(read).isEqualTo(written);
    }

    @Test
    void whatIsNoParquetFileIsRefused() throws Exception {
        Path file = Files.writeString(folder.resolve("a.parquet"), "PAR1 but not really");

        assertThatThrownBy(() -> ParquetRows.open(file))
                .isInstanceOf(ProblemException.class)
                .hasMessageStartingWith("The file can't be read as Parquet");
    }
}
