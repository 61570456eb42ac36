package io.streamhouse.console.catalog;

import io.streamhouse.model.Column;
import io.streamhouse.paimon.ParquetRows;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Rows of a Parquet file. */
final class ParquetRecords implements FileRecords {

    private final ParquetRows rows;
    private final List<Column> columns;
    private long read;

    ParquetRecords(Path file) {
        rows = ParquetRows.open(file);
        columns = rows.columns();
    }

    @Override
    public List<String> columns() {
        return columns.stream().map(Column::name).toList();
    }

    @Override
    public List<String> types() {
        return columns.stream().map(Column::type).toList();
    }

    @Override
    public List<String> notes() {
        return List.of();
    }

    @Override
    public double share() {
        return rows.count() == 0 ? 1 : (double) read / rows.count();
    }

    @Override
    public Optional<FileRecord> next() {
        return rows.next().map(row -> new FileRecord(++read, row.values(), Optional.empty()));
    }

    @Override
    public void close() {
        rows.close();
    }
}
