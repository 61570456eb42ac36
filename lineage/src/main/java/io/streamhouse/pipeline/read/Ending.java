package io.streamhouse.pipeline.read;

import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/** How a query is ordered or cut, still as written. */
record Ending(List<SortKey> order, OptionalLong limit, OptionalLong offset) {

    static final Ending NONE = new Ending(List.of(), OptionalLong.empty(), OptionalLong.empty());

    /** What starts it. */
    static final Set<String> WORDS = Set.of("ORDER", "LIMIT", "OFFSET", "FETCH");

    static Ending read(Written text, int from, int to) {
        List<SortKey> order = List.of();
        OptionalLong limit = OptionalLong.empty();
        OptionalLong offset = OptionalLong.empty();
        int at = from;
        if (text.word(at, "ORDER")) {
            int end = text.find(at + 1, to, Set.of("LIMIT", "OFFSET", "FETCH"));
            order = SortKey.list(text, at + 2, end);
            at = end;
        }
        while (at < to) {
            if (text.word(at, "LIMIT") && text.number(at + 1).isPresent()) {
                limit = text.number(at + 1);
                at += 2;
            } else if (text.word(at, "OFFSET") && text.number(at + 1).isPresent()) {
                offset = text.number(at + 1);
                at += text.word(at + 2, "ROWS") || text.word(at + 2, "ROW") ? 3 : 2;
            } else if (text.word(at, "FETCH") && text.number(at + 2).isPresent() && text.word(at + 4, "ONLY")) {
                limit = text.number(at + 2);
                at += 5;
            } else if (text.word(at, "LIMIT") && text.word(at + 1, "ALL")) {
                at += 2;
            } else {
                throw new Uncovered("A LIMIT of this form is not known");
            }
        }
        return new Ending(order, limit, offset);
    }

    boolean isEmpty() {
        return order.isEmpty() && limit.isEmpty() && offset.isEmpty();
    }
}
