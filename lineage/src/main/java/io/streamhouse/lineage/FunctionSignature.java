package io.streamhouse.lineage;

import java.util.Optional;

/**
 * A function whose class is not here, as far as lineage has to know it.
 *
 * @param name as statements call it, one part
 * @param returns Flink's SQL type of its result; of a table function, {@code ROW<…>} with the columns. Empty if unknown:
 *     it is then taken to be a STRING
 */
public record FunctionSignature(String name, Kind kind, Optional<String> returns) {

    public enum Kind {
        SCALAR,
        TABLE,
        AGGREGATE
    }
}
