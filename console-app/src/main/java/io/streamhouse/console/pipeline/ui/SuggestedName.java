package io.streamhouse.console.pipeline.ui;

import io.streamhouse.model.Identifiers;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What to call a column as long as nobody says. */
final class SuggestedName {

    private static final Pattern REFERENCE =
            Pattern.compile("(?:[A-Za-z_]\\w*|`(?:[^`]|``)+`)(?:\\s*\\.\\s*(?:[A-Za-z_]\\w*|`(?:[^`]|``)+`))*");

    private static final Pattern CALL = Pattern.compile("(?s)([A-Za-z_]\\w*)\\s*\\(\\s*(DISTINCT\\s+)?(.*)\\)");

    private static final int LONGEST = 40;

    private SuggestedName() {}

    /**
     * {@code price} for {@code o.price}, {@code sum_price} for {@code SUM(o.price)}, or else {@code column_2}.
     *
     * @param place among the columns, from 1
     */
    static String of(String expression, int place) {
        String plain = expression.strip();
        Optional<String> column = column(plain);
        if (column.isPresent()) {
            return column.get();
        }
        Matcher call = CALL.matcher(plain);
        if (call.matches()) {
            String function = call.group(1).toLowerCase(Locale.ROOT);
            String of = call.group(3).strip();
            if (of.isEmpty() || of.equals("*")) {
                return function.equals("count") ? "row_count" : function;
            }
            Optional<String> argument = column(of);
            if (argument.isPresent()) {
                String name = function + "_" + argument.get();
                return name.length() <= LONGEST ? name : function;
            }
        }
        return "column_" + place;
    }

    /** The column an expression is nothing more than a reference to. */
    static Optional<String> column(String expression) {
        if (!REFERENCE.matcher(expression).matches()) {
            return Optional.empty();
        }
        return Optional.of(
                Identifiers.split(expression.replaceAll("\\s*\\.\\s*", ".")).getLast());
    }
}
