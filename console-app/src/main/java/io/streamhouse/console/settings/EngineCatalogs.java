package io.streamhouse.console.settings;

import io.streamhouse.model.Identifiers;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Catalogs in the engine's own words. */
final class EngineCatalogs {

    private EngineCatalogs() {}

    /** The statement that makes a catalog known to a session. Holds the options' secrets: not to be shown. */
    static String create(String name, Map<String, String> options) {
        Map<String, String> all = new TreeMap<>(options);
        all.putIfAbsent("type", "paimon");
        return "CREATE CATALOG " + Identifiers.quote(name) + " WITH ("
                + all.entrySet().stream()
                        .map(option ->
                                Identifiers.literal(option.getKey()) + " = " + Identifiers.literal(option.getValue()))
                        .collect(Collectors.joining(", "))
                + ")";
    }
}
