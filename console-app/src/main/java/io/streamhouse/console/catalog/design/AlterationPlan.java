package io.streamhouse.console.catalog.design;

import io.streamhouse.console.catalog.design.TableAlteration.Obstacle;
import io.streamhouse.console.catalog.design.TableAlteration.Step;
import io.streamhouse.model.Identifiers;
import io.streamhouse.model.OptionInfo;
import io.streamhouse.model.RelationId;
import io.streamhouse.sql.TableDdl;
import io.streamhouse.sql.TableDesign;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Works out the statements between two designs of one table. Two statements can't say whether a column was renamed or
 * replaced: one of the same type in the same place is taken as renamed, since that keeps its values.
 */
final class AlterationPlan {

    private static final String ANEW = "Make another table of this design, and copy the rows into it";

    private static final Set<String> FIXED = TableOptionNames.all().stream()
            .filter(OptionInfo::fixed)
            .map(OptionInfo::key)
            .collect(Collectors.toUnmodifiableSet());

    private final String table;
    private final TableDesign now;
    private final TableDesign wished;
    private final boolean empty;
    private final List<Step> steps = new ArrayList<>();
    private final List<Obstacle> obstacles = new ArrayList<>();
    /** The columns as they are after the steps so far, by the names that they then have. */
    private final Map<String, TableDesign.Column> before = new LinkedHashMap<>();

    private AlterationPlan(RelationId id, TableDesign now, TableDesign wished, boolean empty) {
        this.table = "ALTER TABLE " + name(id) + " ";
        this.now = now;
        this.wished = wished;
        this.empty = empty;
    }

    /** @param empty whether the table never held a row */
    static TableAlteration between(RelationId id, TableDesign now, TableDesign wished, boolean empty) {
        AlterationPlan plan = new AlterationPlan(id, now, wished, empty);
        plan.whatStays(id);
        Map<String, String> renamed = plan.renames();
        plan.keys(renamed);
        boolean again = plan.watermarkBefore(renamed);
        plan.drops();
        plan.columns();
        plan.watermarkAfter(again);
        plan.comment();
        plan.options();
        return new TableAlteration(plan.steps, plan.obstacles);
    }

    private static String name(RelationId id) {
        return TableDdl.name(id.catalog()) + "." + TableDdl.name(id.database()) + "." + TableDdl.name(id.name());
    }

    private void step(String what, String words) {
        steps.add(new Step(table + what, words, Optional.empty()));
    }

    private void step(String what, String words, String caution) {
        steps.add(new Step(table + what, words, Optional.of(caution)));
    }

    private void obstacle(String field, String what) {
        obstacles.add(new Obstacle(field, what, ANEW));
    }

    private void whatStays(RelationId id) {
        if (!wished.name().getLast().equals(id.name())) {
            obstacle("name", "A table keeps its name: what reads it looks it up by that");
        }
        if (!wished.clauses().tail().equals(now.clauses().tail())
                || !wished.clauses().distribution().equals(now.clauses().distribution())) {
            obstacle("name", "LIKE, AS and DISTRIBUTED are for creating a table only");
        }
    }

    private Map<String, String> renames() {
        Map<String, String> renamed = new LinkedHashMap<>();
        List<String> nowNames = now.columnNames();
        List<String> then = wished.columnNames();
        for (int at = 0; at < Math.min(nowNames.size(), then.size()); at++) {
            TableDesign.Column from = now.columns().get(at);
            TableDesign.Column to = wished.columns().get(at);
            boolean one = !then.contains(from.name()) && !nowNames.contains(to.name());
            if (one && sameShape(from, to)) {
                renamed.put(from.name(), to.name());
                if (now.partitionedBy().contains(from.name())
                        || now.keyColumns().contains(from.name())) {
                    obstacle(
                            "column." + at + ".name",
                            from.name() + " is part of the key or the partitions, and keeps its name");
                } else {
                    step(
                            "RENAME " + TableDdl.name(from.name()) + " TO " + TableDdl.name(to.name()),
                            "Renames " + from.name() + " to " + to.name() + "; its values stay",
                            "What reads " + from.name() + " by name no longer finds it");
                }
            }
        }
        now.columns().forEach(column -> {
            String name = renamed.getOrDefault(column.name(), column.name());
            before.put(name, column.named(name));
        });
        return renamed;
    }

    private static boolean sameShape(TableDesign.Column from, TableDesign.Column to) {
        return from.computedAs().isEmpty()
                && to.computedAs().isEmpty()
                && TableDdl.change(from.type(), to.type()) == TableDdl.TypeChange.SAME;
    }

    private void keys(Map<String, String> renamed) {
        if (!now.keyColumns().stream()
                .map(name -> renamed.getOrDefault(name, name))
                .toList()
                .equals(wished.keyColumns())) {
            obstacle("key", "The primary key decides where rows lie in the files, and stays as it is");
        }
        if (!now.partitionedBy().stream()
                .map(name -> renamed.getOrDefault(name, name))
                .toList()
                .equals(wished.partitionedBy())) {
            obstacle("partitions", "Partitions are folders of the table, and stay as they are");
        }
    }

    /** @return whether the watermark has to be put in anew after the columns are as they should be */
    private boolean watermarkBefore(Map<String, String> renamed) {
        Optional<TableDesign.Watermark> old = now.watermark();
        boolean same = old.map(AlterationPlan::said).equals(wished.watermark().map(AlterationPlan::said));
        boolean moved = old.filter(mark -> renamed.containsKey(mark.column())).isPresent();
        if (old.isEmpty() || same && !moved) {
            return !same;
        }
        if (moved) {
            // A column with a watermark on it can't be renamed: it goes first.
            steps.add(0, new Step(table + "DROP WATERMARK", "Takes the watermark away", Optional.empty()));
        } else {
            step("DROP WATERMARK", "Takes the watermark away");
        }
        return true;
    }

    private static List<String> said(TableDesign.Watermark mark) {
        return List.of(mark.column(), mark.expression().replace("`", "").replaceAll("\\s+", " "));
    }

    private void watermarkAfter(boolean again) {
        if (again) {
            wished.watermark()
                    .ifPresent(mark -> step(
                            "ADD WATERMARK FOR " + TableDdl.name(mark.column()) + " AS " + mark.expression(),
                            "Takes event time from " + mark.column() + ", for readers that start from now on"));
        }
    }

    private void drops() {
        Set<String> then = new HashSet<>(wished.columnNames());
        for (TableDesign.Column column : List.copyOf(before.values())) {
            String name = column.name();
            if (then.contains(name)) {
                continue;
            }
            if (now.keyColumns().contains(name) || now.partitionedBy().contains(name)) {
                obstacle("columns", name + " is part of the key or the partitions, and can’t be dropped");
            } else {
                step(
                        "DROP " + TableDdl.name(name),
                        "Drops " + name,
                        "Its values can’t be read any more, except from older snapshots; what reads it breaks");
            }
            before.remove(name);
        }
    }

    private void columns() {
        List<String> order = new ArrayList<>(before.keySet());
        for (int at = 0; at < wished.columns().size(); at++) {
            TableDesign.Column column = wished.columns().get(at);
            String place = at == 0
                    ? " FIRST"
                    : " AFTER " + TableDdl.name(wished.columns().get(at - 1).name());
            TableDesign.Column old = before.get(column.name());
            if (old == null) {
                boolean last = at == order.size();
                order.add(Math.min(at, order.size()), column.name());
                added(at, column, last ? "" : place);
                continue;
            }
            boolean moves = !order.get(at).equals(column.name());
            if (moves) {
                order.remove(column.name());
                order.add(at, column.name());
            }
            changed(at, old, column, moves ? place : "");
        }
    }

    private void added(int at, TableDesign.Column column, String place) {
        if (!column.nullable() && column.computedAs().isEmpty()) {
            obstacle(
                    "column." + at + ".type",
                    "Rows that are there already have nothing in " + column.name() + ", so it has to allow NULL");
            return;
        }
        step("ADD " + TableDdl.declaration(column) + place, "Adds " + column.name() + ", empty in the rows there are");
    }

    private void changed(int at, TableDesign.Column old, TableDesign.Column column, String place) {
        boolean key = wished.keyColumns().contains(column.name());
        boolean part = wished.partitionedBy().contains(column.name());
        TableDesign.Column effective = key ? column.nullable(false) : column;
        TableDesign.Column known = key ? old.nullable(false) : old;
        boolean sameType = old.computedAs().isEmpty() == column.computedAs().isEmpty()
                && (column.computedAs().isPresent()
                        ? bare(old).equals(bare(column))
                        : TableDdl.change(old.type(), column.type()) == TableDdl.TypeChange.SAME);
        boolean sameNull = effective.nullable() == known.nullable();
        boolean sameComment = old.comment().equals(column.comment());
        if (sameType && sameNull && sameComment && place.isEmpty()) {
            return;
        }
        String field = "column." + at + ".type";
        if (old.computedAs().isEmpty() != column.computedAs().isEmpty()) {
            obstacle(
                    field,
                    column.name() + " is " + (old.computedAs().isPresent() ? "computed" : "stored")
                            + ", and stays so; drop it and add another");
            return;
        }
        if (!sameType && column.computedAs().isEmpty() && (key || part)) {
            obstacle(field, column.name() + " is part of the key or the partitions, and keeps its type");
            return;
        }
        if (!sameNull && !effective.nullable() && !mayForbidNull()) {
            obstacles.add(new Obstacle(
                    field,
                    "Paimon does not take NULL away from a column that allows it",
                    "Set 'alter-column-null-to-not-null.disabled' to 'false', if no row has none in " + column.name()));
            return;
        }
        Optional<String> caution = Optional.empty();
        List<String> words = new ArrayList<>();
        if (!sameType) {
            switch (TableDdl.change(old.type(), column.type())) {
                case SAME, WIDER -> {
                    // Every value fits.
                }
                case LOSSY -> caution = Optional.of("Values that don’t fit " + column.type() + " are lost or cut");
                case IMPOSSIBLE -> {
                    if (column.computedAs().isEmpty()) {
                        obstacle(field, old.type() + " can’t be read as " + column.type());
                        return;
                    }
                }
            }
            words.add(
                    column.computedAs().isPresent()
                            ? "Computes " + column.name() + " anew"
                            : "Makes " + column.name() + " " + column.type() + ", was " + old.type());
        }
        if (!sameNull) {
            words.add(effective.nullable() ? column.name() + " may be NULL" : column.name() + " must not be NULL");
        }
        if (!sameComment) {
            words.add("Changes the comment of " + column.name());
        }
        if (!place.isEmpty()) {
            words.add("Moves " + column.name() + place.toLowerCase(java.util.Locale.ROOT));
        }
        steps.add(new Step(
                table + "MODIFY " + TableDdl.declaration(effective) + place, String.join("; ", words), caution));
    }

    private boolean mayForbidNull() {
        return now.option("alter-column-null-to-not-null.disabled")
                .filter("false"::equals)
                .isPresent();
    }

    private static String bare(TableDesign.Column column) {
        return column.computedAs().orElse("").replace("`", "").replaceAll("\\s+", " ");
    }

    private void comment() {
        String old = now.comment().orElse("");
        String text = wished.comment().orElse("");
        if (!old.equals(text)) {
            step(
                    text.isEmpty() ? "RESET ('comment')" : "SET ('comment' = " + Identifiers.literal(text) + ")",
                    text.isEmpty() ? "Takes the comment away" : "Changes the comment");
        }
    }

    private void options() {
        Map<String, String> old = now.optionValues();
        Map<String, String> then = wished.optionValues();
        then.forEach((key, value) -> {
            if (!Objects.equals(old.get(key), value) && may(key, old.get(key), value)) {
                step(
                        "SET (" + Identifiers.literal(key) + " = " + Identifiers.literal(value) + ")",
                        "Sets " + key + " to " + value,
                        caution(key));
            }
        });
        old.keySet().stream()
                .filter(key -> !then.containsKey(key))
                .filter(key -> may(key, old.get(key), null))
                .forEach(key -> step(
                        "RESET (" + Identifiers.literal(key) + ")",
                        "Leaves " + key + " to Paimon again",
                        caution(key)));
    }

    private void step(String what, String words, Optional<String> caution) {
        steps.add(new Step(table + what, words, caution));
    }

    private static Optional<String> caution(String key) {
        return switch (key) {
            case "bucket" ->
                Optional.of("Rows that are there stay in the old buckets until a batch INSERT OVERWRITE of the table;"
                        + " stop what writes it before");
            case "changelog-producer" ->
                Optional.of("Jobs that write the table take it up when they are started again");
            default -> Optional.empty();
        };
    }

    private boolean may(
            String key, @org.jspecify.annotations.Nullable String from, @org.jspecify.annotations.Nullable String to) {
        String field = key.equals("bucket") ? "bucket" : "option." + key;
        if (FIXED.contains(key) && !empty) {
            obstacle(field, key + " is fixed once the table holds rows");
            return false;
        }
        if (key.equals("bucket")) {
            boolean were = from == null || from.startsWith("-");
            boolean are = to == null || to.startsWith("-");
            if (were && are && (from == null ? "-1" : from).equals(to == null ? "-1" : to)) {
                return false;
            }
            if (were || are) {
                obstacle(field, "Between buckets that Paimon chooses and a number of them there is no way in place");
                return false;
            }
        }
        return true;
    }
}
