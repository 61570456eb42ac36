package io.streamhouse.pipeline.read;

import io.streamhouse.pipeline.read.Scope.Visible;
import io.streamhouse.pipeline.read.Written.Part;
import io.streamhouse.sql.Lexeme;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** An expression of the script that is to stand in a node: names that mean something else there are written anew. */
final class MovedExpression {

    /** What stands in place of a part. */
    private record Replacement(int end, String text) {}

    private final Written text;
    private final Part part;
    private final Set<String> outer;
    private final Map<Integer, Replacement> instead = new HashMap<>();

    /** @param outer what only the query around the script's one has, see {@link Surroundings} */
    MovedExpression(Written text, Part part, Set<String> outer) {
        this.text = text;
        this.part = part;
        this.outer = outer;
    }

    /** Text for a part of it. */
    void replace(Part piece, String replacement) {
        instead.put(piece.from(), new Replacement(piece.to(), replacement));
    }

    /** As it is written over one node. */
    String over(Scope scope) {
        return over(scope, Optional.empty());
    }

    /** As it is written over two nodes. */
    String over(Scope left, Scope right) {
        return over(left, Optional.of(right));
    }

    /** As it is written over one node, or over two. */
    String over(Scope left, Optional<Scope> right) {
        StringBuilder sql = new StringBuilder();
        String whole = text.slice(part);
        int base = part.isEmpty() ? 0 : text.from(part.from());
        int done = base;
        int at = part.from();
        while (at < part.to()) {
            Optional<Replacement> replacement = replacement(at, left, right);
            if (replacement.isPresent()) {
                sql.append(whole, done - base, text.from(at) - base)
                        .append(replacement.get().text());
                done = text.to(replacement.get().end() - 1);
                at = replacement.get().end();
            } else {
                at = startsName(at) ? text.pathEnd(at) : at + 1;
            }
        }
        text.keep(part.from(), part.to());
        return sql.append(whole, done - base, whole.length()).toString();
    }

    private Optional<Replacement> replacement(int at, Scope left, Optional<Scope> right) {
        if (instead.containsKey(at)) {
            return Optional.ofNullable(instead.get(at));
        }
        if (text.opensQuery(at)) {
            throw new Uncovered("A query stands inside of an expression");
        }
        int end = text.pathEnd(at);
        if (!startsName(at) || text.symbol(end, "(") || text.symbol(end, "=>")) {
            return Optional.empty();
        }
        return name(at, end, left, right).map(name -> new Replacement(end, name));
    }

    /** Whether a name starts that is not a type's. */
    private boolean startsName(int at) {
        return text.startsPath(at) && !(text.word(at - 1, "AS") && at > part.from());
    }

    /** A name as it has to be written; empty if it may stay as it is. */
    private Optional<String> name(int at, int end, Scope left, Optional<Scope> right) {
        List<String> path = text.path(at, end);
        String first = path.get(0);
        if (path.size() > 1) {
            // An alias of the right hides one of the left: it is the inner one where one is inside of the other.
            if (right.isPresent() && right.get().item(first).isPresent()) {
                return qualified(path, right.get(), end, at, true);
            }
            if (left.item(first).isPresent()) {
                return qualified(path, left, end, at, left.single() || right.isPresent());
            }
        }
        if (right.map(scope -> !scope.having(first).isEmpty()).orElse(false)) {
            return Optional.empty();
        }
        List<Visible> inLeft = left.having(first);
        if (!inLeft.isEmpty()) {
            if (inLeft.size() > 1) {
                throw new Uncovered("The column " + first + " is one of two");
            }
            String now = inLeft.get(0).now(first).orElse(first);
            if (right.isPresent() && right.get().has(now)) {
                return Optional.of(left.column(now) + rest(at, end, 1));
            }
            return now.equals(first) ? Optional.empty() : Optional.of(Lexeme.written(now) + rest(at, end, 1));
        }
        if (outer.contains(first)) {
            throw new Uncovered("A query inside of another asks for a column of that one: " + first);
        }
        boolean known = left.allKnown() && right.map(Scope::allKnown).orElse(true);
        if (!known && !left.single()) {
            throw new Uncovered("Which relation the column " + first + " belongs to is not known");
        }
        if (path.size() > 2
                && (left.item(path.get(1)).isPresent() || left.item(path.get(2)).isPresent())) {
            throw new Uncovered("A column's name with its database is not known here");
        }
        return Optional.empty();
    }

    private Optional<String> qualified(List<String> path, Scope scope, int end, int at, boolean keep) {
        String alias = path.get(0);
        String column = path.get(1);
        Visible item = scope.item(alias).orElseThrow();
        if (item.columns().isEmpty() && !scope.single()) {
            throw new Uncovered("The columns of " + alias + " are not known");
        }
        // A column that is not there is for a check to tell of; it must not cost the picture.
        String now = item.now(column).orElse(scope.single() ? column : "");
        if (now.isEmpty()) {
            throw new Uncovered(alias + " has no column " + column);
        }
        if (keep && alias.equals(scope.node()) && now.equals(column)) {
            return Optional.empty();
        }
        return Optional.of((keep ? scope.column(now) : Lexeme.written(now)) + rest(at, end, 2));
    }

    /** What follows in a path, as written. */
    private String rest(int at, int end, int skipped) {
        StringBuilder rest = new StringBuilder();
        for (int part = at + 2 * skipped; part < end; part += 2) {
            rest.append('.').append(text.get(part).text());
        }
        return rest.toString();
    }
}
