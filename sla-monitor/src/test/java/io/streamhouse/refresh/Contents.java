package io.streamhouse.refresh;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.sql.Date;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Rows as a multiset, each row as text in which equal values of different engines read the same.
 *
 * <p>Numbers are compared by value whatever their type and scale, {@code FLOAT} and {@code DOUBLE} to nine significant
 * digits (sums are built in different orders), timestamps to the millisecond; {@code NULL} equals only {@code NULL}.
 */
final class Contents {

    private static final MathContext TOLERANCE = new MathContext(9, RoundingMode.HALF_EVEN);

    private final Map<String, Integer> counts = new TreeMap<>();

    void add(List<@Nullable Object> values) {
        StringBuilder row = new StringBuilder();
        for (Object value : values) {
            row.append(row.isEmpty() ? "" : " | ").append(text(value));
        }
        counts.merge(row.toString(), 1, Integer::sum);
    }

    int size() {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** What is there too little ({@code -}) and too much ({@code +}), compared with what should be. Empty if equal. */
    List<String> differencesFrom(Contents expected) {
        Map<String, Integer> surplus = new TreeMap<>(counts);
        expected.counts.forEach((row, count) -> surplus.merge(row, -count, Integer::sum));
        List<String> differences = new ArrayList<>();
        surplus.forEach((row, count) -> {
            if (count != 0) {
                differences.add((count > 0 ? "+" + count : String.valueOf(count)) + " × " + row);
            }
        });
        return differences;
    }

    static String text(@Nullable Object value) {
        return switch (value) {
            case null -> "NULL";
            case Float number -> floating(number.doubleValue());
            case Double number -> floating(number);
            case BigDecimal number -> number(number);
            case Number number -> number(new BigDecimal(number.toString()));
            case Timestamp timestamp -> text(timestamp.toLocalDateTime());
            case Date date -> date.toLocalDate().toString();
            case Time time -> time.toLocalTime().toString();
            case LocalDateTime dateTime ->
                dateTime.truncatedTo(ChronoUnit.MILLIS).toString();
            case String text -> "'" + text.replace("'", "''") + "'";
            default -> value.toString();
        };
    }

    private static String floating(double number) {
        if (Double.isNaN(number) || Double.isInfinite(number)) {
            return Double.toString(number);
        }
        return number(new BigDecimal(number).round(TOLERANCE));
    }

    private static String number(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
}
