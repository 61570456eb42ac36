package io.streamhouse.lineage;

import io.streamhouse.model.Identifiers;
import io.streamhouse.model.RelationId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An expression over columns that are read, to be written as SQL. Expressions share what they are made of, so a short
 * statement can make a very long one: what is written is cut off.
 */
final class Term {

    /** How strongly the parts of an expression that needs no parentheses hold together. */
    static final int TIGHT = 1_000;

    private static final int LONGEST = 600;
    private static final String CUT = " …";

    /** Texts, columns and terms. */
    private final List<Object> parts;

    private final int strength;
    private @Nullable String written;

    private Term(List<Object> parts, int strength) {
        this.parts = parts;
        this.strength = strength;
    }

    static Term column(ColumnRef column) {
        return new Term(List.of(column), TIGHT);
    }

    static Term text(String text) {
        return new Term(List.of(text), TIGHT);
    }

    /** @param strength how strongly its parts hold together: the precedence of its operator */
    static Builder builder(int strength) {
        return new Builder(strength);
    }

    static final class Builder {

        private final List<Object> parts = new ArrayList<>();
        private final int strength;

        private Builder(int strength) {
            this.strength = strength;
        }

        Builder add(String text) {
            parts.add(text);
            return this;
        }

        Builder add(Term term) {
            parts.add(term);
            return this;
        }

        /** Adds a part, in parentheses if it holds together less strongly than {@code least}. */
        Builder add(Term term, int least) {
            return term.strength >= least ? add(term) : add("(").add(term).add(")");
        }

        Builder list(List<Term> terms) {
            for (int at = 0; at < terms.size(); at++) {
                add(at == 0 ? "" : ", ").add(terms.get(at));
            }
            return this;
        }

        Term build() {
            return new Term(List.copyOf(parts), strength);
        }
    }

    /** The same with another function called; itself if it does not start with a call of {@code function}. */
    Term calling(String other, String function) {
        if (!parts.get(0).equals(function + "(")) {
            return this;
        }
        List<Object> changed = new ArrayList<>(parts);
        changed.set(0, other + "(");
        return new Term(List.copyOf(changed), strength);
    }

    /** As SQL: columns by their names, with that of their relation where there are several. */
    String sql() {
        String known = written;
        if (known == null) {
            Set<RelationId> relations = new HashSet<>();
            find(relations, new int[] {LONGEST});
            StringBuilder sql = new StringBuilder();
            write(sql, relations.size() > 1);
            known = sql.length() > LONGEST ? sql.substring(0, LONGEST) + CUT : sql.toString();
            written = known;
        }
        return known;
    }

    private void find(Set<RelationId> relations, int[] left) {
        for (Object part : parts) {
            if (left[0]-- <= 0) {
                return;
            }
            if (part instanceof ColumnRef column) {
                relations.add(column.relation());
            } else if (part instanceof Term term) {
                term.find(relations, left);
            }
        }
    }

    private void write(StringBuilder sql, boolean qualified) {
        for (Object part : parts) {
            if (sql.length() > LONGEST) {
                return;
            }
            if (part instanceof ColumnRef column) {
                sql.append(qualified ? Identifiers.plain(column.relation().name()) + "." : "")
                        .append(Identifiers.plain(column.column()));
            } else if (part instanceof Term term) {
                term.write(sql, qualified);
            } else {
                sql.append(part);
            }
        }
    }
}
