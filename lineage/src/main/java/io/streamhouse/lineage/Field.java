package io.streamhouse.lineage;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * A field of the rows that a node of a plan gives.
 *
 * @param term how it is computed
 * @param uses what it is made of
 * @param unknown why that can't be known; empty if it is
 */
record Field(Term term, Set<Use> uses, Optional<String> unknown) {

    Field(Term term, Set<Use> uses) {
        this(term, uses, Optional.empty());
    }

    static Field unknown(String name, String why) {
        return new Field(Term.text(name), Set.of(), Optional.of(why));
    }

    static Field constant(Term term) {
        return new Field(term, Set.of());
    }

    static Field column(ColumnRef column) {
        Term term = Term.column(column);
        return new Field(term, Set.of(new Use(column, Dependence.IDENTITY, term)));
    }

    /** What is made of it where it has a say in the matter, but no value of it is passed on. */
    Set<Use> as(Dependence how, Term in) {
        Set<Use> result = new LinkedHashSet<>();
        for (Use use : uses) {
            result.add(use.how().direct() ? new Use(use.from(), how, in) : use);
        }
        return result;
    }
}
