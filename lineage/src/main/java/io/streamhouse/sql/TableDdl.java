package io.streamhouse.sql;

import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.Identifiers;
import io.streamhouse.model.Problem;
import io.streamhouse.model.ProblemException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.logical.utils.LogicalTypeCasts;
import org.apache.flink.table.types.logical.utils.LogicalTypeChecks;
import org.apache.flink.table.types.logical.utils.LogicalTypeParser;

/**
 * Turns a {@link TableDesign} into its {@code CREATE TABLE} and back. What is written reads as the same design; what is
 * read and written again says the same, with every comment, though not always on the same line.
 */
public final class TableDdl {

    /** Begin another element than a column where they stand unquoted. */
    private static final Set<String> ELEMENTS = Set.of("PRIMARY", "CONSTRAINT", "WATERMARK", "UNIQUE", "LIKE", "AS");

    /** Types of Flink's that Paimon has no place for. */
    private static final Set<LogicalTypeRoot> NOT_STORED = EnumSet.of(
            LogicalTypeRoot.INTERVAL_DAY_TIME,
            LogicalTypeRoot.INTERVAL_YEAR_MONTH,
            LogicalTypeRoot.TIMESTAMP_WITH_TIME_ZONE,
            LogicalTypeRoot.RAW,
            LogicalTypeRoot.NULL,
            LogicalTypeRoot.SYMBOL);

    private static final String INDENT = "  ";

    private TableDdl() {}

    /**
     * @param statement one {@code CREATE TABLE}, with or without its semicolon; names and types may be missing
     * @throws ProblemException SYNTAX or NOT_SUPPORTED, with the position in the statement
     */
    public static TableDesign read(String statement) {
        return new TableDdlReader(statement).read();
    }

    /** The statement, with its semicolon. */
    public static String write(TableDesign design) {
        StringBuilder ddl = new StringBuilder();
        design.notes().head().forEach(note -> ddl.append(note).append('\n'));
        TableDesign.Head head = design.head();
        ddl.append("CREATE ").append(head.temporary() ? "TEMPORARY " : "").append("TABLE ");
        ddl.append(head.ifNotExists() ? "IF NOT EXISTS " : "");
        ddl.append(head.name().stream().map(TableDdl::name).collect(Collectors.joining(".")));
        List<String> elements = elements(design);
        if (!elements.isEmpty()) {
            ddl.append(" (\n").append(String.join(",\n", elements)).append("\n)");
        }
        design.comment().ifPresent(text -> ddl.append("\nCOMMENT ").append(Identifiers.literal(text)));
        design.clauses().distribution().ifPresent(text -> ddl.append('\n').append(text));
        if (!design.partitionedBy().isEmpty()) {
            ddl.append("\nPARTITIONED BY (")
                    .append(names(design.partitionedBy()))
                    .append(')');
        }
        if (!design.options().isEmpty()) {
            ddl.append("\nWITH (\n")
                    .append(design.options().stream()
                            .map(option -> notes(option.notes()) + INDENT + Identifiers.literal(option.key()) + " = "
                                    + Identifiers.literal(option.value()))
                            .collect(Collectors.joining(",\n")))
                    .append("\n)");
        }
        design.clauses().tail().ifPresent(text -> ddl.append('\n').append(text));
        ddl.append(';');
        design.notes().end().forEach(note -> ddl.append('\n').append(note));
        return ddl.toString();
    }

    private static List<String> elements(TableDesign design) {
        List<String> elements = new ArrayList<>();
        design.columns().forEach(column -> elements.add(notes(column.notes()) + column(column)));
        design.watermark()
                .ifPresent(mark -> elements.add(notes(mark.notes()) + INDENT + "WATERMARK FOR " + name(mark.column())
                        + " AS " + mark.expression()));
        design.key()
                .ifPresent(key -> elements.add(notes(key.notes()) + INDENT
                        + key.constraint()
                                .map(name -> "CONSTRAINT " + name(name) + " ")
                                .orElse("")
                        + "PRIMARY KEY (" + names(key.columns()) + ") NOT ENFORCED"));
        return elements;
    }

    private static String notes(List<String> notes) {
        return notes.stream().map(note -> INDENT + note + "\n").collect(Collectors.joining());
    }

    /** The column as it stands between the brackets of the statement, and in {@code ALTER TABLE … ADD} too. */
    static String column(TableDesign.Column column) {
        return Stream.of(
                        INDENT + name(column.name()),
                        column.computedAs()
                                .map(expression -> "AS " + expression)
                                .orElse(column.type()),
                        column.nullable() ? "" : "NOT NULL",
                        column.extra(),
                        column.comment()
                                .map(text -> "COMMENT " + Identifiers.literal(text))
                                .orElse(""))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" "));
    }

    /** A column's declaration without indentation or comments of the statement, as {@code ALTER TABLE} takes it. */
    public static String declaration(TableDesign.Column column) {
        return column(column).strip();
    }

    private static String names(List<String> names) {
        return names.stream().map(TableDdl::name).collect(Collectors.joining(", "));
    }

    /** A name as people write it: quoted where it must be. */
    public static String name(String name) {
        return Reserved.isReserved(name) || ELEMENTS.contains(name.toUpperCase(Locale.ROOT))
                ? Identifiers.quote(name)
                : Identifiers.plain(name);
    }

    /**
     * Checks that a text is a type.
     *
     * @return what is wrong with it; empty if it is one
     */
    public static Optional<Problem> typeProblem(String type) {
        if (type.toUpperCase(Locale.ROOT).contains("COMMENT")) {
            // Comments of nested fields are SQL only: the engine has the word on them.
            return Optional.empty();
        }
        try {
            LogicalType read = LogicalTypeParser.parse(type, TableDdl.class.getClassLoader());
            if (LogicalTypeChecks.hasNested(read, part -> part.is(LogicalTypeRoot.UNRESOLVED))) {
                return Optional.of(noType(type));
            }
            return LogicalTypeChecks.hasNested(read, part -> NOT_STORED.contains(part.getTypeRoot()))
                    ? Optional.of(Problem.of(
                            ErrorCode.NOT_SUPPORTED, "A table can’t store " + type, "Take a number, a text or a time"))
                    : Optional.empty();
        } catch (ValidationException e) {
            return Optional.of(noType(type));
        }
    }

    private static Problem noType(String type) {
        return Problem.of(
                ErrorCode.INVALID_STATEMENT,
                type.isBlank() ? "A column needs a type" : "“" + type + "” is no type",
                "Such as BIGINT, STRING, DECIMAL(18, 2), TIMESTAMP(3) or ARRAY<STRING>");
    }

    /** What becomes of the values of a column when its type is changed. */
    public enum TypeChange {
        /** Two ways to write one type. */
        SAME,
        /** Every value fits. */
        WIDER,
        /** Values that do not fit are lost or cut. */
        LOSSY,
        /** The one can't be read as the other. */
        IMPOSSIBLE
    }

    /** What a change of type does; a type that can't be read differs from every other text. */
    public static TypeChange change(String from, String to) {
        if (from.equals(to)) {
            return TypeChange.SAME;
        }
        try {
            LogicalType before = LogicalTypeParser.parse(from, TableDdl.class.getClassLoader());
            LogicalType after = LogicalTypeParser.parse(to, TableDdl.class.getClassLoader());
            if (before.equals(after)) {
                return TypeChange.SAME;
            }
            if (LogicalTypeCasts.supportsImplicitCast(before, after)) {
                return TypeChange.WIDER;
            }
            return LogicalTypeCasts.supportsExplicitCast(before, after) ? TypeChange.LOSSY : TypeChange.IMPOSSIBLE;
        } catch (ValidationException e) {
            return TypeChange.IMPOSSIBLE;
        }
    }

    /** Whether event time can be in a column of this type. */
    public static boolean isEventTime(String type) {
        try {
            LogicalType read = LogicalTypeParser.parse(type, TableDdl.class.getClassLoader());
            return (read.is(LogicalTypeRoot.TIMESTAMP_WITHOUT_TIME_ZONE)
                            || read.is(LogicalTypeRoot.TIMESTAMP_WITH_LOCAL_TIME_ZONE))
                    && LogicalTypeChecks.getPrecision(read) <= 3;
        } catch (ValidationException e) {
            return false;
        }
    }
}
