package io.streamhouse.console.views;

import io.streamhouse.model.Column;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.Schema;
import io.streamhouse.sql.TableDdl;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A table summed up: a row for each group, or for each group and stretch of time, with figures of the rows in it. Kept
 * up to date by changes alone, since groups are told apart by values and not by windows that close.
 *
 * @param groups columns whose values tell the groups apart
 * @param bucket the time of a row, cut to a stretch
 * @param measures figures, at least one
 */
public record Summary(RelationId table, List<String> groups, Optional<Bucket> bucket, List<Measure> measures) {

    public Summary {
        groups = List.copyOf(groups);
        measures = List.copyOf(measures);
    }

    /** A time of the row, rounded down. */
    public record Bucket(String column, Size size) {}

    /** How long a stretch of time is. */
    public enum Size {
        MINUTE,
        HOUR,
        DAY,
        MONTH,
        YEAR;

        /** As people say it. */
        public String words() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How the values of a column become one figure. */
    public enum Function {
        COUNT("number of rows"),
        COUNT_DISTINCT("different values of"),
        SUM("sum of"),
        AVG("average of"),
        MIN("smallest"),
        MAX("largest");

        private final String words;

        Function(String words) {
            this.words = words;
        }

        /** As people say it, before the column. */
        public String words() {
            return words;
        }

        /** Whether the function is of whole rows, not of a column. */
        public boolean ofRows() {
            return this == COUNT;
        }

        /** Whether it takes a column of this type. */
        public boolean takes(String type) {
            return switch (this) {
                case COUNT, COUNT_DISTINCT -> true;
                case SUM, AVG -> isNumber(type);
                case MIN, MAX -> !type.contains("<") && !type.startsWith("BYTES") && !type.startsWith("BOOLEAN");
            };
        }

        private static boolean isNumber(String type) {
            return Stream.of("TINYINT", "SMALLINT", "INT", "BIGINT", "FLOAT", "DOUBLE", "DECIMAL")
                    .anyMatch(type::startsWith);
        }
    }

    /** @param column ignored for a number of rows */
    public record Measure(Function function, String column) {

        /** What the figure is called. */
        String name() {
            return switch (function) {
                case COUNT -> "row_count";
                case COUNT_DISTINCT -> "different_" + column;
                case SUM -> "total_" + column;
                case AVG -> "average_" + column;
                case MIN -> "smallest_" + column;
                case MAX -> "largest_" + column;
            };
        }

        private String expression() {
            return switch (function) {
                case COUNT -> "COUNT(*)";
                case COUNT_DISTINCT -> "COUNT(DISTINCT " + TableDdl.name(column) + ")";
                case SUM, AVG, MIN, MAX -> function.name() + "(" + TableDdl.name(column) + ")";
            };
        }
    }

    /**
     * The query. Rows that have nothing in a column they are grouped by are left out, since a key can't be null.
     *
     * @param schema of the table
     */
    public String sql(Schema schema) {
        List<String> keys = new ArrayList<>();
        List<String> selected = new ArrayList<>();
        Set<String> taken = new LinkedHashSet<>(groups);
        groups.stream().map(TableDdl::name).forEach(name -> {
            keys.add(name);
            selected.add(name);
        });
        bucket.ifPresent(time -> {
            String cut = "FLOOR(" + TableDdl.name(time.column()) + " TO " + time.size() + ")";
            keys.add(cut);
            selected.add(cut + " AS " + TableDdl.name(free(taken, time.size().words() + "_of_" + time.column())));
        });
        measures.forEach(
                measure -> selected.add(measure.expression() + " AS " + TableDdl.name(free(taken, measure.name()))));
        String where = leftOut(schema).stream()
                .map(name -> TableDdl.name(name) + " IS NOT NULL")
                .collect(Collectors.joining("\n  AND "));
        return "SELECT\n  " + String.join(",\n  ", selected) + "\nFROM " + named(table)
                + (where.isEmpty() ? "" : "\nWHERE " + where)
                + (keys.isEmpty() ? "" : "\nGROUP BY " + String.join(", ", keys));
    }

    /** The columns that a row has to have something in to be counted. */
    public List<String> leftOut(Schema schema) {
        return Stream.concat(groups.stream(), bucket.map(Bucket::column).stream())
                .filter(name -> schema.column(name).filter(Column::nullable).isPresent())
                .distinct()
                .toList();
    }

    /** A name for the view. */
    public String suggestedName() {
        List<String> by = new ArrayList<>(groups);
        bucket.ifPresent(time -> by.add(time.size().words()));
        return (table.name() + (by.isEmpty() ? "_summary" : "_by_" + String.join("_and_", by)))
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9_]+", "_");
    }

    private static String named(RelationId id) {
        return TableDdl.name(id.catalog()) + "." + TableDdl.name(id.database()) + "." + TableDdl.name(id.name());
    }

    private static String free(Set<String> taken, String wanted) {
        String name = wanted;
        for (int copy = 2; !taken.add(name); copy++) {
            name = wanted + "_" + copy;
        }
        return name;
    }
}
