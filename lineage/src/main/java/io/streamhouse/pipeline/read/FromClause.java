package io.streamhouse.pipeline.read;

import io.streamhouse.pipeline.Step;
import io.streamhouse.pipeline.read.Written.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What stands behind FROM, as written: a table, and those that are joined to it one after the other. */
record FromClause(Table first, List<Joined> rest) {

    /** What joins one to those before it. */
    private static final Set<String> JOINING = Set.of("JOIN", "INNER", "LEFT", "RIGHT", "FULL", "CROSS", "NATURAL");

    private static final Set<String> NO_STEP = Set.of("MATCH_RECOGNIZE", "TABLESAMPLE", "PIVOT", "UNPIVOT");

    /** Words that can follow a table, and so are not its alias. */
    private static final Set<String> AFTER_TABLE = Set.of(
            "JOIN",
            "INNER",
            "LEFT",
            "RIGHT",
            "FULL",
            "CROSS",
            "NATURAL",
            "ON",
            "USING",
            "WHERE",
            "GROUP",
            "HAVING",
            "WINDOW",
            "QUALIFY",
            "ORDER",
            "LIMIT",
            "OFFSET",
            "FETCH",
            "UNION",
            "EXCEPT",
            "MINUS",
            "INTERSECT",
            "FOR",
            "AS",
            "MATCH_RECOGNIZE",
            "TABLESAMPLE",
            "PIVOT",
            "UNPIVOT");

    /**
     * What rows are taken from.
     *
     * @param part the name with its hint; for others what their brackets hold, for UNNEST all of the call
     * @param alias what its columns are qualified with; empty if nothing is
     * @param aliased whether that is written, and not the last part of its name
     * @param columns names given to its columns; empty if none are
     * @param time the moment that the table is read as of, if one is given
     */
    record Table(Kind kind, Part part, String alias, boolean aliased, List<String> columns, Optional<Part> time) {

        enum Kind {
            NAMED,
            QUERY,
            WINDOW,
            FUNCTION,
            UNNEST
        }

        /** Whether it is called for each row of those before it. */
        boolean isCall() {
            return kind == Kind.FUNCTION || kind == Kind.UNNEST;
        }
    }

    record Joined(Step.JoinKind kind, Table table, Optional<Part> on) {}

    static FromClause read(Written text, Part part) {
        return new Reader(text, part).read();
    }

    /** Whether a table's alias stands here, or AS before it. */
    static boolean isAlias(Written text, int at) {
        return text.word(at, "AS") || text.name(at) && !text.anyWord(at, AFTER_TABLE);
    }

    /** One pass over the clause. */
    private static final class Reader {

        private final Written text;
        private final int to;
        private int at;

        Reader(Written text, Part part) {
            this.text = text;
            this.at = part.from();
            this.to = part.to();
        }

        FromClause read() {
            Table first = table();
            List<Joined> rest = new ArrayList<>();
            while (at < to) {
                rest.add(joined());
            }
            return new FromClause(first, rest);
        }

        private Joined joined() {
            if (text.symbol(at, ",")) {
                at++;
                return new Joined(Step.JoinKind.INNER, table(), Optional.empty());
            }
            if (text.word(at, "NATURAL")) {
                throw new Uncovered("A NATURAL JOIN joins by whatever columns have one name");
            }
            Step.JoinKind kind = Step.JoinKind.INNER;
            boolean crossed = text.word(at, "CROSS");
            if (crossed || text.word(at, "INNER")) {
                at++;
            } else if (text.anyWord(at, Set.of("LEFT", "RIGHT", "FULL"))) {
                kind = Step.JoinKind.valueOf(text.get(at).text().toUpperCase(Locale.ROOT));
                at += text.word(at + 1, "OUTER") ? 2 : 1;
            }
            if (!text.word(at, "JOIN")) {
                throw new Uncovered(text.get(at).text().toUpperCase(Locale.ROOT) + " behind a relation is not known");
            }
            at++;
            Table table = table();
            return new Joined(kind, table, crossed ? Optional.empty() : Optional.of(on()));
        }

        private Part on() {
            if (!text.word(at, "ON")) {
                throw new Uncovered("A JOIN without ON of its own is not known");
            }
            int start = at + 1;
            at = start;
            while (at < to && !endsCondition()) {
                at = text.next(at);
            }
            at = Math.min(at, to);
            return new Part(start, at);
        }

        private boolean endsCondition() {
            boolean function = text.symbol(at + 1, "(");
            return text.symbol(at, ",") || text.anyWord(at, JOINING) && !function;
        }

        private Table table() {
            if (at >= to) {
                throw new Uncovered("A relation is missing in FROM");
            }
            int start = at;
            Table.Kind kind;
            Part part;
            Optional<Part> time = Optional.empty();
            if (text.word(start, "LATERAL") && text.word(start + 1, "TABLE") && text.symbol(start + 2, "(")) {
                kind = Table.Kind.FUNCTION;
                part = inBrackets(start + 2);
            } else if (text.word(start, "UNNEST") && text.symbol(start + 1, "(")) {
                kind = Table.Kind.UNNEST;
                part = new Part(start, inBrackets(start + 1).to() + 1);
                if (text.word(at, "WITH")) {
                    throw new Uncovered("WITH ORDINALITY is not known");
                }
            } else if (text.word(start, "TABLE") && text.symbol(start + 1, "(")) {
                kind = Table.Kind.WINDOW;
                part = inBrackets(start + 1);
            } else if (text.symbol(start, "(")) {
                if (!text.anyWord(start + 1, Set.of("SELECT", "WITH", "VALUES")) && !text.symbol(start + 1, "(")) {
                    throw new Uncovered("Joins in brackets are not known");
                }
                kind = Table.Kind.QUERY;
                part = inBrackets(start);
            } else {
                kind = Table.Kind.NAMED;
                part = named();
                time = time();
            }
            if (text.anyWord(at, NO_STEP)) {
                throw noStep();
            }
            String alias = "";
            boolean aliased = at < to && isAlias(text, at);
            List<String> columns = List.of();
            if (aliased) {
                at += text.word(at, "AS") ? 1 : 0;
                alias = text.get(at).name();
                at++;
                if (text.symbol(at, "(")) {
                    columns = text.names(at).orElseThrow(() -> new Uncovered("A list of names is expected"));
                    at = text.partner(at) + 1;
                }
            } else if (kind == Table.Kind.NAMED) {
                alias = text.get(text.pathEnd(start) - 1).name();
            }
            if (text.word(at, "MATCH_RECOGNIZE")) {
                throw noStep();
            }
            return new Table(kind, part, alias, aliased, columns, time);
        }

        private Uncovered noStep() {
            return new Uncovered(text.get(at).text().toUpperCase(Locale.ROOT) + " has no step of its own");
        }

        private Part inBrackets(int open) {
            int close = text.partner(open);
            at = close + 1;
            return new Part(open + 1, close);
        }

        private Part named() {
            int start = at;
            int end = text.pathEnd(start);
            if (end == start || text.symbol(end, "(")) {
                throw new Uncovered("What stands in FROM is no relation that is known: "
                        + text.get(start).text());
            }
            at = text.hintEnd(end);
            return new Part(start, at);
        }

        /** The moment in {@code FOR SYSTEM_TIME AS OF}. */
        private Optional<Part> time() {
            if (!text.word(at, "FOR") || !text.word(at + 1, "SYSTEM_TIME")) {
                return Optional.empty();
            }
            int start = at + 4;
            at = start;
            while (at < to && !text.anyWord(at, AFTER_TABLE) && !(text.startsPath(at) && at > start)) {
                at = text.next(at);
            }
            return Optional.of(new Part(start, at));
        }
    }
}
