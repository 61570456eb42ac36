package io.streamhouse.model;

import java.util.Optional;

/**
 * A column of a relation or a result.
 *
 * @param type Flink's SQL type without its nullability, as {@code DESCRIBE} prints it: {@code DECIMAL(10, 2)}
 * @param computedAs the expression of a computed column; empty for stored ones
 */
public record Column(
        String name, String type, boolean nullable, Optional<String> comment, Optional<String> computedAs) {

    public static Column of(String name, String type) {
        return new Column(name, type, true, Optional.empty(), Optional.empty());
    }

    public static Column notNull(String name, String type) {
        return new Column(name, type, false, Optional.empty(), Optional.empty());
    }

    public Column withComment(String text) {
        return new Column(name, type, nullable, Optional.of(text), computedAs);
    }
}
