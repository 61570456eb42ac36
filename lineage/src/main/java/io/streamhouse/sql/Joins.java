package io.streamhouse.sql;

import io.streamhouse.model.Identifiers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Guesses by names how two relations belong together: {@code orders.customer_id} is the key of {@code customers}. */
final class Joins {

    /** One side of a join. */
    record Side(String alias, String relation, List<String> columns, List<String> key) {}

    private Joins() {}

    /** Conditions that join {@code right} to {@code left}, the likeliest first. */
    static List<String> conditions(Side left, Side right) {
        List<String> conditions = new ArrayList<>();
        byKey(left, right).ifPresent(pairs -> conditions.add(condition(left, right, pairs, false)));
        byKey(right, left).ifPresent(pairs -> conditions.add(condition(left, right, pairs, true)));
        for (String column : left.columns()) {
            String lower = column.toLowerCase(Locale.ROOT);
            boolean refers = lower.endsWith("_id") || lower.endsWith("_key") || lower.endsWith("_no");
            String condition = equality(left.alias(), column, right.alias(), column);
            if (refers && right.columns().contains(column) && !conditions.contains(condition)) {
                conditions.add(condition);
            }
        }
        return conditions.stream().distinct().toList();
    }

    /** For each column of the owner's key, the column of the other side that refers to it. */
    private static Optional<List<String[]>> byKey(Side referrer, Side owner) {
        List<String[]> pairs = new ArrayList<>();
        for (String key : owner.key()) {
            Optional<String> reference =
                    reference(referrer, owner.relation(), key, owner.key().size() == 1);
            if (reference.isEmpty()) {
                return Optional.empty();
            }
            pairs.add(new String[] {reference.get(), key});
        }
        return pairs.isEmpty() ? Optional.empty() : Optional.of(pairs);
    }

    private static Optional<String> reference(Side referrer, String owner, String key, boolean alone) {
        String stem = singular(owner.toLowerCase(Locale.ROOT));
        List<String> names = new ArrayList<>();
        if (!key.equalsIgnoreCase("id")) {
            names.add(key);
        }
        if (alone) {
            names.add(stem + "_" + key);
            names.add(stem + key);
        }
        return names.stream()
                .flatMap(name -> referrer.columns().stream().filter(column -> column.equalsIgnoreCase(name)))
                .findFirst();
    }

    static String singular(String plural) {
        if (plural.endsWith("ies")) {
            return plural.substring(0, plural.length() - 3) + "y";
        }
        if (plural.endsWith("sses") || plural.endsWith("xes") || plural.endsWith("ches")) {
            return plural.substring(0, plural.length() - 2);
        }
        return plural.endsWith("s") && !plural.endsWith("ss") ? plural.substring(0, plural.length() - 1) : plural;
    }

    private static String condition(Side left, Side right, List<String[]> pairs, boolean rightRefers) {
        List<String> equalities = new ArrayList<>();
        for (String[] pair : pairs) {
            equalities.add(
                    rightRefers
                            ? equality(left.alias(), pair[1], right.alias(), pair[0])
                            : equality(left.alias(), pair[0], right.alias(), pair[1]));
        }
        return String.join(" AND ", equalities);
    }

    private static String equality(String left, String leftColumn, String right, String rightColumn) {
        return written(left) + "." + written(leftColumn) + " = " + written(right) + "." + written(rightColumn);
    }

    static String written(String name) {
        return Reserved.isReserved(name) ? Identifiers.quote(name) : Identifiers.plain(name);
    }
}
