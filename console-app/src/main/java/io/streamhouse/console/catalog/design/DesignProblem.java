package io.streamhouse.console.catalog.design;

import java.util.Optional;

/**
 * Something wrong with a design, at one field of it.
 *
 * @param field {@code name}, {@code columns}, {@code column.2.type}, {@code key}, {@code partitions}, {@code bucket},
 *     {@code watermark} or {@code option.} and its key; columns count from 0
 * @param blocking whether no table can be made of it; else it is only worth knowing
 */
public record DesignProblem(String field, String what, Optional<String> nextStep, boolean blocking) {

    static DesignProblem blocking(String field, String what) {
        return new DesignProblem(field, what, Optional.empty(), true);
    }

    static DesignProblem blocking(String field, String what, String nextStep) {
        return new DesignProblem(field, what, Optional.of(nextStep), true);
    }

    static DesignProblem worthKnowing(String field, String what) {
        return new DesignProblem(field, what, Optional.empty(), false);
    }

    /** In one line, for a field. */
    public String text() {
        return what + nextStep.map(step -> ". " + step).orElse("");
    }
}
