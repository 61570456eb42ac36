package io.streamhouse.sql;

import io.streamhouse.sql.Scope.Field;
import io.streamhouse.sql.Scope.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the scopes of a statement that need not be finished, and finds the one around the cursor. */
final class ScopeReader {

    private static final Set<String> SET_OPERATIONS = Set.of("UNION", "INTERSECT", "EXCEPT", "MINUS");

    private static final Set<String> BEHIND_FROM = Set.of(
            "WHERE",
            "GROUP",
            "HAVING",
            "ORDER",
            "LIMIT",
            "OFFSET",
            "FETCH",
            "WINDOW",
            "UNION",
            "INTERSECT",
            "EXCEPT",
            "MINUS",
            "QUALIFY");

    private static final Set<String> BEFORE_RELATION = Set.of("FROM", "JOIN");

    /** Words that may follow a relation and are no alias of it. */
    private static final Set<String> NO_ALIAS = Set.of(
            "ON",
            "USING",
            "JOIN",
            "LEFT",
            "RIGHT",
            "FULL",
            "INNER",
            "OUTER",
            "CROSS",
            "NATURAL",
            "WHERE",
            "GROUP",
            "HAVING",
            "ORDER",
            "LIMIT",
            "OFFSET",
            "FETCH",
            "WINDOW",
            "UNION",
            "INTERSECT",
            "EXCEPT",
            "MINUS",
            "FOR",
            "TABLESAMPLE",
            "MATCH_RECOGNIZE",
            "SELECT",
            "SET",
            "VALUES",
            "QUALIFY",
            "PARTITION",
            "FROM",
            "TABLE",
            "WITH");

    private static final Set<String> WINDOWS = Set.of("TUMBLE", "HOP", "CUMULATE", "SESSION");

    private static final List<Field> WINDOW_COLUMNS = List.of(
            new Field("window_start", "TIMESTAMP(3)"),
            new Field("window_end", "TIMESTAMP(3)"),
            new Field("window_time", "TIMESTAMP(3)"));

    private final Words words;
    private final Function<List<String>, List<Field>> columnsOf;
    private @Nullable Scope atCursor;

    private ScopeReader(Words words, Function<List<String>, List<Field>> columnsOf) {
        this.words = words;
        this.columnsOf = columnsOf;
    }

    /** @param columnsOf the columns of a relation by its name as written */
    static Scope read(Words words, Function<List<String>, List<Field>> columnsOf) {
        ScopeReader reader = new ScopeReader(words, columnsOf);
        Scope whole = new Scope(null);
        reader.query(0, words.size(), whole);
        return reader.atCursor == null ? whole : reader.atCursor;
    }

    /** All columns of an item of FROM, as known in {@code scope}. */
    static List<Field> columns(Source source, Scope scope, Function<List<String>, List<Field>> columnsOf) {
        if (source.derived()) {
            return source.columns();
        }
        List<Field> fields = new ArrayList<>(
                source.path().size() == 1
                        ? scope.definition(source.path().get(0)).orElseGet(() -> columnsOf.apply(source.path()))
                        : columnsOf.apply(source.path()));
        fields.addAll(source.columns());
        return fields;
    }

    /** Reads a query between two words: WITH, and SELECTs joined by set operations. Answers its columns. */
    private List<Field> query(int from, int to, @Nullable Scope outer) {
        Scope definitions = new Scope(outer);
        int at = from;
        while (at < to && !words.is(at, "WITH") && !words.is(at, "SELECT") && !words.is(at, "(")) {
            at++;
        }
        if (words.is(at, "WITH") && !words.is(at + 1, "(")) {
            at = definitions(at + 1, to, definitions);
        } else {
            at = from;
        }
        List<Field> first = List.of();
        boolean isFirst = true;
        while (at < to) {
            int end = partEnd(at, to);
            List<Field> columns = part(at, end, definitions);
            if (isFirst) {
                first = columns;
                isFirst = false;
            }
            at = end + 1;
            if (words.is(at, "ALL") || words.is(at, "DISTINCT")) {
                at++;
            }
        }
        return first;
    }

    private int definitions(int from, int to, Scope scope) {
        int at = from;
        while (at < to) {
            if (words.is(at, "RECURSIVE")) {
                at++;
            }
            String name = words.get(at).name();
            int body = at + 1;
            List<String> names = List.of();
            if (words.is(body, "(")) {
                names = list(body);
                body = Math.min(to, words.close(body) + 1);
            }
            if (!words.get(at).isName() || !words.is(body, "AS") || !words.is(body + 1, "(")) {
                return at;
            }
            int end = Math.min(to, words.close(body + 1));
            scope.definitions.put(name, renamed(query(body + 2, end, scope), names));
            at = words.is(end, ")") ? end + 1 : end;
            if (!words.is(at, ",")) {
                return at;
            }
            at++;
        }
        return at;
    }

    private int partEnd(int from, int to) {
        for (int at = from; at < to; at++) {
            if (words.is(at, "(") || words.is(at, "[")) {
                at = skipped(at, to);
            } else if (words.isAny(at, SET_OPERATIONS)) {
                return at;
            }
        }
        return to;
    }

    /** Behind the bracket that opens here. */
    private int skipped(int open, int to) {
        int close = words.close(open);
        return Math.min(to, words.is(close, ")") || words.is(close, "]") ? close : close - 1);
    }

    private List<Field> part(int from, int to, Scope outer) {
        Scope scope = new Scope(outer);
        int select = -1;
        int sources = -1;
        boolean relationNext = false;
        boolean inFrom = false;
        List<int[]> inner = new ArrayList<>();
        for (int at = from; at < to; at++) {
            if (at == words.cursor()) {
                atCursor = scope;
                relationNext = false;
            } else if (words.is(at, "SELECT") && select < 0) {
                select = at;
            } else if (words.isAny(at, BEFORE_RELATION)) {
                inFrom = true;
                relationNext = true;
                sources = sources < 0 ? at : sources;
            } else if (isChanged(at, from)) {
                relationNext = true;
            } else if (words.isAny(at, BEHIND_FROM)) {
                inFrom = false;
                relationNext = false;
            } else if (inFrom && words.is(at, ",")) {
                relationNext = true;
            } else if (relationNext) {
                at = source(at, to, scope);
                relationNext = false;
            } else if (words.is(at, "(") || words.is(at, "[")) {
                int close = words.close(at);
                inner.add(new int[] {at + 1, Math.min(to, close)});
                at = skipped(at, to);
            }
        }
        // Read at the end: a query in an expression may name what a FROM behind it brings.
        for (int[] bounds : inner) {
            group(bounds[0], bounds[1], scope);
        }
        return select < 0 ? List.of() : items(select + 1, sources < 0 ? to : sources, scope);
    }

    /** Whether the word before a changed relation stands here: {@code INSERT INTO}, {@code UPDATE}. */
    private boolean isChanged(int at, int from) {
        return at == from && words.is(at, "UPDATE");
    }

    /** Brackets: a query of their own, or an expression that may hold some. */
    private void group(int from, int to, Scope scope) {
        int first = from == words.cursor() ? from + 1 : from;
        if (words.is(first, "SELECT") || words.is(first, "WITH")) {
            query(from, to, scope);
            return;
        }
        for (int at = from; at < to; at++) {
            if (at == words.cursor()) {
                atCursor = scope;
            } else if (words.is(at, "(") || words.is(at, "[")) {
                group(at + 1, Math.min(to, words.close(at)), scope);
                at = skipped(at, to);
            }
        }
    }

    /** One item of FROM. Answers its last word. */
    private int source(int from, int to, Scope scope) {
        int at = words.is(from, "LATERAL") ? from + 1 : from;
        List<String> path = List.of();
        List<Field> columns = List.of();
        boolean derived = true;
        if (words.is(at, "(")) {
            int close = Math.min(to, words.close(at));
            int first = at + 1 == words.cursor() ? at + 2 : at + 1;
            if (words.is(first, "SELECT")
                    || words.is(first, "WITH")
                    || words.is(first, "VALUES")
                    || words.is(first, "(")) {
                columns = query(at + 1, close, scope.outer);
            } else {
                joined(at + 1, close, scope);
                return skipped(at, to);
            }
            at = skipped(at, to) + 1;
        } else if (words.is(at, "TABLE") && words.is(at + 1, "(")) {
            int close = Math.min(to, words.close(at + 1));
            if (words.cursor() > at && words.cursor() < close) {
                atCursor = scope;
            }
            path = windowed(at + 2, close, scope);
            derived = path.isEmpty();
            columns = derived ? List.of() : WINDOW_COLUMNS;
            at = skipped(at + 1, to) + 1;
        } else if (words.get(at).isName()) {
            derived = false;
            List<String> parts = new ArrayList<>();
            parts.add(words.get(at).name());
            at++;
            while (words.is(at, ".") && words.get(at + 1).isName()) {
                parts.add(words.get(at + 1).name());
                at += 2;
            }
            path = parts;
            if (words.is(at, "(")) {
                // A function such as UNNEST or a windowing one: its columns are named behind it, if at all.
                derived = true;
                path = windowed(at - 1, Math.min(to, words.close(at)), scope);
                if (!path.isEmpty()) {
                    derived = false;
                    columns = WINDOW_COLUMNS;
                }
                group(at + 1, Math.min(to, words.close(at)), scope);
                at = skipped(at, to) + 1;
            }
        } else {
            return from;
        }
        return named(at, to, scope, path, columns, derived);
    }

    /** What follows an item of FROM: hints, a version, an alias, names for its columns. */
    private int named(int from, int to, Scope scope, List<String> path, List<Field> columns, boolean derived) {
        int at = from;
        while (words.is(at, "/*+")) {
            while (at < to && !words.is(at, "*/")) {
                if (at == words.cursor()) {
                    atCursor = scope;
                }
                at++;
            }
            at++;
        }
        if (words.is(at, "FOR") && words.is(at + 1, "SYSTEM_TIME")) {
            at += 4;
            while (at < to && !words.is(at, "AS") && !words.isAny(at, NO_ALIAS) && !words.is(at, ",")) {
                if (at == words.cursor()) {
                    atCursor = scope;
                }
                at++;
            }
        }
        int alias = words.is(at, "AS") ? at + 1 : at;
        String name = path.isEmpty() ? "" : path.get(path.size() - 1);
        List<Field> named = columns;
        if (alias < to && words.get(alias).isName() && !words.isAny(alias, NO_ALIAS)) {
            name = words.get(alias).name();
            at = alias + 1;
            if (words.is(at, "(")) {
                named = renamed(columns, list(at));
                at = skipped(at, to) + 1;
            }
        }
        scope.sources.add(new Source(name, path, named, derived));
        return at - 1;
    }

    /** A join in brackets brings its relations into the scope around it. */
    private void joined(int from, int to, Scope scope) {
        boolean relationNext = true;
        for (int at = from; at < to; at++) {
            if (at == words.cursor()) {
                atCursor = scope;
            } else if (relationNext) {
                at = source(at, to, scope);
                relationNext = false;
            } else if (words.is(at, "JOIN") || words.is(at, ",")) {
                relationNext = true;
            }
        }
    }

    /** The relation a windowing function is given; empty if there is none. */
    private List<String> windowed(int from, int to, Scope scope) {
        if (!words.isAny(from, WINDOWS)) {
            return List.of();
        }
        for (int at = from; at < to; at++) {
            if (words.is(at, "TABLE") && words.get(at + 1).isName()) {
                List<String> path = new ArrayList<>();
                path.add(words.get(at + 1).name());
                for (int dot = at + 2; words.is(dot, ".") && words.get(dot + 1).isName(); dot += 2) {
                    path.add(words.get(dot + 1).name());
                }
                boolean defined =
                        path.size() == 1 && scope.definition(path.get(0)).isPresent();
                return defined ? List.of(path.get(0)) : path;
            }
        }
        return List.of();
    }

    /** The columns that SELECT's list gives. */
    private List<Field> items(int from, int to, Scope scope) {
        List<Field> fields = new ArrayList<>();
        int start = from;
        for (int at = from; at <= to; at++) {
            if (at < to && (words.is(at, "(") || words.is(at, "["))) {
                at = skipped(at, to);
            } else if (at == to || words.is(at, ",")) {
                item(start, at, scope, fields);
                start = at + 1;
            }
        }
        return fields;
    }

    private void item(int from, int to, Scope scope, List<Field> fields) {
        int last = to - 1;
        if (last < from || last == words.cursor()) {
            return;
        }
        if (words.is(last, "*")) {
            String qualifier = words.is(last - 1, ".") ? words.get(last - 2).name() : "";
            for (Source source : scope.sources) {
                if (qualifier.isEmpty() || source.alias().equalsIgnoreCase(qualifier)) {
                    fields.addAll(columns(source, scope, columnsOf));
                }
            }
            return;
        }
        if (!words.get(last).isName() || words.is(last, "END") || words.is(last, "NULL")) {
            return;
        }
        String name = words.get(last).name();
        boolean plain = last == from || words.is(last - 1, ".") && last - 2 == from;
        String type = "";
        if (plain) {
            for (Source source : scope.sources) {
                for (Field field : columns(source, scope, columnsOf)) {
                    if (field.name().equals(name)
                            && (last == from
                                    || source.alias().equals(words.get(from).name()))) {
                        type = field.type();
                    }
                }
            }
        }
        fields.add(new Field(name, type));
    }

    private List<String> list(int open) {
        List<String> names = new ArrayList<>();
        for (int at = open + 1; at < words.close(open); at++) {
            if (words.get(at).isName()) {
                names.add(words.get(at).name());
            }
        }
        return names;
    }

    private static List<Field> renamed(List<Field> columns, List<String> names) {
        if (names.isEmpty()) {
            return columns;
        }
        List<Field> renamed = new ArrayList<>();
        for (int at = 0; at < names.size(); at++) {
            renamed.add(new Field(
                    names.get(at), at < columns.size() ? columns.get(at).type() : ""));
        }
        return renamed;
    }
}
