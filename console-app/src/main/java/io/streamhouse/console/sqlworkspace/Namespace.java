package io.streamhouse.console.sqlworkspace;

import java.util.Optional;

/** The catalog and database that unqualified names mean. Empty parts leave it to the engine's default. */
public record Namespace(Optional<String> catalog, Optional<String> database) {

    public static final Namespace DEFAULT = new Namespace(Optional.empty(), Optional.empty());

    public static Namespace of(String catalog, String database) {
        return new Namespace(Optional.of(catalog), Optional.of(database));
    }
}
