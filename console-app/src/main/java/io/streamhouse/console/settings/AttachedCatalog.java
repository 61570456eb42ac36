package io.streamhouse.console.settings;

import io.streamhouse.model.CatalogInfo;
import io.streamhouse.model.Redactor;
import java.util.Map;

/**
 * A catalog attached to the console.
 *
 * @param options may hold secrets; {@link #shown()} does not
 * @param revision to base a change on; 0 for the built-in one, which can't be changed
 */
public record AttachedCatalog(String name, Kind kind, Map<String, String> options, long revision) {

    /** What reads it. */
    public enum Kind {
        /** A Paimon warehouse: browsed and previewed without a job, and a catalog in every session. */
        PAIMON,
        /** Any other catalog that Flink has a factory for: a catalog in every session. */
        FLINK
    }

    public AttachedCatalog {
        options = Map.copyOf(options);
    }

    CatalogInfo info() {
        return new CatalogInfo(name, options);
    }

    /** The options for people: secrets hidden. */
    public Map<String, String> shown() {
        return Redactor.options(options);
    }

    public boolean builtIn() {
        return revision == 0;
    }

    @Override
    public String toString() {
        return "AttachedCatalog[" + name + ", " + kind + ", " + shown() + "]";
    }
}
