package io.streamhouse.model;

import java.util.Map;

/**
 * A Paimon catalog as it is attached: its name and the options Paimon opens it with.
 *
 * @param options {@code warehouse} among them; may hold secrets, see {@link Redactor}
 */
public record CatalogInfo(String name, Map<String, String> options) {
    public CatalogInfo {
        options = Map.copyOf(options);
    }

    @Override
    public String toString() {
        return "CatalogInfo[" + name + ", " + Redactor.options(options) + "]";
    }
}
