package io.streamhouse.pipeline.read;

import io.streamhouse.pipeline.NamedExpression;
import io.streamhouse.pipeline.Step;
import io.streamhouse.pipeline.read.Growing.Known;
import io.streamhouse.pipeline.read.Growing.Rows;
import io.streamhouse.pipeline.read.Scope.Mapped;
import io.streamhouse.pipeline.read.Scope.Visible;
import io.streamhouse.sql.Lexeme;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Puts the columns of two nodes beside each other, for a join of them. */
final class SideBySide {

    private final Scope left;
    private final Scope right;
    private final Predicate<String> wanted;
    private final Set<String> taken = new HashSet<>();
    private final List<Known> known = new ArrayList<>();
    private final List<NamedExpression> columns = new ArrayList<>();

    /**
     * What the join is made with.
     *
     * @param scope what names mean over the join, whose node is not made yet
     * @param columns what it computes: empty if the columns are told apart as they are, else those that the SELECT
     *     uses, each under a name of its own
     */
    record Result(Scope scope, List<NamedExpression> columns) {}

    private SideBySide(Scope left, Scope right, Predicate<String> wanted) {
        this.left = left;
        this.right = right;
        this.wanted = wanted;
    }

    static Result of(Select select, Scope right, Step.JoinKind kind) {
        Scope left = select.scope();
        if (left.rows().columns().isEmpty() || right.rows().columns().isEmpty()) {
            return new Result(unknown(left, right), List.of());
        }
        if (!shareNames(left, right)) {
            return new Result(new SideBySide(left, right, name -> true).scope(kind), List.of());
        }
        Set<String> used = usedNames(select);
        boolean all = select.clauses().hasStar();
        SideBySide both = new SideBySide(left, right, name -> all || used.contains(name));
        Scope scope = both.scope(kind);
        if (both.columns.isEmpty()) {
            throw new Uncovered("A join of which no column is used is not known");
        }
        return new Result(scope, both.columns);
    }

    /** Whether both have a column of the same name. */
    static boolean shareNames(Scope left, Scope right) {
        return right.rows().columns().orElse(List.of()).stream().anyMatch(column -> left.has(column.name()));
    }

    private static Scope unknown(Scope left, Scope right) {
        List<Visible> items = new ArrayList<>();
        left.items().forEach(item -> items.add(new Visible(item.alias(), Optional.empty())));
        items.add(new Visible(right.items().get(0).alias(), Optional.empty()));
        return new Scope(new Rows("", Optional.empty()), items);
    }

    /** All that can be the name of a column which the SELECT uses. */
    private static Set<String> usedNames(Select select) {
        Written text = select.text();
        Set<String> used = new HashSet<>();
        for (int at = select.clauses().body().from(); at < select.end(); at++) {
            if (text.isWordOrName(at)) {
                used.add(text.get(at).name());
            }
        }
        return used;
    }

    private Scope scope(Step.JoinKind kind) {
        boolean leftKept = kind == Step.JoinKind.INNER || kind == Step.JoinKind.LEFT;
        boolean rightKept = kind == Step.JoinKind.INNER || kind == Step.JoinKind.RIGHT;
        List<Visible> items = new ArrayList<>();
        for (Visible item : left.items()) {
            items.add(new Visible(
                    item.alias(),
                    Optional.of(item.columns().orElse(List.of()).stream()
                            .filter(mapped -> wanted.test(mapped.column()))
                            .toList())));
        }
        Set<String> visible = new HashSet<>();
        items.forEach(item -> item.columns().orElse(List.of()).forEach(mapped -> visible.add(mapped.now())));
        for (Known column : left.rows().columns().orElse(List.of())) {
            if (visible.contains(column.name())) {
                taken.add(column.name());
                add(left, right, column, column.name(), leftKept);
            }
        }
        String alias = right.items().get(0).alias();
        List<Mapped> mapped = new ArrayList<>();
        for (Known column : right.rows().columns().orElse(List.of())) {
            if (wanted.test(column.name())) {
                String name = free(column.name(), alias);
                mapped.add(new Mapped(column.name(), name));
                add(right, left, column, name, rightKept);
            }
        }
        items.add(new Visible(alias, Optional.of(mapped)));
        return new Scope(new Rows("", Optional.of(known)), items);
    }

    private String free(String column, String alias) {
        String name = column;
        if (taken.contains(name)) {
            name = alias.isEmpty() ? name + "_2" : alias + "_" + name;
        }
        while (!taken.add(name)) {
            name = name + "_";
        }
        return name;
    }

    private void add(Scope of, Scope other, Known column, String name, boolean kept) {
        known.add(new Known(name, column.notNull() && kept));
        String written = other.has(column.name()) ? of.column(column.name()) : Lexeme.written(column.name());
        columns.add(new NamedExpression(written, name));
    }
}
