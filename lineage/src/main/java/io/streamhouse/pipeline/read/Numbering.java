package io.streamhouse.pipeline.read;

import io.streamhouse.pipeline.read.Written.Part;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Where ROW_NUMBER counts the rows of a group, as written. */
record Numbering(List<Part> partition, List<SortKey> order) {

    /** How many of a group's rows are kept. @param exactly whether it says that it is the first one */
    record Kept(long count, boolean exactly) {

        /** What a comparison says of a number that stands before it. */
        static Optional<Kept> of(Written text, int operator, int to) {
            OptionalLong number = text.number(operator + 1);
            if (operator + 2 != to || number.isEmpty()) {
                return Optional.empty();
            }
            long count = number.getAsLong();
            if (text.symbol(operator, "<=") && count > 0) {
                return Optional.of(new Kept(count, false));
            }
            if (text.symbol(operator, "<") && count > 1) {
                return Optional.of(new Kept(count - 1, false));
            }
            return text.symbol(operator, "=") && count == 1 ? Optional.of(new Kept(1, true)) : Optional.empty();
        }
    }

    /** What the expression numbers by; empty if it is anything but ROW_NUMBER. */
    static Optional<Numbering> of(Written text, Part expression) {
        int at = expression.from();
        int close = expression.to() - 1;
        boolean shape = text.word(at, "ROW_NUMBER")
                && text.symbol(at + 1, "(")
                && text.symbol(at + 2, ")")
                && text.word(at + 3, "OVER")
                && text.symbol(at + 4, "(")
                && text.partner(at + 4) == close;
        if (!shape) {
            return Optional.empty();
        }
        int inner = at + 5;
        int order = text.find(inner, close, Set.of("ORDER"));
        int rows = text.find(inner, close, Set.of("ROWS", "RANGE"));
        if (order == close || rows < close) {
            return Optional.empty();
        }
        List<Part> partition = text.word(inner, "PARTITION") ? text.list(inner + 2, order) : List.of();
        return Optional.of(new Numbering(partition, SortKey.list(text, order + 2, close)));
    }
}
