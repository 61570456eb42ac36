package io.streamhouse.pipeline.read;

import io.streamhouse.pipeline.read.Growing.Known;
import io.streamhouse.pipeline.read.Growing.Rows;
import io.streamhouse.sql.Lexeme;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What names mean at one point of a SELECT: the relations of its FROM, all of whose columns are by now columns of one
 * node.
 *
 * @param rows of that node
 */
record Scope(Rows rows, List<Visible> items) {

    /** A column of a relation in FROM, and what the node calls it. */
    record Mapped(String column, String now) {}

    /** A relation in FROM. @param columns empty if they are not known; the node then has them as they are */
    record Visible(String alias, Optional<List<Mapped>> columns) {

        Optional<String> now(String column) {
            if (columns.isEmpty()) {
                return Optional.of(column);
            }
            return columns.get().stream()
                    .filter(mapped -> mapped.column().equals(column))
                    .map(Mapped::now)
                    .findFirst();
        }
    }

    static Scope of(Rows rows, String alias) {
        return new Scope(rows, List.of(new Visible(alias, mapped(rows))));
    }

    static Optional<List<Mapped>> mapped(Rows rows) {
        return rows.columns()
                .map(known -> known.stream()
                        .map(column -> new Mapped(column.name(), column.name()))
                        .toList());
    }

    /** The name of that node. */
    String node() {
        return rows.node();
    }

    /** A column of that node, with the node's name before it, as a statement has to write it. */
    String column(String name) {
        return Lexeme.written(node()) + "." + Lexeme.written(name);
    }

    Scope at(Rows other) {
        return new Scope(other, items);
    }

    Scope with(Rows other, Visible item) {
        List<Visible> more = new ArrayList<>(items);
        more.add(item);
        return new Scope(other, more);
    }

    boolean single() {
        return items.size() == 1;
    }

    boolean allKnown() {
        return items.stream().allMatch(item -> item.columns().isPresent());
    }

    Optional<Visible> item(String alias) {
        return items.stream().filter(item -> item.alias().equals(alias)).findFirst();
    }

    /** The relations that have a column of that name, as far as is known. */
    List<Visible> having(String column) {
        return items.stream()
                .filter(item -> item.columns().isPresent() && item.now(column).isPresent())
                .toList();
    }

    boolean has(String column) {
        return rows.columns()
                .map(known -> known.stream().anyMatch(one -> one.name().equals(column)))
                .orElse(false);
    }

    boolean notNull(String column) {
        return rows.columns()
                .map(known -> known.stream().anyMatch(one -> one.name().equals(column) && one.notNull()))
                .orElse(false);
    }

    static Optional<List<Known>> named(List<String> names) {
        return Optional.of(names.stream().map(name -> new Known(name, false)).toList());
    }
}
