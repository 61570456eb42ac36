package io.streamhouse.console.catalog;

import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.ValueText;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A type a column of a file may be given, and how values become it.
 *
 * @param name without its numbers, in capitals
 * @param first its length or precision
 * @param second its scale
 * @param sql as it stands in the table's DDL; only ever written by this class
 */
record ColumnType(String name, int first, int second, String sql) {

    private static final int LONGEST_TEXT_SHOWN = 40;
    private static final Pattern FORM =
            Pattern.compile("([A-Z_]+)\\s*(?:\\(\\s*(\\d{1,9})\\s*(?:,\\s*(\\d{1,3})\\s*)?\\))?");
    private static final Map<String, String> ALIASES = Map.of(
            "INTEGER",
            "INT",
            "NUMERIC",
            "DECIMAL",
            "DEC",
            "DECIMAL",
            "TEXT",
            "STRING",
            "BOOL",
            "BOOLEAN",
            "LONG",
            "BIGINT",
            "VARBINARY",
            "BYTES");

    /** Thrown by {@link #convert}: why a value does not fit. */
    static final class Unfit extends Exception {

        private static final long serialVersionUID = 1L;

        Unfit(String message) {
            super(message);
        }
    }

    /** @throws ProblemException INVALID_REQUEST for a type that a file's column can't become */
    static ColumnType parse(String text) {
        Matcher form = FORM.matcher(text.strip().toUpperCase(Locale.ROOT));
        if (!form.matches()) {
            throw unknown(text);
        }
        String name = ALIASES.getOrDefault(form.group(1), form.group(1));
        Optional<Integer> first = Optional.ofNullable(form.group(2)).map(Integer::valueOf);
        Optional<Integer> second = Optional.ofNullable(form.group(3)).map(Integer::valueOf);
        return switch (name) {
            case "STRING", "BYTES", "BOOLEAN", "TINYINT", "SMALLINT", "INT", "BIGINT", "FLOAT", "DOUBLE", "DATE" ->
                new ColumnType(name, 0, 0, name);
            case "CHAR", "VARCHAR" -> {
                int length = first.filter(given -> given > 0).orElse(1);
                yield new ColumnType(name, length, 0, name + "(" + length + ")");
            }
            case "DECIMAL" -> {
                int precision = first.orElse(10);
                int scale = second.orElse(0);
                if (precision < 1 || precision > 38 || scale > precision) {
                    throw unknown(text);
                }
                yield new ColumnType(name, precision, scale, "DECIMAL(" + precision + ", " + scale + ")");
            }
            case "TIME" -> new ColumnType(name, 3, 0, "TIME(3)");
            case "TIMESTAMP", "TIMESTAMP_LTZ" -> {
                int precision = first.orElse(3);
                if (precision > 9) {
                    throw unknown(text);
                }
                yield new ColumnType(name, precision, 0, name + "(" + precision + ")");
            }
            default -> throw unknown(text);
        };
    }

    private static ProblemException unknown(String text) {
        return new ProblemException(
                ErrorCode.INVALID_REQUEST,
                "A column of a file can't become " + text,
                "Use STRING, VARCHAR(n), BOOLEAN, INT, BIGINT, DOUBLE, DECIMAL(p, s), DATE, TIME, TIMESTAMP(p) or"
                        + " TIMESTAMP_LTZ(p)");
    }

    /** The value as this type has it. */
    @Nullable Object convert(@Nullable Object value) throws Unfit {
        if (value == null) {
            return null;
        }
        String text = value instanceof String given ? given : ValueText.of(value);
        try {
            return switch (name) {
                case "STRING" -> text;
                case "CHAR", "VARCHAR" -> {
                    if (text.codePointCount(0, text.length()) > first) {
                        throw unfit(text, "is longer than " + first + " characters");
                    }
                    yield text;
                }
                case "BYTES" -> value instanceof byte[] bytes ? bytes : text.getBytes(StandardCharsets.UTF_8);
                case "BOOLEAN" -> value instanceof Boolean ? value : truth(text);
                case "TINYINT" -> (byte) whole(text, Byte.MIN_VALUE, Byte.MAX_VALUE);
                case "SMALLINT" -> (short) whole(text, Short.MIN_VALUE, Short.MAX_VALUE);
                case "INT" -> (int) whole(text, Integer.MIN_VALUE, Integer.MAX_VALUE);
                case "BIGINT" -> whole(text, Long.MIN_VALUE, Long.MAX_VALUE);
                case "FLOAT" -> value instanceof Float ? value : Float.valueOf(text.strip());
                case "DOUBLE" -> value instanceof Double ? value : Double.valueOf(text.strip());
                case "DECIMAL" -> decimal(text);
                case "DATE" -> value instanceof LocalDate ? value : LocalDate.parse(text.strip());
                case "TIME" -> value instanceof LocalTime ? value : LocalTime.parse(text.strip());
                case "TIMESTAMP" -> value instanceof LocalDateTime ? value : dateTime(text);
                case "TIMESTAMP_LTZ" -> value instanceof Instant ? value : instant(text);
                default -> throw new IllegalStateException("No conversion to " + name);
            };
        } catch (DateTimeException | NumberFormatException wrong) {
            throw unfit(text, "is not a " + sql);
        }
    }

    private Boolean truth(String text) throws Unfit {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "true", "t", "yes", "y", "1" -> true;
            case "false", "f", "no", "n", "0" -> false;
            default -> throw unfit(text, "is not a " + sql);
        };
    }

    private long whole(String text, long least, long most) throws Unfit {
        BigDecimal number = new BigDecimal(text.strip());
        if (number.stripTrailingZeros().scale() > 0) {
            throw unfit(text, "is not a whole number");
        }
        if (number.compareTo(BigDecimal.valueOf(least)) < 0 || number.compareTo(BigDecimal.valueOf(most)) > 0) {
            throw unfit(text, "is too large for " + sql);
        }
        return number.longValueExact();
    }

    private BigDecimal decimal(String text) throws Unfit {
        BigDecimal number = new BigDecimal(text.strip());
        BigDecimal stripped = number.stripTrailingZeros();
        if (stripped.scale() > second || stripped.precision() - stripped.scale() > first - second) {
            throw unfit(text, "does not fit " + sql);
        }
        return number;
    }

    static LocalDateTime dateTime(String text) {
        String iso = text.strip().replace(' ', 'T');
        return iso.length() == 10 ? LocalDate.parse(iso).atStartOfDay() : LocalDateTime.parse(iso);
    }

    static Instant instant(String text) {
        String iso = text.strip().replace(' ', 'T');
        boolean zoned = iso.endsWith("Z") || iso.lastIndexOf('+') > 10 || iso.lastIndexOf('-') > 10;
        return zoned ? OffsetDateTime.parse(iso).toInstant() : dateTime(text).toInstant(ZoneOffset.UTC);
    }

    private static Unfit unfit(String text, String why) {
        String shown = text.length() > LONGEST_TEXT_SHOWN ? text.substring(0, LONGEST_TEXT_SHOWN) + "…" : text;
        return new Unfit("“" + shown + "” " + why);
    }

    /** Types without a form a person could type, such as arrays, keep the one the file states. */
    static Optional<ColumnType> kept(String stated) {
        return List.of("ARRAY<", "MAP<", "ROW<").stream().anyMatch(stated::startsWith)
                ? Optional.empty()
                : Optional.of(parse(stated));
    }
}
