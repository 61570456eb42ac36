package io.streamhouse.plan;

import java.util.Optional;

/**
 * A function that queries call, known by what it gives alone: its class is not here.
 *
 * @param name as queries call it, one part
 * @param returns Flink's SQL type of what it gives; empty if unknown, it is then taken to be a STRING
 */
public record DeclaredFunction(String name, Kind kind, Optional<String> returns) {

    public enum Kind {
        SCALAR,
        TABLE,
        AGGREGATE
    }
}
