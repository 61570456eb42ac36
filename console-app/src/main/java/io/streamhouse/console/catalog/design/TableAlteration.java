package io.streamhouse.console.catalog.design;

import java.util.List;
import java.util.Optional;

/**
 * What it takes to turn a table into what a design says, without touching its rows.
 *
 * @param steps in the order in which they are done
 * @param obstacles what of it can't be done in place; as long as there is one, nothing is done
 */
public record TableAlteration(List<Step> steps, List<Obstacle> obstacles) {

    public TableAlteration {
        steps = List.copyOf(steps);
        obstacles = List.copyOf(obstacles);
    }

    /**
     * One statement.
     *
     * @param words what it does, for a person
     * @param caution what is lost or to be known; empty if nothing is
     */
    public record Step(String sql, String words, Optional<String> caution) {}

    /**
     * Something that only another table can have.
     *
     * @param field as {@link DesignProblem#field}
     * @param way how it can be had nevertheless
     */
    public record Obstacle(String field, String what, String way) {}

    /** Whether the table is as designed already. */
    public boolean isNothing() {
        return steps.isEmpty() && obstacles.isEmpty();
    }
}
