package io.streamhouse.gateway;

import io.streamhouse.gateway.ResultColumns.ValueReader;
import io.streamhouse.model.Identifiers;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Flink's types as the gateway writes them in JSON: their SQL text, and how their values become JDK values. */
final class LogicalTypes {

    private static final int UNBOUNDED = Integer.MAX_VALUE;

    private LogicalTypes() {}

    /** The type as {@code DESCRIBE} prints it, without its own nullability. */
    static String text(JsonNode type) {
        String root = type.path("type").asString();
        return switch (root) {
            case "CHAR" -> "CHAR(" + type.path("length").asInt() + ")";
            case "VARCHAR" -> bounded(type, "STRING", "VARCHAR");
            case "BINARY" -> "BINARY(" + type.path("length").asInt() + ")";
            case "VARBINARY" -> bounded(type, "BYTES", "VARBINARY");
            case "DECIMAL" ->
                "DECIMAL(" + type.path("precision").asInt() + ", "
                        + type.path("scale").asInt() + ")";
            case "INTEGER" -> "INT";
            case "TIME_WITHOUT_TIME_ZONE" -> "TIME(" + type.path("precision").asInt() + ")";
            case "TIMESTAMP_WITHOUT_TIME_ZONE" ->
                "TIMESTAMP(" + type.path("precision").asInt() + ")";
            case "TIMESTAMP_WITH_LOCAL_TIME_ZONE" ->
                "TIMESTAMP_LTZ(" + type.path("precision").asInt() + ")";
            case "TIMESTAMP_WITH_TIME_ZONE" ->
                "TIMESTAMP(" + type.path("precision").asInt() + ") WITH TIME ZONE";
            case "INTERVAL_YEAR_MONTH" -> "INTERVAL YEAR TO MONTH";
            case "INTERVAL_DAY_TIME" -> "INTERVAL DAY TO SECOND";
            case "ARRAY" -> "ARRAY<" + inner(type.path("elementType")) + ">";
            case "MULTISET" -> "MULTISET<" + inner(type.path("elementType")) + ">";
            case "MAP" -> "MAP<" + inner(type.path("keyType")) + ", " + inner(type.path("valueType")) + ">";
            case "ROW" ->
                StreamSupport.stream(type.path("fields").spliterator(), false)
                        .map(field ->
                                Identifiers.quote(field.path("name").asString()) + " " + inner(field.path("fieldType")))
                        .collect(Collectors.joining(", ", "ROW<", ">"));
            default -> root;
        };
    }

    private static String bounded(JsonNode type, String unbounded, String name) {
        int length = type.path("length").asInt(UNBOUNDED);
        return length == UNBOUNDED ? unbounded : name + "(" + length + ")";
    }

    private static String inner(JsonNode type) {
        return type.path("nullable").asBoolean(true) ? text(type) : text(type) + " NOT NULL";
    }

    /** How a value of this type is read. What came as text for want of a JSON form stays text where it is nested. */
    static ValueReader reader(JsonNode type, ZoneId zone) {
        return switch (type.path("type").asString()) {
            case "BOOLEAN" ->
                value ->
                        value.isBoolean() ? value.asBoolean() : value.asString().equalsIgnoreCase("true");
            case "TINYINT" -> value -> (byte) number(value).intValue();
            case "SMALLINT" -> value -> (short) number(value).intValue();
            case "INTEGER" -> value -> number(value).intValue();
            case "BIGINT" -> value -> number(value).longValue();
            case "FLOAT" -> value -> (float) floating(value);
            case "DOUBLE" -> LogicalTypes::floating;
            case "DECIMAL" -> decimal(type.path("scale").asInt());
            case "BINARY", "VARBINARY" -> LogicalTypes::bytes;
            case "DATE" -> value -> LocalDate.parse(value.asString());
            case "TIME_WITHOUT_TIME_ZONE" -> value -> LocalTime.parse(value.asString());
            case "TIMESTAMP_WITHOUT_TIME_ZONE" -> value -> dateTime(value.asString());
            case "TIMESTAMP_WITH_LOCAL_TIME_ZONE" -> value -> instant(value.asString(), zone);
            case "INTERVAL_YEAR_MONTH" -> LogicalTypes::months;
            case "INTERVAL_DAY_TIME" -> LogicalTypes::milliseconds;
            // Inside a row or an array the gateway does not shift to the session's zone.
            case "ARRAY" -> items(reader(type.path("elementType"), ZoneOffset.UTC));
            case "MAP" -> entries(reader(type.path("valueType"), ZoneOffset.UTC));
            case "MULTISET" -> entries(value -> number(value).intValue());
            case "ROW" -> fields(type.path("fields"));
            default -> LogicalTypes::anything;
        };
    }

    private static BigDecimal number(JsonNode value) {
        return value.isNumber()
                ? value.decimalValue()
                : new BigDecimal(value.asString().strip());
    }

    private static double floating(JsonNode value) {
        return value.isNumber() ? value.doubleValue() : Double.parseDouble(value.asString());
    }

    private static ValueReader decimal(int scale) {
        // JSON drops trailing zeros: 1.50 arrives as 1.5.
        return value -> number(value).setScale(scale, RoundingMode.HALF_UP);
    }

    private static Object bytes(JsonNode value) {
        String text = value.asString();
        return text.startsWith("x'") && text.endsWith("'")
                ? HexFormat.of().parseHex(text, 2, text.length() - 1)
                : Base64.getDecoder().decode(text);
    }

    private static LocalDateTime dateTime(String text) {
        return LocalDateTime.parse(text.replace(' ', 'T'));
    }

    private static Instant instant(String text, ZoneId zone) {
        String local = text.endsWith("Z") ? text.substring(0, text.length() - 1) : text;
        return dateTime(local).atZone(zone).toInstant();
    }

    private static Object months(JsonNode value) {
        if (!value.isNumber()) {
            return value.asString();
        }
        int months = value.asInt();
        return (months < 0 ? "-" : "+") + Math.abs(months / 12) + "-"
                + String.format(Locale.ROOT, "%02d", Math.abs(months % 12));
    }

    private static Object milliseconds(JsonNode value) {
        if (!value.isNumber()) {
            return value.asString();
        }
        long millis = value.asLong();
        long rest = Math.abs(millis);
        return String.format(
                Locale.ROOT,
                "%s%d %02d:%02d:%02d.%03d",
                millis < 0 ? "-" : "+",
                rest / 86_400_000,
                rest / 3_600_000 % 24,
                rest / 60_000 % 60,
                rest / 1_000 % 60,
                rest % 1_000);
    }

    private static @Nullable Object each(JsonNode value, ValueReader reader) {
        return value.isNull() ? null : reader.read(value);
    }

    private static ValueReader items(ValueReader element) {
        return value -> {
            if (!value.isArray()) {
                return value.asString();
            }
            List<@Nullable Object> items = new ArrayList<>(value.size());
            for (JsonNode item : value) {
                items.add(each(item, element));
            }
            return items;
        };
    }

    private static ValueReader entries(ValueReader reader) {
        return value -> {
            if (!value.isObject()) {
                return value.asString();
            }
            Map<String, @Nullable Object> entries = new LinkedHashMap<>();
            for (Map.Entry<String, JsonNode> entry : value.properties()) {
                entries.put(entry.getKey(), each(entry.getValue(), reader));
            }
            return entries;
        };
    }

    private static ValueReader fields(JsonNode fields) {
        List<String> names = new ArrayList<>();
        List<ValueReader> readers = new ArrayList<>();
        for (JsonNode field : fields) {
            names.add(field.path("name").asString());
            readers.add(reader(field.path("fieldType"), ZoneOffset.UTC));
        }
        return value -> {
            if (!value.isObject()) {
                return value.asString();
            }
            List<@Nullable Object> values = new ArrayList<>(names.size());
            for (int i = 0; i < names.size(); i++) {
                JsonNode field = value.get(names.get(i));
                values.add(field == null ? null : each(field, readers.get(i)));
            }
            return values;
        };
    }

    private static Object anything(JsonNode value) {
        return value.isString() ? value.asString() : value.toString();
    }
}
