package io.streamhouse.paimon;

import io.streamhouse.model.OptionInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.paimon.CoreOptions;
import org.apache.paimon.flink.FlinkConnectorOptions;
import org.apache.paimon.options.ConfigOption;
import org.apache.paimon.options.MemorySize;
import org.apache.paimon.options.Options;
import org.apache.paimon.options.description.DescribedEnum;
import org.apache.paimon.options.description.HtmlFormatter;

/** The options that Paimon knows for tables, as its own classes declare them. */
public final class TableOptions {

    private static final Pattern TAG = Pattern.compile("<[^>]*>");

    /** Said by other clauses of a statement, or kept by Paimon or Flink for themselves. */
    private static final Pattern NOT_FOR_PEOPLE =
            Pattern.compile("path|type|primary-key|partition|branch|materialized-table\\..*|auto-create");

    private static final Map<String, ConfigOption<?>> KNOWN = known();

    private TableOptions() {}

    private static Map<String, ConfigOption<?>> known() {
        List<ConfigOption<?>> all = new ArrayList<>(CoreOptions.getOptions());
        all.addAll(FlinkConnectorOptions.getOptions());
        all.sort(Comparator.comparing(ConfigOption::key));
        Map<String, ConfigOption<?>> known = new LinkedHashMap<>();
        all.stream()
                .filter(option -> !NOT_FOR_PEOPLE.matcher(option.key()).matches())
                .forEach(option -> known.putIfAbsent(option.key(), option));
        return known;
    }

    /** Every one, by key. */
    public static List<OptionInfo> all() {
        return KNOWN.values().stream().map(TableOptions::info).toList();
    }

    /** Why a value can't be had for an option that Paimon knows; empty if it can, and for unknown options. */
    public static Optional<String> problem(String key, String value) {
        ConfigOption<?> option = KNOWN.get(key);
        if (option == null) {
            return Optional.empty();
        }
        try {
            Options.fromMap(Map.of(key, value)).get(option);
            return Optional.empty();
        } catch (IllegalArgumentException | ArithmeticException e) {
            List<String> choices = choices(option);
            return Optional.of("“" + value + "” is no " + form(option)
                    + (choices.isEmpty() ? "" : ": it is one of " + String.join(", ", choices)));
        }
    }

    private static OptionInfo info(ConfigOption<?> option) {
        return new OptionInfo(
                option.key(),
                form(option),
                choices(option),
                option.hasDefaultValue() ? Optional.of(text(option.defaultValue())) : Optional.empty(),
                meaning(option),
                CoreOptions.IMMUTABLE_OPTIONS.contains(option.key()));
    }

    private static String text(Object value) {
        return switch (value) {
            case Duration duration ->
                duration.isZero() ? "0 s" : duration.toString().substring(2).toLowerCase(Locale.ROOT);
            case MemorySize size -> size.toHumanReadableString();
            default -> String.valueOf(value);
        };
    }

    private static String meaning(ConfigOption<?> option) {
        return TAG.matcher(new HtmlFormatter().format(option.description()))
                .replaceAll(" ")
                .replace("&gt;", ">")
                .replace("&lt;", "<")
                .replace("&quot;", "\"")
                .replace("&amp;", "&")
                .replaceAll("\\s+", " ")
                .strip();
    }

    private static String form(ConfigOption<?> option) {
        Class<?> type = valueType(option);
        if (type == Boolean.class) {
            return "true or false";
        }
        if (Number.class.isAssignableFrom(type)) {
            return "number";
        }
        if (type == Duration.class) {
            return "duration";
        }
        if (type == MemorySize.class) {
            return "size";
        }
        return type.isEnum() ? "choice" : "text";
    }

    private static List<String> choices(ConfigOption<?> option) {
        Class<?> type = valueType(option);
        if (type == Boolean.class) {
            return List.of("true", "false");
        }
        Object[] constants = type.getEnumConstants();
        return constants == null
                ? List.of()
                : Arrays.stream(constants)
                        .map(constant -> constant instanceof DescribedEnum
                                ? constant.toString()
                                : constant.toString().toLowerCase(Locale.ROOT))
                        .toList();
    }

    /** Not said in public by the option; told from its default, or by what it takes. */
    private static Class<?> valueType(ConfigOption<?> option) {
        if (option.hasDefaultValue() && option.defaultValue() != null) {
            Object value = option.defaultValue();
            return value instanceof Enum<?> constant ? constant.getDeclaringClass() : value.getClass();
        }
        return accepts(option, "1")
                ? accepts(option, "true")
                        ? String.class
                        : accepts(option, "1 h")
                                ? Duration.class
                                : accepts(option, "1 mb") ? MemorySize.class : Long.class
                : accepts(option, "true") ? Boolean.class : String.class;
    }

    private static boolean accepts(ConfigOption<?> option, String value) {
        try {
            Options.fromMap(Map.of(option.key(), value)).get(option);
            return true;
        } catch (IllegalArgumentException | ArithmeticException e) {
            return false;
        }
    }
}
