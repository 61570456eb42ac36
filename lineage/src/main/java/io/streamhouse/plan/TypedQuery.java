package io.streamhouse.plan;

import io.streamhouse.model.Problem;
import io.streamhouse.model.Relation;
import io.streamhouse.model.RelationId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.table.types.logical.LogicalType;

/**
 * A query as Flink's validator understands it.
 *
 * @param fields of its rows
 * @param reads the relations that it names, as they were
 * @param mismatches comparisons of values that Flink can't compare, which its validator lets through and its code
 *     generator does not
 */
public record TypedQuery(List<Field> fields, Map<RelationId, Optional<Relation>> reads, List<Problem> mismatches) {

    /**
     * A field of a row.
     *
     * @param type with its nullability, and what makes it a time attribute
     * @param from the column that it is, unchanged; empty if it is computed
     */
    public record Field(String name, LogicalType type, Optional<From> from) {

        /** A field of which no more is known. */
        public static Field of(String name, LogicalType type) {
            return new Field(name, type, Optional.empty());
        }
    }

    /**
     * A column as a SELECT names it.
     *
     * @param input name or alias of what it is a column of
     */
    public record From(String input, String column) {}

    public TypedQuery {
        fields = List.copyOf(fields);
        reads = Map.copyOf(reads);
        mismatches = List.copyOf(mismatches);
    }
}
