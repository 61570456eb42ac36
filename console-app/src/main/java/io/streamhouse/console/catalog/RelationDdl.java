package io.streamhouse.console.catalog;

import io.streamhouse.model.Column;
import io.streamhouse.model.Identifiers;
import io.streamhouse.model.Redactor;
import io.streamhouse.model.Relation;
import io.streamhouse.model.RelationKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes the statement that would create a relation again, quoted so that it runs, with secrets hidden. */
final class RelationDdl {

    private static final String MATERIALIZED = "materialized-table.";
    /** Kept among Paimon's options but said elsewhere in the statement, or true of this very table only. */
    private static final Set<String> NOT_OPTIONS =
            Set.of("path", "type", "owner", "primary-key", "partition", "comment");

    private RelationDdl() {}

    static String of(Relation relation) {
        return switch (relation) {
            case Relation.BaseTable table -> table(table);
            case Relation.View view -> view(view);
            case Relation.MaterializedView view -> materialized(view);
        };
    }

    /** Whether Paimon keeps the rows, rather than a connector or nobody. */
    static boolean stored(RelationKind kind, Map<String, String> options) {
        return kind != RelationKind.VIEW
                && options.getOrDefault("connector", "paimon").equals("paimon");
    }

    private static String table(Relation.BaseTable table) {
        return "CREATE TABLE " + table.id().quoted() + " (\n" + String.join(",\n", elements(table)) + "\n)"
                + comment(table.comment()) + partitionedBy(table) + with(table.options()) + ";";
    }

    private static String view(Relation.View view) {
        String columns = view.schema().columns().stream()
                .map(column -> "  " + Identifiers.quote(column.name()) + columnComment(column))
                .collect(Collectors.joining(",\n"));
        return "CREATE VIEW " + view.id().quoted() + (columns.isEmpty() ? "" : " (\n" + columns + "\n)")
                + comment(view.comment()) + "\nAS " + Redactor.text(view.query()) + ";";
    }

    private static String materialized(Relation.MaterializedView view) {
        String key = primaryKey(view).map(text -> " (\n" + text + "\n)").orElse("");
        return "CREATE MATERIALIZED TABLE " + view.id().quoted() + key + comment(view.comment()) + partitionedBy(view)
                + with(view.options()) + freshness(view.options()) + "\nAS " + Redactor.text(view.query()) + ";";
    }

    private static List<String> elements(Relation relation) {
        List<String> elements = new ArrayList<>();
        for (Column column : relation.schema().columns()) {
            elements.add("  " + Identifiers.quote(column.name())
                    + column.computedAs()
                            .map(expression -> " AS " + expression)
                            .orElseGet(() -> " " + column.type() + (column.nullable() ? "" : " NOT NULL"))
                    + columnComment(column));
        }
        relation.schema()
                .watermark()
                .ifPresent(watermark -> elements.add(
                        "  WATERMARK FOR " + Identifiers.quote(watermark.column()) + " AS " + watermark.expression()));
        primaryKey(relation).ifPresent(elements::add);
        return elements;
    }

    private static Optional<String> primaryKey(Relation relation) {
        List<String> key = relation.schema().primaryKey();
        return key.isEmpty() ? Optional.empty() : Optional.of("  PRIMARY KEY (" + names(key) + ") NOT ENFORCED");
    }

    private static String partitionedBy(Relation relation) {
        List<String> keys = relation.schema().partitionKeys();
        return keys.isEmpty() ? "" : "\nPARTITIONED BY (" + names(keys) + ")";
    }

    private static String names(List<String> names) {
        return names.stream().map(Identifiers::quote).collect(Collectors.joining(", "));
    }

    private static String comment(Optional<String> comment) {
        return comment.filter(text -> !text.isEmpty())
                .map(text -> "\nCOMMENT " + Identifiers.literal(text))
                .orElse("");
    }

    private static String columnComment(Column column) {
        return column.comment()
                .filter(text -> !text.isEmpty())
                .map(text -> " COMMENT " + Identifiers.literal(text))
                .orElse("");
    }

    private static String with(Map<String, String> options) {
        String shown = Redactor.options(options).entrySet().stream()
                .filter(option -> isOption(option.getKey()))
                .map(option ->
                        "  " + Identifiers.literal(option.getKey()) + " = " + Identifiers.literal(option.getValue()))
                .collect(Collectors.joining(",\n"));
        return shown.isEmpty() ? "" : "\nWITH (\n" + shown + "\n)";
    }

    /** Flink keeps computed columns and watermarks under {@code schema.}, a view's definition under its own prefix. */
    private static boolean isOption(String key) {
        return !NOT_OPTIONS.contains(key) && !key.startsWith("schema.") && !key.startsWith(MATERIALIZED);
    }

    private static String freshness(Map<String, String> options) {
        String interval = options.get(MATERIALIZED + "interval-freshness");
        String freshness = interval == null
                ? ""
                : "\nFRESHNESS = INTERVAL " + Identifiers.literal(interval) + " "
                        + options.getOrDefault(MATERIALIZED + "interval-freshness.time-unit", "MINUTE")
                                .toUpperCase(Locale.ROOT);
        String mode = options.getOrDefault(MATERIALIZED + "logical-refresh-mode", "AUTOMATIC")
                .toUpperCase(Locale.ROOT);
        return freshness + (mode.equals("AUTOMATIC") ? "" : "\nREFRESH_MODE = " + mode);
    }
}
