package io.streamhouse.pipeline.check;

import io.streamhouse.model.Identifiers;
import io.streamhouse.pipeline.check.NodeRows.Column;
import io.streamhouse.pipeline.check.NodeRows.Role;
import io.streamhouse.plan.TypedQuery.Field;
import io.streamhouse.plan.TypedQuery.From;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The inputs of a node that are linked.
 *
 * @param ports of each; {@code names} and {@code rows} are theirs, in this order
 */
record NodeInputs(List<Integer> ports, List<String> names, List<NodeRows> rows) {

    NodeRows first() {
        return rows.get(0);
    }

    Optional<List<String>> columnsOf(String input) {
        int at = names.indexOf(input);
        return at < 0 ? Optional.empty() : Optional.of(rows.get(at).names());
    }

    /** Their columns, by their names. */
    Map<String, List<Field>> fields() {
        Map<String, List<Field>> fields = new LinkedHashMap<>();
        for (int at = 0; at < names.size(); at++) {
            fields.put(names.get(at), rows.get(at).fields());
        }
        return fields;
    }

    /** A computed column, which only as one that an input had can be a time attribute: a value at a time is none. */
    Column computed(Field field) {
        Optional<Column> origin = origin(field);
        Column column =
                new Column(field.name(), field.type(), origin.map(Column::role).orElse(Role.NONE));
        return origin.isPresent() ? column : column.withoutTime();
    }

    /** The column of an input that a column was before. */
    Optional<Column> origin(Field field) {
        return field.from().flatMap(this::column);
    }

    private Optional<Column> column(From from) {
        int input = names.indexOf(from.input());
        return input < 0 ? Optional.empty() : rows.get(input).column(from.column());
    }

    /** The column of an input that an expression is, qualified or not; empty if it is computed, or there is none. */
    Optional<Column> plain(String expression, int input) {
        List<String> parts;
        try {
            parts = Identifiers.split(expression.strip());
        } catch (IllegalArgumentException computed) {
            return Optional.empty();
        }
        boolean qualified = parts.size() == 2 && parts.get(0).equals(names.get(input));
        return parts.size() == 1 || qualified ? rows.get(input).column(parts.getLast()) : Optional.empty();
    }

    /** Which columns of the first can be a time, as the end of a sentence that asks to choose one. */
    String times() {
        List<String> times = first().columns().stream()
                .filter(Column::isPointInTime)
                .map(Column::name)
                .toList();
        return times.isEmpty() ? "; it has none" : ": " + FieldChecks.list(times);
    }
}
