package io.streamhouse.console.catalog.design;

import io.streamhouse.model.Problem;
import io.streamhouse.paimon.TableOptions;
import io.streamhouse.sql.TableDdl;
import io.streamhouse.sql.TableDesign;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds what is wrong with a design before an engine is asked: fast enough to be done at every key pressed. */
final class DesignCheck {

    private static final Set<String> ENGINES = Set.of("deduplicate", "partial-update", "aggregation", "first-row");

    private static final Set<String> NESTED = Set.of("ARRAY", "MAP", "MULTISET", "ROW");

    private static final Set<String> NOT_IN_FOLDERS =
            Set.of("ARRAY", "MAP", "MULTISET", "ROW", "BYTES", "BINARY", "VARBINARY");

    private final TableDesign design;
    private final List<DesignProblem> problems = new ArrayList<>();
    private final Set<String> stored;

    private DesignCheck(TableDesign design) {
        this.design = design;
        this.stored = design.columns().stream()
                .filter(column -> column.computedAs().isEmpty())
                .map(TableDesign.Column::name)
                .collect(Collectors.toSet());
    }

    static List<DesignProblem> of(TableDesign design) {
        DesignCheck check = new DesignCheck(design);
        check.name();
        check.columns();
        check.key();
        check.partitions();
        check.bucket();
        check.merging();
        check.watermark();
        check.options();
        return List.copyOf(check.problems);
    }

    private void block(String field, String what) {
        problems.add(DesignProblem.blocking(field, what));
    }

    private void block(String field, String what, String nextStep) {
        problems.add(DesignProblem.blocking(field, what, nextStep));
    }

    private void name() {
        if (design.name().getLast().isBlank()) {
            block("name", "A table needs a name");
        }
        if (design.head().temporary()) {
            block("name", "A temporary table is gone with its session", "Leave TEMPORARY out");
        }
    }

    private void columns() {
        boolean fromElsewhere = design.clauses().tail().isPresent();
        if (design.columns().isEmpty() && !fromElsewhere) {
            block("columns", "A table needs a column");
        }
        Set<String> names = new HashSet<>();
        for (int at = 0; at < design.columns().size(); at++) {
            TableDesign.Column column = design.columns().get(at);
            String field = "column." + at;
            if (column.name().isBlank()) {
                block(field + ".name", "A column needs a name");
            } else if (!names.add(column.name())) {
                block(field + ".name", "There are two columns " + column.name());
            }
            if (column.computedAs().isEmpty() && !(column.type().isEmpty() && fromElsewhere)) {
                Optional<Problem> wrong = TableDdl.typeProblem(column.type());
                wrong.ifPresent(problem ->
                        problems.add(new DesignProblem(field + ".type", problem.what(), problem.nextStep(), true)));
            }
        }
        if (!design.columns().isEmpty() && stored.isEmpty() && !fromElsewhere) {
            block("columns", "Every column is computed: nothing would be stored", "Add one that has a type");
        }
    }

    private void known(String field, String what, List<String> names) {
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (!seen.add(name)) {
                block(field, what + " names " + name + " twice");
            } else if (design.clauses().tail().isEmpty() && !stored.contains(name)) {
                block(
                        field,
                        design.column(name).isPresent()
                                ? name + " is computed, so it can’t be part of the " + what
                                : "There is no column " + name);
            }
        }
    }

    /** Rows can't be found again by, or sorted into folders of, what consists of several values, or of bytes. */
    private void single(String field, String what, List<String> names, Set<String> refused) {
        for (String name : names) {
            design.column(name)
                    .filter(column -> refused.contains(
                            column.type().strip().split("[^A-Za-z]", 2)[0].toUpperCase(Locale.ROOT)))
                    .ifPresent(column -> block(
                            field, name + " is of type " + column.type() + ", which can’t be part of the " + what));
        }
    }

    private void key() {
        known("key", "key", design.keyColumns());
        single("key", "key", design.keyColumns(), NESTED);
        int bucket = bucketNumber().orElse(-1);
        List<String> missing = design.partitionedBy().stream()
                .filter(name -> !design.keyColumns().contains(name))
                .toList();
        if (!design.keyColumns().isEmpty() && bucket > 0 && !missing.isEmpty()) {
            block(
                    "key",
                    "With a fixed number of buckets the key has to hold " + String.join(", ", missing)
                            + ", which the table is partitioned by",
                    "Add it to the key, or set the buckets to -1");
        }
        if (!design.keyColumns().isEmpty()
                && !design.partitionedBy().isEmpty()
                && design.partitionedBy().containsAll(design.keyColumns())) {
            block("key", "The key is in the partitions alone: each would hold one row", "Add a column to the key");
        }
    }

    private void partitions() {
        known("partitions", "partitions", design.partitionedBy());
        single("partitions", "partitions", design.partitionedBy(), NOT_IN_FOLDERS);
        if (!stored.isEmpty() && design.partitionedBy().containsAll(stored)) {
            block("partitions", "Every column is a partition: nothing would be left to store");
        }
        for (String name : design.partitionedBy()) {
            design.column(name)
                    .filter(column -> column.type().toUpperCase(Locale.ROOT).startsWith("TIMESTAMP"))
                    .ifPresent(column -> problems.add(DesignProblem.worthKnowing(
                            "partitions",
                            "A partition for each instant of " + name + " is many: a DATE makes one a day")));
        }
    }

    private Optional<Integer> bucketNumber() {
        return design.option("bucket").flatMap(text -> {
            try {
                return Optional.of(Integer.valueOf(text.strip()));
            } catch (NumberFormatException e) {
                return Optional.empty();
            }
        });
    }

    private void bucket() {
        boolean keyed = !design.keyColumns().isEmpty();
        if (design.option("bucket").isEmpty()) {
            return;
        }
        Optional<Integer> number = bucketNumber();
        if (number.isEmpty() || number.get() == 0 || number.get() < -2) {
            block("bucket", "The number of buckets is 1 or more; -1 lets Paimon choose");
        } else if (number.get() == -2 && !keyed) {
            block("bucket", "Buckets can be put off only for a table with a key", "Give 1 or more, or -1");
        } else if (number.get() > 0 && !keyed && design.option("bucket-key").isEmpty()) {
            block(
                    "bucket",
                    "Without a key, rows are spread over buckets by the option bucket-key",
                    "Set it to a column, or the buckets to -1");
        }
        design.option("bucket-key").ifPresent(text -> {
            List<String> names = Stream.of(text.split(",")).map(String::strip).toList();
            known("option.bucket-key", "bucket key", names);
            if (keyed && !design.keyColumns().containsAll(names)) {
                block("option.bucket-key", "The bucket key is part of the primary key");
            }
        });
    }

    private void merging() {
        boolean keyed = !design.keyColumns().isEmpty();
        String engine = design.option("merge-engine").orElse("deduplicate");
        String changelog = design.option("changelog-producer").orElse("none");
        if (!keyed && design.option("merge-engine").isPresent() && ENGINES.contains(engine)) {
            problems.add(DesignProblem.worthKnowing(
                    "option.merge-engine", "Without a key there is nothing to merge: this has no effect"));
        }
        if (!keyed && !changelog.equals("none")) {
            block(
                    "option.changelog-producer",
                    "A table without a key has no changes of rows to work out",
                    "Take none, or choose a key");
        }
        if (engine.equals("first-row") && !Set.of("none", "lookup").contains(changelog)) {
            block(
                    "option.changelog-producer",
                    "Where the first row stays, changes can be none or worked out by lookup");
        }
        if (engine.equals("first-row") && design.option("sequence.field").isPresent()) {
            block("option.sequence.field", "Where the first row stays, none is newer than it");
        }
        if (engine.equals("first-row")
                && design.option("deletion-vectors.enabled").orElse("").equalsIgnoreCase("true")) {
            block("option.deletion-vectors.enabled", "Where the first row stays, none is deleted for another");
        }
        if (keyed
                && design.option("deletion-vectors.enabled")
                        .filter("true"::equals)
                        .isPresent()
                && !Set.of("none", "lookup").contains(changelog)) {
            block("option.deletion-vectors.enabled", "Deletion vectors go with changes of none or lookup only");
        }
        design.option("sequence.field")
                .ifPresent(text -> known(
                        "option.sequence.field",
                        "sequence",
                        Stream.of(text.split(",")).map(String::strip).toList()));
    }

    private void watermark() {
        if (design.watermark().isEmpty()) {
            return;
        }
        TableDesign.Watermark mark = design.watermark().get();
        Optional<TableDesign.Column> column = design.column(mark.column());
        if (column.isEmpty()) {
            block("watermark", "There is no column " + mark.column());
        } else if (column.get().computedAs().isEmpty()
                && !TableDdl.isEventTime(column.get().type())) {
            block("watermark", "Event time is a TIMESTAMP(3) or TIMESTAMP_LTZ(3), and " + mark.column() + " is not");
        }
        if (mark.expression().isBlank()) {
            block("watermark", "It is not said how late rows may come", "Such as 5 seconds");
        }
    }

    private void options() {
        Set<String> known = TableOptionNames.known();
        Set<String> seen = new HashSet<>();
        for (TableDesign.Option option : design.options()) {
            String field = "option." + option.key();
            if (!seen.add(option.key())) {
                block(field, "The option " + option.key() + " is given twice");
            }
            TableOptions.problem(option.key(), option.value()).ifPresent(what -> block(field, what));
            if (!known.contains(option.key()) && !TableOptionNames.open(option.key())) {
                problems.add(DesignProblem.worthKnowing(
                        field, "Paimon knows no option " + option.key() + ": it is kept, and does nothing by itself"));
            }
        }
    }
}
