package io.streamhouse.pipeline.read;

import io.streamhouse.pipeline.read.Written.Part;
import io.streamhouse.sql.Lexeme.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One of the columns that a SELECT asks for.
 *
 * @param name of the column; Flink's own for an expression that is given none, and empty for a star
 * @param qualifier what stands before a star; empty if nothing does
 */
record SelectItem(Part expression, String name, boolean star, String qualifier) {

    private static final Set<String> LAST_WORDS =
            Set.of("END", "NULL", "TRUE", "FALSE", "DAY", "HOUR", "MINUTE", "SECOND", "MONTH", "YEAR");

    static List<SelectItem> list(Written text, int from, int to) {
        List<SelectItem> items = new ArrayList<>();
        for (Part part : text.list(from, to)) {
            items.add(item(text, part, items.size()));
        }
        return items;
    }

    private static SelectItem item(Written text, Part part, int place) {
        int last = part.to() - 1;
        if (part.length() == 1 && text.symbol(last, "*")) {
            return new SelectItem(part, "", true, "");
        }
        if (part.length() == 3 && text.symbol(last, "*") && text.symbol(last - 1, ".")) {
            return new SelectItem(part, "", true, text.get(part.from()).name());
        }
        if (part.length() > 2 && text.word(last - 1, "AS") && text.name(last)) {
            return new SelectItem(
                    new Part(part.from(), last - 1), text.get(last).name(), false, "");
        }
        if (part.length() > 1 && text.name(last) && endsExpression(text, last - 1)) {
            return new SelectItem(new Part(part.from(), last), text.get(last).name(), false, "");
        }
        return new SelectItem(part, text.isPath(part) ? text.get(last).name() : "EXPR$" + place, false, "");
    }

    /** Whether an expression can end here, so that a name behind it is its own. */
    private static boolean endsExpression(Written text, int at) {
        Kind kind = text.get(at).kind();
        return kind == Kind.STRING
                || kind == Kind.NUMBER
                || kind == Kind.QUOTED_NAME
                || text.name(at)
                || text.symbol(at, ")")
                || text.symbol(at, "]")
                || text.anyWord(at, LAST_WORDS);
    }

    /** The same, told apart by name, which the columns of a node have to be. */
    static List<SelectItem> toldApart(List<SelectItem> items) {
        Set<String> taken = new HashSet<>();
        List<SelectItem> apart = new ArrayList<>();
        for (SelectItem item : items) {
            apart.add(item.star() ? item : item.named(numbered(item.name(), taken)));
        }
        return apart;
    }

    /** The name, or the next that is free with a number; taken from now on. */
    static String numbered(String name, Set<String> taken) {
        String free = name;
        for (int number = 2; !taken.add(free); number++) {
            free = name + "_" + number;
        }
        return free;
    }

    private SelectItem named(String other) {
        return new SelectItem(expression, other, star, qualifier);
    }
}
