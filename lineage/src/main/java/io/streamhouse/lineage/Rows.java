package io.streamhouse.lineage;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a node of a plan gives.
 *
 * @param uses what has a say in which rows there are
 * @param unknown why that can't be known; empty if it is
 */
record Rows(List<Field> fields, Set<Use> uses, Optional<String> unknown) {

    Rows(List<Field> fields, Set<Use> uses) {
        this(fields, uses, Optional.empty());
    }

    Rows with(List<Field> others) {
        return new Rows(others, uses, unknown);
    }

    /** The same rows, in whose number another field has a say. */
    Rows and(Set<Use> more, Optional<String> alsoUnknown) {
        Set<Use> all = new LinkedHashSet<>(uses);
        all.addAll(more);
        return new Rows(fields, all, unknown.or(() -> alsoUnknown));
    }

    /** Rows made of both: the fields of the one, then those of the other. */
    Rows beside(Rows right) {
        List<Field> all = new ArrayList<>(fields);
        all.addAll(right.fields);
        return new Rows(all, uses, unknown).and(right.uses, right.unknown);
    }
}
