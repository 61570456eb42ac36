package io.streamhouse.refresh;

import io.streamhouse.model.Column;
import io.streamhouse.model.Schema;
import io.streamhouse.plan.PlannedQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How the rows of its sources look to a query, as far as a change of the sources alone can make them look otherwise: Flink
 * reads all columns of a table in the table's order, and some of them in the order in which the query names them. One more
 * column can so exchange two of the same type, and state made of such rows would be taken for what it is not.
 */
final class Layout {

    /** Names columns without spelling them out. */
    private static final String NATURAL = "NATURAL";

    private Layout() {}

    /**
     * A few letters and digits that differ where the rows do. Columns that the query only mentions are taken for read, so
     * they may differ where the rows don't.
     *
     * @param sources of the query's scans, in their order
     */
    static String of(PlannedQuery plan, List<Schema> sources) {
        List<List<String>> layout = new ArrayList<>();
        for (Schema source : sources) {
            String text = expressions(plan, source);
            boolean natural = mentions(text, NATURAL);
            List<String> columns =
                    source.storedColumns().stream().map(Column::name).toList();
            List<String> read = columns.stream()
                    .filter(column -> natural || source.primaryKey().contains(column) || mentions(text, column))
                    .toList();
            layout.add(read);
            layout.add(read.size() == columns.size() ? List.of("all") : List.of());
        }
        return Integer.toHexString(layout.hashCode());
    }

    private static String expressions(PlannedQuery plan, Schema source) {
        return Stream.of(
                        Stream.of(plan.sql()),
                        source.columns().stream().flatMap(column -> column.computedAs().stream()),
                        source.watermark().stream().map(Schema.Watermark::expression))
                .flatMap(texts -> texts)
                .reduce("", (before, text) -> before + " " + text);
    }

    private static boolean mentions(String text, String name) {
        String written = name.replace("`", "``");
        return Pattern.compile("(?<!\\w)" + Pattern.quote(written) + "(?!\\w)", Pattern.CASE_INSENSITIVE)
                .matcher(text)
                .find();
    }
}
