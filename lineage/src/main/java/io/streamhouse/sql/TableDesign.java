package io.streamhouse.sql;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A table as it is to be: what a {@code CREATE TABLE} says, in parts that a form can show. It may be half done, with
 * names or types still missing. What no form shows is kept word for word, comments of the statement included, so that
 * nothing is lost between the two.
 */
public record TableDesign(
        Head head,
        List<Column> columns,
        Optional<Watermark> watermark,
        Optional<Key> key,
        Clauses clauses,
        List<Option> options,
        Notes notes) {

    public TableDesign {
        columns = List.copyOf(columns);
        options = List.copyOf(options);
    }

    /**
     * What stands before the columns.
     *
     * @param name catalog, database and name, or the last of them only
     */
    public record Head(List<String> name, boolean temporary, boolean ifNotExists) {
        public Head {
            name = List.copyOf(name);
        }
    }

    /**
     * What stands behind the columns, except for the options.
     *
     * @param distribution what stands between {@code DISTRIBUTED} and the next clause, that word included
     * @param tail what stands after the options, such as {@code LIKE other} or {@code AS SELECT …}
     */
    public record Clauses(
            Optional<String> comment,
            Optional<String> distribution,
            List<String> partitionedBy,
            Optional<String> tail) {
        public Clauses {
            partitionedBy = List.copyOf(partitionedBy);
        }
    }

    /**
     * Comments of the statement that belong to no part of it, each as written.
     *
     * @param head those before the columns
     * @param end those after them
     */
    public record Notes(List<String> head, List<String> end) {
        public Notes {
            head = List.copyOf(head);
            end = List.copyOf(end);
        }
    }

    /**
     * A column.
     *
     * @param type as SQL has it, without its own {@code NOT NULL}; empty for a computed column, or not given yet
     * @param computedAs the expression of a computed column
     * @param extra what else stands there, such as {@code METADATA VIRTUAL}
     * @param notes comments of the statement at this column
     */
    public record Column(
            String name,
            String type,
            boolean nullable,
            Optional<String> computedAs,
            String extra,
            Optional<String> comment,
            List<String> notes) {
        public Column {
            notes = List.copyOf(notes);
        }

        public static Column of(String name, String type, boolean nullable) {
            return new Column(name, type, nullable, Optional.empty(), "", Optional.empty(), List.of());
        }

        public Column named(String other) {
            return new Column(other, type, nullable, computedAs, extra, comment, notes);
        }

        public Column typed(String other) {
            return new Column(name, other, nullable, computedAs, extra, comment, notes);
        }

        public Column nullable(boolean can) {
            return new Column(name, type, can, computedAs, extra, comment, notes);
        }

        public Column commented(String text) {
            return new Column(
                    name,
                    type,
                    nullable,
                    computedAs,
                    extra,
                    text.isEmpty() ? Optional.empty() : Optional.of(text),
                    notes);
        }

        /** The same name, computed from others; stored again with an empty expression. */
        public Column computed(String expression) {
            return expression.isBlank()
                    ? new Column(name, type, nullable, Optional.empty(), extra, comment, notes)
                    : new Column(name, "", true, Optional.of(expression), "", comment, notes);
        }
    }

    /** How late rows may come: event time is in {@code column}. */
    public record Watermark(String column, String expression, List<String> notes) {
        public Watermark {
            notes = List.copyOf(notes);
        }
    }

    /** @param constraint its name, where one is given */
    public record Key(List<String> columns, Optional<String> constraint, List<String> notes) {
        public Key {
            columns = List.copyOf(columns);
            notes = List.copyOf(notes);
        }
    }

    /** One of the {@code WITH} clause. */
    public record Option(String key, String value, List<String> notes) {
        public Option {
            notes = List.copyOf(notes);
        }
    }

    /** A table without anything. */
    public static TableDesign named(List<String> name) {
        return new TableDesign(
                new Head(name, false, false),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                new Clauses(Optional.empty(), Optional.empty(), List.of(), Optional.empty()),
                List.of(),
                new Notes(List.of(), List.of()));
    }

    /** Catalog, database and name, or the last of them only. */
    public List<String> name() {
        return head.name();
    }

    public Optional<String> comment() {
        return clauses.comment();
    }

    public List<String> partitionedBy() {
        return clauses.partitionedBy();
    }

    public List<String> columnNames() {
        return columns.stream().map(Column::name).toList();
    }

    public Optional<Column> column(String wanted) {
        return columns.stream().filter(column -> column.name().equals(wanted)).findFirst();
    }

    /** The columns of the primary key; empty without one. */
    public List<String> keyColumns() {
        return key.map(Key::columns).orElse(List.of());
    }

    /** The value of an option; of one given twice, the last. */
    public Optional<String> option(String wanted) {
        return Optional.ofNullable(optionValues().get(wanted));
    }

    /** The options in their order. */
    public Map<String, String> optionValues() {
        return options.stream()
                .collect(Collectors.toMap(Option::key, Option::value, (first, second) -> second, LinkedHashMap::new));
    }

    public TableDesign withName(List<String> other) {
        return new TableDesign(
                new Head(other, head.temporary(), head.ifNotExists()),
                columns,
                watermark,
                key,
                clauses,
                options,
                notes);
    }

    public TableDesign withColumns(List<Column> others) {
        return new TableDesign(head, others, watermark, key, clauses, options, notes);
    }

    /** With a column changed; where its name changes, key, partitions and watermark follow it. */
    public TableDesign withColumn(int index, Column changed) {
        String before = columns.get(index).name();
        List<Column> others = new ArrayList<>(columns);
        others.set(index, changed);
        TableDesign design = withColumns(others);
        if (before.equals(changed.name()) || before.isEmpty() || others.stream().anyMatch(is(before))) {
            return design;
        }
        Function<String, String> follow = name -> name.equals(before) ? changed.name() : name;
        return design.withKey(keyColumns().stream().map(follow).toList())
                .withPartitions(partitionedBy().stream().map(follow).toList())
                .withWatermark(watermark.map(mark -> new Watermark(
                        follow.apply(mark.column()),
                        renamed(mark.expression(), before, changed.name()),
                        mark.notes())));
    }

    /** An expression with a column under its new name. */
    private static String renamed(String expression, String before, String after) {
        Tokens tokens = Lexer.read(expression);
        StringBuilder text = new StringBuilder();
        int copied = 0;
        for (int token = 0; token < tokens.count(); token++) {
            boolean field = token > 0 && tokens.isSymbol(token - 1, ".");
            if (!field && tokens.isName(token) && tokens.name(token).equals(before)) {
                text.append(expression, copied, tokens.from(token)).append(TableDdl.name(after));
                copied = tokens.to(token);
            }
        }
        return text.append(expression, copied, expression.length()).toString();
    }

    private static java.util.function.Predicate<Column> is(String name) {
        return column -> column.name().equals(name);
    }

    /** Without a column; a key, partition or watermark that names it does so no longer. Its comments stay. */
    public TableDesign withoutColumn(int index) {
        Column gone = columns.get(index);
        List<Column> others = new ArrayList<>(columns);
        others.remove(index);
        TableDesign design = withColumns(others);
        if (!gone.notes().isEmpty()) {
            design = design.withHeadNotes(gone.notes());
        }
        if (others.stream().anyMatch(is(gone.name()))) {
            return design;
        }
        return design.withKey(keyColumns().stream()
                        .filter(name -> !name.equals(gone.name()))
                        .toList())
                .withPartitions(partitionedBy().stream()
                        .filter(name -> !name.equals(gone.name()))
                        .toList())
                .withWatermark(watermark.filter(mark -> !mark.column().equals(gone.name())));
    }

    /** With another watermark, or none; the comments of one that goes stay. */
    public TableDesign withWatermark(Optional<Watermark> other) {
        if (other.isEmpty() && watermark.filter(mark -> !mark.notes().isEmpty()).isPresent()) {
            return withHeadNotes(watermark.get().notes()).withOtherWatermark(Optional.empty());
        }
        return withOtherWatermark(other);
    }

    private TableDesign withOtherWatermark(Optional<Watermark> other) {
        return new TableDesign(head, columns, other, key, clauses, options, notes);
    }

    /** With another key, which keeps its name and comments; with none for no columns: the comments stay then, too. */
    public TableDesign withKey(List<String> keyColumns) {
        if (keyColumns.isEmpty() && key.filter(its -> !its.notes().isEmpty()).isPresent()) {
            return withHeadNotes(key.get().notes()).withOtherKey(keyColumns);
        }
        return withOtherKey(keyColumns);
    }

    private TableDesign withOtherKey(List<String> keyColumns) {
        Optional<Key> other = keyColumns.isEmpty()
                ? Optional.empty()
                : Optional.of(new Key(
                        keyColumns,
                        key.flatMap(Key::constraint),
                        key.map(Key::notes).orElse(List.of())));
        return new TableDesign(head, columns, watermark, other, clauses, options, notes);
    }

    public TableDesign withComment(String text) {
        Optional<String> other = text.isEmpty() ? Optional.empty() : Optional.of(text);
        return withClauses(new Clauses(other, clauses.distribution(), clauses.partitionedBy(), clauses.tail()));
    }

    public TableDesign withPartitions(List<String> others) {
        return withClauses(new Clauses(clauses.comment(), clauses.distribution(), others, clauses.tail()));
    }

    private TableDesign withOptions(List<Option> others) {
        return new TableDesign(head, columns, watermark, key, clauses, others, notes);
    }

    private TableDesign withClauses(Clauses others) {
        return new TableDesign(head, columns, watermark, key, others, options, notes);
    }

    private TableDesign withNotes(Notes others) {
        return new TableDesign(head, columns, watermark, key, clauses, options, others);
    }

    /** With more comments before the columns. */
    private TableDesign withHeadNotes(List<String> more) {
        List<String> all = new ArrayList<>(notes.head());
        all.addAll(more);
        return withNotes(new Notes(all, notes.end()));
    }

    /** With an option set, in its place if it was; its comments stay. */
    public TableDesign withOption(String optionKey, String value) {
        List<Option> others = new ArrayList<>();
        boolean found = false;
        for (Option option : options) {
            if (!option.key().equals(optionKey)) {
                others.add(option);
            } else if (!found) {
                others.add(new Option(optionKey, value, option.notes()));
                found = true;
            }
        }
        if (!found) {
            others.add(new Option(optionKey, value, List.of()));
        }
        return withOptions(others);
    }

    /** Without an option; its comments stay with the statement. */
    public TableDesign withoutOption(String optionKey) {
        List<Option> kept = new ArrayList<>();
        List<String> end = new ArrayList<>(notes.end());
        for (Option option : options) {
            if (option.key().equals(optionKey)) {
                end.addAll(option.notes());
            } else {
                kept.add(option);
            }
        }
        return withOptions(kept).withNotes(new Notes(notes.head(), end));
    }
}
