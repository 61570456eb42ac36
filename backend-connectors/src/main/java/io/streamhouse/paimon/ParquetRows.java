package io.streamhouse.paimon;

import io.streamhouse.model.Column;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.paimon.data.InternalRow;
import org.apache.paimon.format.FileFormat;
import org.apache.paimon.format.FormatReaderContext;
import org.apache.paimon.format.parquet.ParquetSchemaConverter;
import org.apache.paimon.format.parquet.ParquetUtil;
import org.apache.paimon.fs.FileIO;
import org.apache.paimon.fs.local.LocalFileIO;
import org.apache.paimon.options.Options;
import org.apache.paimon.reader.RecordReader;
import org.apache.paimon.types.RowType;
import org.jspecify.annotations.Nullable;

/** Reads a local Parquet file, whoever wrote it, with the reader Paimon brings. Not for several threads at once. */
public final class ParquetRows implements AutoCloseable {

    private final RowType type;
    private final long count;
    private final RowReader rows;
    private final RecordReader<InternalRow> reader;
    private RecordReader.@Nullable RecordIterator<InternalRow> batch;

    private ParquetRows(RowType type, long count, RecordReader<InternalRow> reader) {
        this.type = type;
        this.count = count;
        this.rows = new RowReader(type);
        this.reader = reader;
    }

    /** @throws ProblemException INVALID_REQUEST if it is no Parquet file, or holds types that can't be read */
    public static ParquetRows open(Path file) {
        FileIO files = LocalFileIO.create();
        org.apache.paimon.fs.Path path = new org.apache.paimon.fs.Path(file.toUri());
        try {
            long size = Files.size(file);
            RowType type;
            long count;
            try (var footer = ParquetUtil.getParquetReader(files, path, size, new Options())) {
                type = ParquetSchemaConverter.convertToPaimonRowType(
                        footer.getFileMetaData().getSchema());
                count = footer.getRecordCount();
            }
            RecordReader<InternalRow> reader = FileFormat.fromIdentifier("parquet", new Options())
                    .createReaderFactory(type, type, new ArrayList<>())
                    .createReader(new FormatReaderContext(files, path, size));
            return new ParquetRows(type, count, reader);
        } catch (IOException | RuntimeException unreadable) {
            throw unreadable(unreadable);
        }
    }

    public List<Column> columns() {
        return type.getFields().stream().map(Schemas::column).toList();
    }

    /** How many rows the file has. */
    public long count() {
        return count;
    }

    /** @throws ProblemException INVALID_REQUEST if the file is damaged */
    public Optional<Row> next() {
        try {
            while (true) {
                RecordReader.RecordIterator<InternalRow> current = batch;
                if (current == null) {
                    current = reader.readBatch();
                    if (current == null) {
                        return Optional.empty();
                    }
                    batch = current;
                }
                InternalRow row = current.next();
                if (row != null) {
                    return Optional.of(rows.read(row));
                }
                current.releaseBatch();
                batch = null;
            }
        } catch (IOException | RuntimeException damaged) {
            throw unreadable(damaged);
        }
    }

    private static ProblemException unreadable(Exception cause) {
        return new ProblemException(
                io.streamhouse.model.Problem.of(
                        ErrorCode.INVALID_REQUEST,
                        "The file can't be read as Parquet: " + cause.getMessage(),
                        "Check that it is a Parquet file and was copied whole"),
                cause);
    }

    @Override
    public void close() {
        Failures.guard("close the file", () -> {
            reader.close();
            return Boolean.TRUE;
        });
    }
}
