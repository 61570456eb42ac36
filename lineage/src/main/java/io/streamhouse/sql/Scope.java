package io.streamhouse.sql;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What can be named at one place of a query: the relations of its FROM and of the queries around it, and what WITH
 * defines.
 */
final class Scope {

    /** A column as far as it is known; the type is empty where it would have to be planned. */
    record Field(String name, String type) {}

    /**
     * An item of FROM.
     *
     * @param alias the name its columns go by; empty if it has none
     * @param path the relation's name as written; empty for a subquery
     * @param columns what it has beyond, or instead of, the relation's columns
     * @param derived whether {@code columns} are all there are
     */
    record Source(String alias, List<String> path, List<Field> columns, boolean derived) {}

    final @Nullable Scope outer;
    final List<Source> sources = new ArrayList<>();
    final Map<String, List<Field>> definitions = new LinkedHashMap<>();

    Scope(@Nullable Scope outer) {
        this.outer = outer;
    }

    Optional<List<Field>> definition(String name) {
        for (Scope scope = this; scope != null; scope = scope.outer) {
            for (Map.Entry<String, List<Field>> entry : scope.definitions.entrySet()) {
                if (entry.getKey().equalsIgnoreCase(name)) {
                    return Optional.of(entry.getValue());
                }
            }
        }
        return Optional.empty();
    }

    List<String> definitionNames() {
        List<String> names = new ArrayList<>();
        for (Scope scope = this; scope != null; scope = scope.outer) {
            names.addAll(scope.definitions.keySet());
        }
        return names;
    }
}
