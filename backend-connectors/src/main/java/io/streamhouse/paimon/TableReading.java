package io.streamhouse.paimon;

import io.streamhouse.model.Row;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.apache.paimon.data.InternalRow;
import org.apache.paimon.disk.IOManager;
import org.apache.paimon.reader.RecordReader;
import org.apache.paimon.table.Table;
import org.apache.paimon.table.source.ReadBuilder;
import org.apache.paimon.table.source.Split;
import org.apache.paimon.table.source.TableRead;

/** Reads rows of a table, merged by key, split after split. */
final class TableReading {

    private TableReading() {}

    /**
     * Hands over at most {@code limit} rows and reads no further.
     *
     * @return whether there are more
     */
    static boolean first(Table table, int limit, Consumer<Row> sink) throws IOException {
        ReadBuilder builder = table.newReadBuilder().withLimit(limit + 1);
        RowReader rows = new RowReader(table.rowType());
        TableRead read = builder.newRead();
        int left = limit;
        for (Split split : builder.newScan().plan().splits()) {
            try (RecordReader<InternalRow> reader = read.createReader(split)) {
                RecordReader.RecordIterator<InternalRow> batch;
                while ((batch = reader.readBatch()) != null) {
                    InternalRow row;
                    while ((row = batch.next()) != null) {
                        if (left-- == 0) {
                            batch.releaseBatch();
                            return true;
                        }
                        sink.accept(rows.read(row));
                    }
                    batch.releaseBatch();
                }
            }
        }
        return false;
    }

    static void all(Table table, Path temporary, Consumer<Row> sink) throws Exception {
        ReadBuilder builder = table.newReadBuilder();
        RowReader rows = new RowReader(table.rowType());
        try (IOManager spill = IOManager.create(temporary.toString())) {
            TableRead read = builder.newRead().withIOManager(spill);
            for (Split split : builder.newScan().plan().splits()) {
                try (RecordReader<InternalRow> reader = read.createReader(split)) {
                    reader.forEachRemaining(row -> sink.accept(rows.read(row)));
                }
            }
        }
    }
}
