package io.streamhouse.console.catalog;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the narrowest type that holds the values of a column seen so far. Numbers with leading zeros are codes, not
 * numbers: they stay text. A few texts among many values of one type are taken for mistakes: the column keeps the type,
 * and the import reports them by line.
 */
final class TypeInference {

    private static final Pattern WHOLE = Pattern.compile("-?(0|[1-9]\\d{0,17})");
    private static final Pattern PLAIN_DECIMAL = Pattern.compile("-?(0|[1-9]\\d*)\\.\\d+");
    private static final Pattern FLOATING = Pattern.compile("-?\\d+(\\.\\d+)?[eE][-+]?\\d+");
    private static final Pattern ZONED =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d.*(Z|[-+]\\d\\d(:?\\d\\d)?)");
    private static final Pattern TIMESTAMP =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d(:\\d\\d(\\.\\d{1,9})?)?");
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");
    private static final Pattern TIME = Pattern.compile("\\d\\d:\\d\\d(:\\d\\d(\\.\\d{1,9})?)?");
    private static final int MOST_DIGITS = 38;

    /** One value in so many may be a mistake. */
    private static final int VALUES_PER_STRAY = 20;

    private enum Kind {
        NOTHING,
        BOOLEAN,
        WHOLE,
        DECIMAL,
        FLOATING,
        DATE,
        TIMESTAMP,
        ZONED,
        TIME,
        TEXT
    }

    private final boolean quotedIsText;

    /** Of all values that are no text. */
    private Kind told = Kind.NOTHING;

    private long values;
    private long texts;
    private int digits = 1;
    private int scale;
    private int fraction = 3;

    /** @param quotedIsText whether numbers have a form of their own in this file, so that what is quoted is meant as text */
    TypeInference(boolean quotedIsText) {
        this.quotedIsText = quotedIsText;
    }

    void see(@Nullable Object value) {
        if (value == null) {
            return;
        }
        Kind kind = kindOf(value);
        if (kind == Kind.NOTHING) {
            return;
        }
        values++;
        if (kind == Kind.TEXT) {
            texts++;
        } else {
            told = join(told, kind);
        }
    }

    /** How many of the values seen are not of the {@link #type()}: mistakes, it seems. */
    long strays() {
        return texts > 0 && kind() != Kind.TEXT ? texts : 0;
    }

    private Kind kind() {
        return texts * VALUES_PER_STRAY <= values ? told : Kind.TEXT;
    }

    String type() {
        return switch (kind()) {
            case NOTHING, TEXT -> "STRING";
            case BOOLEAN -> "BOOLEAN";
            case WHOLE -> "BIGINT";
            case DECIMAL ->
                digits + scale > MOST_DIGITS
                        ? "DOUBLE"
                        : "DECIMAL(" + Math.min(MOST_DIGITS, Math.max(10, digits + scale + 2)) + ", " + scale + ")";
            case FLOATING -> "DOUBLE";
            case DATE -> "DATE";
            case TIME -> "TIME(3)";
            case TIMESTAMP -> "TIMESTAMP(" + (fraction > 3 ? 6 : 3) + ")";
            case ZONED -> "TIMESTAMP_LTZ(" + (fraction > 3 ? 6 : 3) + ")";
        };
    }

    /** Whether it was a value of a type more telling than text: what a header never is. */
    static boolean telling(String value) {
        Kind kind = new TypeInference(false).kindOf(value);
        return kind != Kind.TEXT && kind != Kind.NOTHING;
    }

    private Kind kindOf(Object value) {
        return switch (value) {
            case Boolean ignored -> Kind.BOOLEAN;
            case BigDecimal number -> number(number);
            case String text -> text(text.strip());
            default -> Kind.TEXT;
        };
    }

    private Kind number(BigDecimal number) {
        if (number.scale() <= 0 && number.precision() - number.scale() <= 18) {
            digits = Math.max(digits, number.precision() - number.scale());
            return Kind.WHOLE;
        }
        if (number.scale() < 0 || number.scale() > 18) {
            return Kind.FLOATING;
        }
        digits = Math.max(digits, number.precision() - number.scale());
        scale = Math.max(scale, number.scale());
        return Kind.DECIMAL;
    }

    private Kind text(String text) {
        if (text.isEmpty()) {
            return Kind.NOTHING;
        }
        if (quotedIsText) {
            return day(text);
        }
        if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
            return Kind.BOOLEAN;
        }
        if (WHOLE.matcher(text).matches() || PLAIN_DECIMAL.matcher(text).matches()) {
            return number(new BigDecimal(text));
        }
        if (FLOATING.matcher(text).matches()) {
            return Kind.FLOATING;
        }
        return day(text);
    }

    private Kind day(String text) {
        try {
            if (DATE.matcher(text).matches()) {
                LocalDate.parse(text);
                return Kind.DATE;
            }
            if (TIMESTAMP.matcher(text).matches()) {
                fraction = Math.max(fraction, fractionDigits(text));
                ColumnType.dateTime(text);
                return Kind.TIMESTAMP;
            }
            if (ZONED.matcher(text).matches()) {
                fraction = Math.max(fraction, fractionDigits(text));
                ColumnType.instant(text);
                return Kind.ZONED;
            }
            if (TIME.matcher(text).matches()) {
                LocalTime.parse(text);
                return Kind.TIME;
            }
        } catch (DateTimeException noSuchDay) {
            return Kind.TEXT;
        }
        return Kind.TEXT;
    }

    private static int fractionDigits(String text) {
        int dot = text.indexOf('.');
        if (dot < 0) {
            return 0;
        }
        int end = dot + 1;
        while (end < text.length() && Character.isDigit(text.charAt(end))) {
            end++;
        }
        return end - dot - 1;
    }

    private static Kind join(Kind one, Kind other) {
        if (one == other || other == Kind.NOTHING) {
            return one;
        }
        if (one == Kind.NOTHING) {
            return other;
        }
        boolean numbers = isNumber(one) && isNumber(other);
        if (numbers) {
            return one == Kind.FLOATING || other == Kind.FLOATING ? Kind.FLOATING : Kind.DECIMAL;
        }
        boolean days = isDay(one) && isDay(other);
        return days ? Kind.TIMESTAMP : Kind.TEXT;
    }

    private static boolean isNumber(Kind kind) {
        return kind == Kind.WHOLE || kind == Kind.DECIMAL || kind == Kind.FLOATING;
    }

    private static boolean isDay(Kind kind) {
        return kind == Kind.DATE || kind == Kind.TIMESTAMP;
    }
}
