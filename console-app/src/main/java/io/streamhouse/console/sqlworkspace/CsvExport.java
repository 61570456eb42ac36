package io.streamhouse.console.sqlworkspace;

import io.streamhouse.model.Column;
import io.streamhouse.model.Row;
import io.streamhouse.model.ValueText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/** A result as CSV, safe to be opened by a spreadsheet. */
public final class CsvExport {

    private static final String FORMULA_STARTS = "=+-@\t\r";

    private CsvExport() {}

    /** @param kinds whether a first column says how each row changes the result */
    public static void write(List<Column> columns, List<Row> rows, boolean kinds, Appendable to) throws IOException {
        CSVPrinter printer = new CSVPrinter(to, CSVFormat.RFC4180);
        List<@Nullable Object> header = new ArrayList<>();
        if (kinds) {
            header.add("change");
        }
        columns.forEach(column -> header.add(defused(column.name())));
        printer.printRecord(header);
        for (Row row : rows) {
            List<@Nullable Object> cells = new ArrayList<>(header.size());
            if (kinds) {
                cells.add("'" + row.kind().shortForm());
            }
            for (Object value : row.values()) {
                cells.add(cell(value));
            }
            printer.printRecord(cells);
        }
        printer.flush();
    }

    private static @Nullable Object cell(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case String text -> defused(text);
            default -> ValueText.of(value);
        };
    }

    /** A spreadsheet would take such text for a formula, and run it; a quote before it makes it text. */
    private static String defused(String text) {
        return !text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }
}
