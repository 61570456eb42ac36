package io.streamhouse.refresh;

import io.streamhouse.model.Column;
import io.streamhouse.model.Schema;
import io.streamhouse.plan.PlannedQuery;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * In which order Flink reads a source's columns, as far as a change of the source alone can make it another: all of them
 * come in the table's order, some of them in the order in which the query names them. One more column can so exchange two
 * of the same type, and state made of such rows would be taken for what it is not.
 */
final class Layout {

    /** Names columns without spelling them out. */
    private static final String NATURAL = "NATURAL";

    private Layout() {}

    /**
     * A few letters and digits that differ where the order does; empty where it hangs on the query alone. More columns may
     * be taken for read than are.
     */
    static Optional<String> of(PlannedQuery plan, Schema source) {
        String expressions = Stream.concat(
                        source.columns().stream().flatMap(column -> column.computedAs().stream()),
                        source.watermark().stream().map(Schema.Watermark::expression))
                .reduce(plan.sql(), (all, one) -> all + " " + one);
        List<String> columns = source.storedColumns().stream().map(Column::name).toList();
        boolean all = mentions(expressions, NATURAL)
                || columns.stream()
                        .allMatch(column -> source.primaryKey().contains(column) || mentions(expressions, column));
        return all ? Optional.of(Integer.toHexString(columns.hashCode())) : Optional.empty();
    }

    private static boolean mentions(String text, String name) {
        return Pattern.compile("(?<!\\w)" + Pattern.quote(name) + "(?!\\w)", Pattern.CASE_INSENSITIVE)
                .matcher(text)
                .find();
    }
}
