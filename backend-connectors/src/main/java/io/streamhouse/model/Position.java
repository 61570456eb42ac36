package io.streamhouse.model;

/** A place in a text: line and column, both counted from 1; a column counts UTF-16 units. */
public record Position(int line, int column) {

    public Position {
        if (line < 1 || column < 1) {
            throw new IllegalArgumentException("Lines and columns count from 1: " + line + ":" + column);
        }
    }

    /** This position, found in a text that itself starts at {@code start} of a larger one. */
    public Position within(Position start) {
        return line == 1
                ? new Position(start.line, start.column + column - 1)
                : new Position(start.line + line - 1, column);
    }
}
