package io.streamhouse.console.http;

import io.streamhouse.model.ValueText;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The value of a row as it stands in the answers of the HTTP API.
 *
 * <p>Numbers of all types are JSON numbers, decimals with all their digits; NaN and the infinities are text. Booleans are
 * booleans. Dates, times and timestamps are ISO 8601 text, those with a time zone in UTC. Bytes are hexadecimal text.
 * Arrays and rows are arrays, maps are objects.
 */
public final class JsonValues {

    private JsonValues() {}

    public static @Nullable Object of(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Boolean flag -> flag;
            case Double number when !Double.isFinite(number) -> number.toString();
            case Float number when !Float.isFinite(number) -> number.toString();
            case Number number -> number;
            case byte[] bytes -> HexFormat.of().formatHex(bytes);
            case LocalDateTime moment -> DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(moment);
            case LocalTime time -> DateTimeFormatter.ISO_LOCAL_TIME.format(time);
            case List<?> items -> all(items);
            case Map<?, ?> entries -> {
                Map<String, @Nullable Object> map = new LinkedHashMap<>();
                entries.forEach((key, item) -> map.put(ValueText.of(key), of(item)));
                yield map;
            }
            default -> value.toString();
        };
    }

    public static List<@Nullable Object> all(List<? extends @Nullable Object> values) {
        List<@Nullable Object> list = new ArrayList<>(values.size());
        for (Object value : values) {
            list.add(of(value));
        }
        return list;
    }
}
