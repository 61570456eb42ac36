package io.streamhouse.console.lineagegraph.ui;

import com.vaadin.flow.router.QueryParameters;
import io.streamhouse.console.lineagegraph.ColourBy;
import io.streamhouse.console.lineagegraph.LineageRoutes;
import io.streamhouse.lineage.Direction;
import io.streamhouse.lineage.Focus;
import io.streamhouse.model.RelationId;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the Lineage page shows, as its address says it.
 *
 * @param relation empty while nothing is chosen
 * @param column whose path is followed; empty for all of the relation's
 * @param depth hops; empty for what is usual: one around a relation, all of them along a column
 * @param table whether it is shown as tables rather than drawn
 */
record LineageAddress(
        Optional<RelationId> relation,
        Optional<String> column,
        Direction direction,
        OptionalInt depth,
        ColourBy colour,
        boolean table) {

    static final String ROUTE = LineageRoutes.PAGE;

    /** As many hops as there are: no chain of views is longer. */
    static final int ALL = 100;

    private static final int DEEPEST = 20;

    /** What can't be read is as if it were not there. */
    static LineageAddress of(QueryParameters parameters) {
        Optional<RelationId> relation =
                parameters.getSingleParameter("relation").flatMap(LineageAddress::relation);
        return new LineageAddress(
                relation,
                relation.flatMap(known -> parameters.getSingleParameter("column"))
                        .filter(column -> !column.isBlank()),
                parameters
                        .getSingleParameter("direction")
                        .flatMap(LineageAddress::direction)
                        .orElse(Direction.BOTH),
                parameters
                        .getSingleParameter("depth")
                        .map(LineageAddress::depth)
                        .orElse(OptionalInt.empty()),
                parameters.getSingleParameter("colour").flatMap(ColourBy::parse).orElse(ColourBy.LAG),
                parameters.getSingleParameter("view").filter("table"::equals).isPresent());
    }

    private static Optional<RelationId> relation(String text) {
        try {
            return Optional.of(RelationId.parse(text));
        } catch (IllegalArgumentException notAName) {
            return Optional.empty();
        }
    }

    private static Optional<Direction> direction(String word) {
        for (Direction direction : Direction.values()) {
            if (word(direction).equals(word.toLowerCase(Locale.ROOT))) {
                return Optional.of(direction);
            }
        }
        return Optional.empty();
    }

    private static OptionalInt depth(String text) {
        if (text.equals("all")) {
            return OptionalInt.of(ALL);
        }
        try {
            int depth = Integer.parseInt(text);
            return depth >= 1 && depth <= DEEPEST ? OptionalInt.of(depth) : OptionalInt.empty();
        } catch (NumberFormatException notANumber) {
            return OptionalInt.empty();
        }
    }

    private static String word(Direction direction) {
        return direction.name().toLowerCase(Locale.ROOT);
    }

    LineageAddress at(RelationId other, Optional<String> otherColumn) {
        return new LineageAddress(Optional.of(other), otherColumn, direction, OptionalInt.empty(), colour, table);
    }

    LineageAddress with(Direction other) {
        return new LineageAddress(relation, column, other, depth, colour, table);
    }

    LineageAddress deep(int hops) {
        return new LineageAddress(relation, column, direction, OptionalInt.of(hops), colour, table);
    }

    LineageAddress with(ColourBy other) {
        return new LineageAddress(relation, column, direction, depth, other, table);
    }

    LineageAddress asTable(boolean other) {
        return new LineageAddress(relation, column, direction, depth, colour, other);
    }

    /** How many hops are shown. */
    int hops() {
        return depth.orElse(column.isPresent() ? ALL : 1);
    }

    /** Empty while nothing is chosen. */
    Optional<Focus> focus() {
        return relation.map(known -> new Focus(known, column, direction, hops()));
    }

    /** Whether the two are of the same part of the graph, and differ in how it is shown at most. */
    boolean sameFocus(LineageAddress other) {
        return focus().equals(other.focus());
    }

    /** Where this is shown, for links. */
    String route() {
        return ROUTE + "?" + parameters().getQueryString();
    }

    QueryParameters parameters() {
        Map<String, String> all = new LinkedHashMap<>();
        relation.ifPresent(id -> all.put("relation", id.toString()));
        column.ifPresent(name -> all.put("column", name));
        if (direction != Direction.BOTH) {
            all.put("direction", word(direction));
        }
        depth.ifPresent(hops -> all.put("depth", hops == ALL ? "all" : Integer.toString(hops)));
        if (colour != ColourBy.LAG) {
            all.put("colour", colour.word());
        }
        if (table) {
            all.put("view", "table");
        }
        return QueryParameters.simple(all);
    }
}
