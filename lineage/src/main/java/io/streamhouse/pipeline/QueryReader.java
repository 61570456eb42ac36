package io.streamhouse.pipeline;

import io.streamhouse.model.DatabaseId;
import io.streamhouse.model.Relation;
import io.streamhouse.model.RelationId;
import io.streamhouse.pipeline.Growing.Known;
import io.streamhouse.pipeline.Growing.Made;
import io.streamhouse.pipeline.Growing.Rows;
import io.streamhouse.pipeline.Scope.Mapped;
import io.streamhouse.pipeline.Scope.Visible;
import io.streamhouse.pipeline.Written.Part;
import io.streamhouse.plan.RelationSource;
import io.streamhouse.sql.Lexeme;
import io.streamhouse.sql.Lexeme.Kind;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Reads queries into nodes. Goes by what is written, not by what Flink makes of it, so that every expression stays as the
 * person wrote it; only names that mean something else in the picture are written anew.
 */
final class QueryReader {

    private static final Set<String> AGGREGATES = Set.of(
            "COUNT",
            "SUM",
            "AVG",
            "MIN",
            "MAX",
            "STDDEV",
            "STDDEV_POP",
            "STDDEV_SAMP",
            "VARIANCE",
            "VAR_POP",
            "VAR_SAMP",
            "COLLECT",
            "LISTAGG",
            "STRING_AGG",
            "FIRST_VALUE",
            "LAST_VALUE",
            "APPROX_COUNT_DISTINCT",
            "ARRAY_AGG",
            "JSON_OBJECTAGG",
            "JSON_ARRAYAGG",
            "SINGLE_VALUE",
            "PERCENTILE",
            "ANY_VALUE",
            "GROUPING",
            "GROUPING_ID",
            "SUM0");

    private static final Set<String> WINDOWS = Set.of("TUMBLE", "HOP", "CUMULATE", "SESSION");
    private static final Set<String> SETS = Set.of("UNION", "EXCEPT", "MINUS", "INTERSECT");
    private static final Set<String> ENDING = Set.of("ORDER", "LIMIT", "OFFSET", "FETCH");
    private static final Set<String> CLAUSES = Set.of("WHERE", "GROUP", "HAVING", "WINDOW", "QUALIFY");
    private static final Set<String> JOINING = Set.of("JOIN", "INNER", "LEFT", "RIGHT", "FULL", "CROSS", "NATURAL");
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

    /** What else names mean while a query is read. */
    record Meaning(Map<String, Rows> withs, Set<String> outer) {

        static final Meaning NONE = new Meaning(Map.of(), Set.of());
    }

    /** How a query is ordered or cut, still as written. */
    private record Ending(List<Part> order, OptionalLong limit, OptionalLong offset) {

        boolean isEmpty() {
            return order.isEmpty() && limit.isEmpty() && offset.isEmpty();
        }
    }

    private record Item(Part expression, String name, boolean star, String qualifier, int place) {}

    private record Table(
            Kinds kind, Part part, String alias, boolean aliased, List<String> columns, Optional<Part> time) {

        enum Kinds {
            NAMED,
            QUERY,
            WINDOW,
            FUNCTION,
            UNNEST
        }
    }

    private record Joined(Step.JoinKind kind, Table table, Optional<Part> on) {}

    private record From(Table first, List<Joined> rest) {}

    private final Written text;
    private final Growing growing;
    private final DatabaseId current;
    private final RelationSource relations;
    private final Set<String> aggregates = new HashSet<>(AGGREGATES);
    private final Map<RelationId, Rows> views;
    private final Set<String> kept;

    /**
     * @param aggregates names of aggregate functions that are not Flink's own
     * @param views what the script itself calls a relation
     * @param kept queries that are to stay text, as they are in the pipeline before
     */
    QueryReader(
            Written text,
            Growing growing,
            DatabaseId current,
            RelationSource relations,
            Set<String> aggregates,
            Map<RelationId, Rows> views,
            Set<String> kept) {
        this.text = text;
        this.growing = growing;
        this.current = current;
        this.relations = relations;
        aggregates.forEach(name -> this.aggregates.add(name.toUpperCase(Locale.ROOT)));
        this.views = views;
        this.kept = kept;
    }

    /** Reads a query; what comes out has this name, if one is given. */
    Rows query(Part part, Meaning env, Optional<String> wanted, List<String> notes) {
        int since = growing.size();
        BitSet told = text.told();
        Rows rows;
        Part inner = unwrapped(part);
        if (kept.contains(text.body(inner))) {
            rows = asText(inner, env, "It was kept as text before");
        } else {
            try {
                rows = wanted.flatMap(name -> plainSource(inner, env, name)).orElseGet(() -> covered(inner, env));
            } catch (Uncovered uncovered) {
                if (!env.outer().isEmpty()) {
                    // It may ask for columns of the query around it, which it could not as a node.
                    throw uncovered;
                }
                growing.backTo(since);
                text.told(told);
                rows = asText(inner, env, uncovered.why());
            }
        }
        List<String> comments = new ArrayList<>(notes);
        comments.addAll(text.untold(text.from(part.from()), text.to(part.to() - 1)));
        Rows named = wanted.isPresent() ? growing.name(rows, wanted.get(), since) : rows;
        growing.note(named.node(), comments);
        return named;
    }

    private Part unwrapped(Part part) {
        Part inner = part;
        while (inner.length() > 2 && text.symbol(inner.from(), "(") && text.partner(inner.from()) == inner.to() - 1) {
            inner = new Part(inner.from() + 1, inner.to() - 1);
        }
        return inner;
    }

    /** {@code SELECT * FROM relation} and no more: a source of the name that is wanted. */
    private Optional<Rows> plainSource(Part part, Meaning env, String wanted) {
        int at = part.from();
        if (!(text.word(at, "SELECT") && text.symbol(at + 1, "*") && text.word(at + 2, "FROM"))) {
            return Optional.empty();
        }
        int end = pathEnd(at + 3);
        if (end == at + 3) {
            return Optional.empty();
        }
        List<String> path = path(at + 3, end);
        int behind = hintsEnd(end);
        if (behind != part.to() || lookedUp(path, env).isPresent()) {
            return Optional.empty();
        }
        RelationId id = id(path);
        return Optional.of(growing.add(wanted, new Step.Source(id, hints(end, behind)), List.of(), "", columns(id)));
    }

    private Rows covered(Part part, Meaning outer) {
        int at = part.from();
        Meaning env = outer;
        if (text.word(at, "WITH")) {
            if (text.word(at + 1, "RECURSIVE")) {
                throw new Uncovered("WITH RECURSIVE goes in a circle");
            }
            Map<String, Rows> withs = new HashMap<>(env.withs());
            at++;
            while (true) {
                int start = at;
                String name = text.get(at).name();
                at++;
                List<String> columns = List.of();
                if (text.symbol(at, "(")) {
                    columns = names(at);
                    at = text.partner(at) + 1;
                }
                if (!text.word(at, "AS") || !text.symbol(at + 1, "(")) {
                    throw new Uncovered("A WITH of this form is not known");
                }
                int close = text.partner(at + 1);
                List<String> notes = new ArrayList<>(text.untold(text.to(start - 1), text.from(start)));
                notes.addAll(text.untold(text.from(start), text.from(at + 1)));
                Part body = new Part(at + 2, close);
                Meaning so = new Meaning(withs, env.outer());
                Rows rows = columns.isEmpty()
                        ? query(body, so, Optional.of(name), notes)
                        : renamed(query(body, so, Optional.empty(), notes), columns, Optional.of(name));
                withs = new HashMap<>(withs);
                withs.put(name, rows);
                at = close + 1;
                if (!text.symbol(at, ",")) {
                    break;
                }
                growing.note(rows.node(), text.untold(text.to(close), text.from(at)));
                at++;
            }
            // Each by itself: what is not covered here must not take those before it along.
            return query(new Part(at, part.to()), new Meaning(withs, env.outer()), Optional.empty(), List.of());
        }
        int ends = text.find(at, part.to(), ENDING);
        Ending ending = ending(ends, part.to());
        Part body = new Part(at, ends);
        if (text.find(at, ends, SETS) < ends || text.symbol(at, "(")) {
            Rows rows = together(body, env);
            return ending.isEmpty()
                    ? rows
                    : sorted(Scope.of(rows, ""), Scope.of(rows, ""), ending, List.of(), Map.of());
        }
        if (!text.word(at, "SELECT")) {
            throw new Uncovered(
                    text.word(at, "VALUES") ? "VALUES makes rows from nothing" : "A query of this form is not known");
        }
        return new Select(body, env, ending).read();
    }

    private Ending ending(int from, int to) {
        List<Part> order = List.of();
        OptionalLong limit = OptionalLong.empty();
        OptionalLong offset = OptionalLong.empty();
        int at = from;
        if (text.word(at, "ORDER")) {
            int end = text.find(at + 1, to, Set.of("LIMIT", "OFFSET", "FETCH"));
            order = text.list(at + 2, end);
            at = end;
        }
        while (at < to) {
            if (text.word(at, "LIMIT") && number(at + 1)) {
                limit = OptionalLong.of(Long.parseLong(text.get(at + 1).text()));
                at += 2;
            } else if (text.word(at, "OFFSET") && number(at + 1)) {
                offset = OptionalLong.of(Long.parseLong(text.get(at + 1).text()));
                at += text.word(at + 2, "ROWS") || text.word(at + 2, "ROW") ? 3 : 2;
            } else if (text.word(at, "FETCH") && number(at + 2) && text.word(at + 4, "ONLY")) {
                limit = OptionalLong.of(Long.parseLong(text.get(at + 2).text()));
                at += 5;
            } else if (text.word(at, "LIMIT") && text.word(at + 1, "ALL")) {
                at += 2;
            } else {
                throw new Uncovered("A LIMIT of this form is not known");
            }
        }
        return new Ending(order, limit, offset);
    }

    private boolean number(int at) {
        return at < text.count()
                && text.get(at).kind() == Kind.NUMBER
                && text.get(at).text().matches("\\d{1,18}");
    }

    /** Queries put together, INTERSECT first, the others from left to right. */
    private Rows together(Part body, Meaning env) {
        List<Part> operands = new ArrayList<>();
        List<Step.SetKind> kinds = new ArrayList<>();
        int start = body.from();
        for (int at = body.from(); at < body.to(); at = text.next(at)) {
            if (!text.anyWord(at, SETS)) {
                continue;
            }
            boolean all = text.word(at + 1, "ALL");
            boolean union = text.word(at, "UNION");
            if (all && !union) {
                throw new Uncovered(text.get(at).text().toUpperCase(Locale.ROOT) + " ALL counts rows that are alike");
            }
            operands.add(new Part(start, at));
            kinds.add(
                    union
                            ? all ? Step.SetKind.UNION_ALL : Step.SetKind.UNION
                            : text.word(at, "INTERSECT") ? Step.SetKind.INTERSECT : Step.SetKind.EXCEPT);
            start = at + (all || text.word(at + 1, "DISTINCT") ? 2 : 1);
        }
        operands.add(new Part(start, body.to()));
        List<Rows> rows = new ArrayList<>();
        operands.forEach(operand -> rows.add(query(operand, env, Optional.empty(), List.of())));
        for (int at = kinds.size() - 1; at >= 0; at--) {
            // From the right: an INTERSECT further left is put together with what is left of it first.
            int first = at;
            while (kinds.get(at) == Step.SetKind.INTERSECT
                    && first > 0
                    && kinds.get(first - 1) == Step.SetKind.INTERSECT) {
                first--;
            }
            if (kinds.get(at) == Step.SetKind.INTERSECT) {
                for (int one = first; one <= at; one++) {
                    rows.set(first, set(Step.SetKind.INTERSECT, List.of(rows.get(first), rows.remove(first + 1))));
                }
                kinds.subList(first, at + 1).clear();
                at = first;
            }
        }
        Rows left = rows.get(0);
        int at = 0;
        while (at < kinds.size()) {
            Step.SetKind kind = kinds.get(at);
            List<Rows> inputs = new ArrayList<>(List.of(left, rows.get(at + 1)));
            at++;
            while (at < kinds.size()
                    && kinds.get(at) == kind
                    && kind != Step.SetKind.EXCEPT
                    && inputs.size() < new Step.SetOperation(kind).mostInputs()) {
                inputs.add(rows.get(++at));
            }
            left = set(kind, inputs);
        }
        return left;
    }

    private Rows set(Step.SetKind kind, List<Rows> inputs) {
        String called =
                switch (kind) {
                    case UNION, UNION_ALL -> "together";
                    case INTERSECT -> "in_both";
                    case EXCEPT -> "remaining";
                };
        return growing.add(
                called,
                new Step.SetOperation(kind),
                inputs.stream().map(Rows::node).toList(),
                inputs.get(0)
                        .columns()
                        .map(known -> known.stream()
                                .map(column -> new Known(column.name(), false))
                                .toList()));
    }

    /** @param asked what names mean where it is ordered. @param named what the query computes, and its names */
    private Rows sorted(Scope scope, Scope asked, Ending ending, List<Item> items, Map<String, String> named) {
        List<Ordering> by = new ArrayList<>();
        for (Part part : ending.order()) {
            by.add(ordering(part, one -> {
                if (one.length() == 1 && number(one.from()) && !items.isEmpty()) {
                    int place = Integer.parseInt(text.get(one.from()).text());
                    Item item = place >= 1 && place <= items.size() ? items.get(place - 1) : null;
                    if (item == null || items.stream().anyMatch(Item::star)) {
                        throw new Uncovered("ORDER BY counts columns");
                    }
                    return Lexeme.written(item.name());
                }
                String output = named.get(key(one, asked));
                if (output != null) {
                    return Lexeme.written(output);
                }
                return new Expression(one).over(scope);
            }));
        }
        return growing.add(
                PipelineSql.SORTED,
                new Step.SortLimit(by, ending.limit(), ending.offset()),
                List.of(scope.rows().node()),
                scope.rows().columns());
    }

    private Ordering ordering(Part part, java.util.function.Function<Part, String> expression) {
        int end = part.to();
        Ordering.Nulls nulls = Ordering.Nulls.AS_USUAL;
        if (text.word(end - 2, "NULLS")) {
            nulls = text.word(end - 1, "FIRST") ? Ordering.Nulls.FIRST : Ordering.Nulls.LAST;
            end -= 2;
        }
        boolean descending = text.word(end - 1, "DESC");
        if (descending || text.word(end - 1, "ASC")) {
            end--;
        }
        return new Ordering(expression.apply(new Part(part.from(), end)), descending, nulls);
    }

    /** Tokens with one space between, to compare what is written in two places. */
    private String plain(Part part) {
        StringBuilder plain = new StringBuilder();
        for (int at = part.from(); at < part.to(); at++) {
            Lexeme lexeme = text.get(at);
            boolean keyword = lexeme.kind() == Kind.WORD && (!lexeme.isName() || text.symbol(at + 1, "("));
            plain.append(
                            keyword
                                    ? lexeme.text().toUpperCase(Locale.ROOT)
                                    : lexeme.isName() ? lexeme.name() : lexeme.text())
                    .append(' ');
        }
        return plain.toString();
    }

    /** What an expression says, names as the node has them, to find the same one again. */
    private String key(Part part, Scope... scopes) {
        StringBuilder key = new StringBuilder();
        for (int at = part.from(); at < part.to(); at++) {
            boolean starts = text.name(at) && !text.symbol(at - 1, ".");
            if (!starts) {
                key.append(plain(new Part(at, at + 1)));
                continue;
            }
            int end = pathEnd(at);
            if (text.symbol(end, "(")) {
                key.append(plain(new Part(at, end)));
                at = end - 1;
                continue;
            }
            List<String> path = path(at, end);
            String name = path.get(0);
            int from = 1;
            for (Scope of : scopes) {
                Optional<Visible> item = path.size() > 1 ? of.item(name) : Optional.empty();
                if (item.isPresent()) {
                    name = item.get().now(path.get(1)).orElse(path.get(1));
                    from = 2;
                    break;
                }
                List<Visible> having = of.having(name);
                if (!having.isEmpty()) {
                    name = having.get(0).now(name).orElse(name);
                    break;
                }
            }
            key.append(name);
            path.subList(from, path.size()).forEach(more -> key.append('.').append(more));
            key.append(' ');
            at = end - 1;
        }
        return key.toString();
    }

    private Rows renamed(Rows rows, List<String> names, Optional<String> called) {
        List<Known> known = rows.columns()
                .filter(columns -> columns.size() == names.size())
                .orElseThrow(() -> new Uncovered("Columns are given names, and which they are is not known"));
        List<NamedExpression> columns = new ArrayList<>();
        List<Known> renamed = new ArrayList<>();
        for (int at = 0; at < names.size(); at++) {
            columns.add(new NamedExpression(Lexeme.written(known.get(at).name()), names.get(at)));
            renamed.add(new Known(names.get(at), known.get(at).notNull()));
        }
        Step.Project project = new Step.Project(false, columns, false);
        return called.isPresent()
                ? growing.add(called.get(), project, List.of(rows.node()), "", Optional.of(renamed))
                : growing.add("renamed", project, List.of(rows.node()), Optional.of(renamed));
    }

    /** The query as one node, which calls what it reads by the names of nodes. */
    private Rows asText(Part part, Meaning env, String why) {
        Set<String> inputs = new LinkedHashSet<>();
        StringBuilder sql = new StringBuilder();
        int base = text.bodyFrom(part);
        String whole = text.body(part);
        int done = base;
        Set<String> own = new HashSet<>();
        for (int at = part.from(); at < part.to(); at++) {
            if (text.symbol(at, "(") && text.word(at - 1, "AS") && text.name(at - 2)) {
                own.add(text.get(at - 2).name());
            } else if (text.symbol(at, "(") && text.word(at - 1, "AS") && text.symbol(at - 2, ")")) {
                int open = text.partner(at - 2);
                if (text.name(open - 1)) {
                    own.add(text.get(open - 1).name());
                }
            }
        }
        for (int at : tables(part)) {
            int end = pathEnd(at);
            List<String> path = path(at, end);
            if (path.size() == 1 && own.contains(path.get(0)) && !env.withs().containsKey(path.get(0))) {
                continue;
            }
            boolean hinted =
                    text.word(end, "FOR") || end < text.count() && text.get(end).kind() == Kind.HINT_OPEN;
            Optional<Rows> found = lookedUp(path, env);
            String name;
            if (found.isPresent()) {
                name = found.get().node();
            } else if (hinted) {
                // Hints and times of reading can stand behind the relation only.
                sql.append(whole, done - base, text.from(at) - base).append(NodeSql.relation(id(path)));
                done = text.to(end - 1);
                continue;
            } else {
                name = source(id(path), Map.of(), id(path).name(), false).node();
            }
            inputs.add(name);
            String last = path.get(path.size() - 1);
            boolean aliased = text.word(end, "AS") || text.name(end) && !text.anyWord(end, AFTER_TABLE);
            boolean inFrom = !text.word(at - 1, "TABLE");
            sql.append(whole, done - base, text.from(at) - base).append(Lexeme.written(name));
            if (!aliased && inFrom && !name.equals(last)) {
                sql.append(" AS ").append(Lexeme.written(last));
            }
            done = text.to(end - 1);
        }
        sql.append(whole, done - base, whole.length());
        text.untold(base, base + whole.length());
        return growing.addText(
                new Step.Query(sql.toString()),
                List.copyOf(inputs),
                outputs(part)
                        .map(names -> names.stream()
                                .map(name -> new Known(name, false))
                                .toList()),
                why);
    }

    /** The names of what a query gives back, where its SELECT says them all. */
    private Optional<List<String>> outputs(Part part) {
        try {
            int at = part.from();
            if (!text.word(at, "SELECT")) {
                return Optional.empty();
            }
            at = text.word(at + 1, "DISTINCT") || text.word(at + 1, "ALL") ? at + 2 : at + 1;
            int end = fromClause(at, part.to());
            List<Item> items = items(at, end);
            return items.stream().anyMatch(Item::star)
                    ? Optional.empty()
                    : Optional.of(items.stream().map(Item::name).toList());
        } catch (Uncovered unreadable) {
            return Optional.empty();
        }
    }

    /** Where a query names relations. */
    private List<Integer> tables(Part part) {
        List<Integer> found = new ArrayList<>();
        tables(part.from(), part.to(), false, found);
        return found;
    }

    private void tables(int from, int to, boolean opened, List<Integer> found) {
        boolean select = opened;
        boolean inFrom = opened;
        boolean expected = opened;
        for (int at = from; at < to; at++) {
            if (text.word(at, "SELECT")) {
                select = true;
                inFrom = false;
                expected = false;
            } else if (text.word(at, "FROM") && select && !isDistinctFrom(at)) {
                inFrom = true;
                expected = true;
            } else if (text.anyWord(at, CLAUSES) || text.anyWord(at, ENDING) || text.anyWord(at, SETS)) {
                inFrom = false;
                expected = false;
            } else if (text.word(at, "JOIN") || text.symbol(at, ",") && inFrom) {
                expected = true;
            } else if (text.word(at, "TABLE") && text.name(at + 1)) {
                found.add(at + 1);
                at = pathEnd(at + 1) - 1;
                expected = false;
            } else if (text.symbol(at, "(")) {
                int close = Math.min(text.partner(at), to);
                boolean query = text.word(at + 1, "SELECT") || text.word(at + 1, "WITH") || text.word(at + 1, "VALUES");
                tables(at + 1, close, expected && !query, found);
                expected = false;
                at = close;
            } else if (expected && text.name(at)) {
                int end = pathEnd(at);
                if (!text.symbol(end, "(")) {
                    found.add(at);
                }
                expected = false;
                at = end - 1;
            } else {
                expected = expected && text.word(at, "LATERAL") || text.word(at, "TABLE") && expected;
            }
        }
    }

    private boolean isDistinctFrom(int from) {
        return text.word(from - 1, "DISTINCT") && (text.word(from - 2, "IS") || text.word(from - 2, "NOT"));
    }

    private int pathEnd(int at) {
        int end = at;
        if (!text.name(end)) {
            return at;
        }
        end++;
        while (text.symbol(end, ".") && end + 1 < text.count() && isPathPart(end + 1)) {
            end += 2;
        }
        return end;
    }

    private boolean isPathPart(int at) {
        return text.get(at).kind() == Kind.WORD || text.get(at).kind() == Kind.QUOTED_NAME;
    }

    private List<String> path(int from, int end) {
        List<String> parts = new ArrayList<>();
        for (int at = from; at < end; at += 2) {
            parts.add(text.get(at).name());
        }
        return parts;
    }

    private List<String> names(int open) {
        List<String> names = new ArrayList<>();
        for (Part part : text.list(open + 1, text.partner(open))) {
            if (part.length() != 1 || !text.name(part.from())) {
                throw new Uncovered("A list of names is expected");
            }
            names.add(text.get(part.from()).name());
        }
        return names;
    }

    private Optional<Rows> lookedUp(List<String> path, Meaning env) {
        if (path.size() == 1 && env.withs().containsKey(path.get(0))) {
            return Optional.ofNullable(env.withs().get(path.get(0)));
        }
        return path.size() > 3 ? Optional.empty() : Optional.ofNullable(views.get(id(path)));
    }

    private RelationId id(List<String> path) {
        return switch (path.size()) {
            case 1 -> current.relation(path.get(0));
            case 2 -> new RelationId(current.catalog(), path.get(0), path.get(1));
            case 3 -> new RelationId(path.get(0), path.get(1), path.get(2));
            default -> throw new Uncovered("A relation's name has three parts at most");
        };
    }

    private Optional<List<Known>> columns(RelationId id) {
        return relations
                .relation(id)
                .map(Relation::schema)
                .map(schema -> schema.columns().stream()
                        .map(column -> new Known(
                                column.name(),
                                !column.nullable() || schema.primaryKey().contains(column.name())))
                        .toList());
    }

    /** A relation's rows; one node for each name that they are read by. */
    private Rows source(RelationId id, Map<String, String> hints, String name, boolean given) {
        Step.Source step = new Step.Source(id, hints);
        for (Made made : growing.nodes()) {
            if (made.step().equals(step) && (made.name().equals(name) || !given && made.nameless())) {
                return made.rows();
            }
        }
        return given
                ? growing.add(name, step, List.of(), "", columns(id))
                : growing.add(name, step, List.of(), columns(id));
    }

    private int hintsEnd(int at) {
        if (at >= text.count() || text.get(at).kind() != Kind.HINT_OPEN) {
            return at;
        }
        int end = at;
        while (end < text.count() && text.get(end).kind() != Kind.HINT_CLOSE) {
            end++;
        }
        return end + 1;
    }

    private Map<String, String> hints(int from, int to) {
        if (from == to) {
            return Map.of();
        }
        if (!text.word(from + 1, "OPTIONS") || !text.symbol(from + 2, "(") || text.partner(from + 2) != to - 2) {
            throw new Uncovered("A hint other than OPTIONS is not known");
        }
        Map<String, String> options = new LinkedHashMap<>();
        for (Part option : text.list(from + 3, to - 2)) {
            boolean pair = option.length() == 3
                    && text.get(option.from()).kind() == Kind.STRING
                    && text.symbol(option.from() + 1, "=")
                    && text.get(option.from() + 2).kind() == Kind.STRING;
            if (!pair) {
                throw new Uncovered("A hint of this form is not known");
            }
            options.put(literal(option.from()), literal(option.from() + 2));
        }
        return options;
    }

    private String literal(int at) {
        String raw = text.get(at).text();
        if (!raw.startsWith("'")) {
            throw new Uncovered("A text with a prefix is not known here");
        }
        return raw.substring(1, raw.length() - 1).replace("''", "'");
    }

    private int fromClause(int from, int to) {
        for (int at = from; at < to; at = text.next(at)) {
            if (text.word(at, "FROM") && !isDistinctFrom(at)) {
                return at;
            }
        }
        return to;
    }

    private List<Item> items(int from, int to) {
        List<Item> items = new ArrayList<>();
        int place = 0;
        for (Part part : text.list(from, to)) {
            items.add(item(part, place++));
        }
        return items;
    }

    private Item item(Part part, int place) {
        int last = part.to() - 1;
        if (part.length() == 1 && text.symbol(last, "*")) {
            return new Item(part, "", true, "", place);
        }
        if (part.length() == 3 && text.symbol(last, "*") && text.symbol(last - 1, ".")) {
            return new Item(part, "", true, text.get(part.from()).name(), place);
        }
        if (part.length() > 2 && text.word(last - 1, "AS") && text.name(last)) {
            return new Item(new Part(part.from(), last - 1), text.get(last).name(), false, "", place);
        }
        if (part.length() > 1 && text.name(last) && endsExpression(last - 1)) {
            return new Item(new Part(part.from(), last), text.get(last).name(), false, "", place);
        }
        int end = pathEnd(part.from());
        String name = end == part.to() ? text.get(last).name() : "EXPR$" + place;
        return new Item(part, name, false, "", place);
    }

    private boolean endsExpression(int at) {
        Kind kind = text.get(at).kind();
        return kind == Kind.STRING
                || kind == Kind.NUMBER
                || kind == Kind.QUOTED_NAME
                || text.name(at)
                || text.symbol(at, ")")
                || text.symbol(at, "]")
                || text.anyWord(
                        at, Set.of("END", "NULL", "TRUE", "FALSE", "DAY", "HOUR", "MINUTE", "SECOND", "MONTH", "YEAR"));
    }

    /** Where a call of an aggregate function ends that starts here, FILTER and all; {@code at} if none does. */
    private int aggregateEnd(int at) {
        boolean call = text.get(at).kind() == Kind.WORD
                && text.symbol(at + 1, "(")
                && aggregates.contains(text.get(at).text().toUpperCase(Locale.ROOT));
        if (!call) {
            return at;
        }
        int end = text.partner(at + 1) + 1;
        if (text.word(end, "WITHIN") && text.symbol(end + 2, "(")) {
            end = text.partner(end + 2) + 1;
        }
        if (text.word(end, "FILTER") && text.symbol(end + 1, "(")) {
            end = text.partner(end + 1) + 1;
        }
        return text.word(end, "OVER") ? at : end;
    }

    private boolean aggregates(Part part) {
        for (int at = part.from(); at < part.to(); at++) {
            if (aggregateEnd(at) > at) {
                return true;
            }
        }
        return false;
    }

    private boolean holdsQuery(Part part) {
        for (int at = part.from(); at < part.to(); at++) {
            if (text.symbol(at, "(") && (text.word(at + 1, "SELECT") || text.word(at + 1, "WITH"))) {
                return true;
            }
        }
        return false;
    }

    /** An expression, whose names are written anew for the node that it is to stand in. */
    private final class Expression {

        private final Part part;
        private final Map<Part, String> instead = new LinkedHashMap<>();
        private Set<String> outer = Set.of();

        Expression(Part part) {
            this.part = part;
        }

        Expression within(Meaning env) {
            outer = env.outer();
            return this;
        }

        /** Text for a part of it. */
        Expression with(Part piece, String replacement) {
            instead.put(piece, replacement);
            return this;
        }

        /** As it is written over one node. */
        String over(Scope scope) {
            return write(scope, Optional.empty());
        }

        /** As it is written over two nodes. */
        String over(Scope left, Scope right) {
            return write(left, Optional.of(right));
        }

        private String write(Scope left, Optional<Scope> right) {
            StringBuilder sql = new StringBuilder();
            String whole = text.slice(part);
            int base = part.isEmpty() ? 0 : text.from(part.from());
            int done = base;
            for (int at = part.from(); at < part.to(); at++) {
                Optional<Map.Entry<Part, String>> swap = swapped(at);
                int end;
                String written;
                if (swap.isPresent()) {
                    end = swap.get().getKey().to();
                    written = swap.get().getValue();
                } else {
                    if (text.symbol(at, "(") && (text.word(at + 1, "SELECT") || text.word(at + 1, "WITH"))) {
                        throw new Uncovered("A query stands inside of an expression");
                    }
                    if (!startsName(at)) {
                        continue;
                    }
                    end = pathEnd(at);
                    if (text.symbol(end, "(") || text.symbol(end, "=>")) {
                        at = end - 1;
                        continue;
                    }
                    Optional<String> name = name(at, end, left, right);
                    if (name.isEmpty()) {
                        at = end - 1;
                        continue;
                    }
                    written = name.get();
                }
                sql.append(whole, done - base, text.from(at) - base).append(written);
                done = text.to(end - 1);
                at = end - 1;
            }
            text.keep(part.from(), part.to());
            return sql.append(whole, done - base, whole.length()).toString();
        }

        private Optional<Map.Entry<Part, String>> swapped(int at) {
            return instead.entrySet().stream()
                    .filter(entry -> entry.getKey().from() == at)
                    .findFirst();
        }

        private boolean startsName(int at) {
            return text.name(at) && !text.symbol(at - 1, ".") && !(text.word(at - 1, "AS") && at > part.from());
        }

        /** A name as it has to be written; empty if it may stay as it is. */
        private Optional<String> name(int at, int end, Scope left, Optional<Scope> right) {
            List<String> path = path(at, end);
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
            List<Visible> inRight = right.map(scope -> scope.having(first)).orElse(List.of());
            List<Visible> inLeft = left.having(first);
            if (!inRight.isEmpty()) {
                return Optional.empty();
            }
            if (!inLeft.isEmpty()) {
                String now = inLeft.get(0).now(first).orElse(first);
                if (inLeft.size() > 1) {
                    throw new Uncovered("The column " + first + " is one of two");
                }
                boolean told = right.isPresent() && right.get().has(now);
                String rest = rest(at, end, 1);
                if (told) {
                    return Optional.of(Lexeme.written(left.rows().node()) + "." + Lexeme.written(now) + rest);
                }
                return now.equals(first) ? Optional.empty() : Optional.of(Lexeme.written(now) + rest);
            }
            boolean known = left.allKnown() && right.map(Scope::allKnown).orElse(true);
            if (outer.contains(first)) {
                throw new Uncovered("A query inside of another asks for a column of that one: " + first);
            }
            if (!known && !left.single()) {
                throw new Uncovered("Which relation the column " + first + " belongs to is not known");
            }
            if (path.size() > 2
                    && (left.item(path.get(1)).isPresent()
                            || left.item(path.get(2)).isPresent())) {
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
            if (keep && alias.equals(scope.rows().node()) && now.equals(column)) {
                return Optional.empty();
            }
            String name = keep ? Lexeme.written(scope.rows().node()) + "." + Lexeme.written(now) : Lexeme.written(now);
            return Optional.of(name + rest(at, end, 2));
        }

        private String rest(int at, int end, int skipped) {
            StringBuilder rest = new StringBuilder();
            for (int part = at + 2 * skipped; part < end; part += 2) {
                rest.append('.').append(text.get(part).text());
            }
            return rest.toString();
        }
    }

    private From from(int from, int to) {
        int[] at = {from};
        Table first = table(at, to);
        List<Joined> rest = new ArrayList<>();
        while (at[0] < to) {
            if (text.symbol(at[0], ",")) {
                at[0]++;
                rest.add(new Joined(Step.JoinKind.INNER, table(at, to), Optional.empty()));
                continue;
            }
            Step.JoinKind kind = Step.JoinKind.INNER;
            boolean crossed = false;
            if (text.word(at[0], "NATURAL")) {
                throw new Uncovered("A NATURAL JOIN joins by whatever columns have one name");
            }
            if (text.word(at[0], "CROSS")) {
                crossed = true;
                at[0]++;
            } else if (text.word(at[0], "INNER")) {
                at[0]++;
            } else if (text.anyWord(at[0], Set.of("LEFT", "RIGHT", "FULL"))) {
                kind = Step.JoinKind.valueOf(text.get(at[0]).text().toUpperCase(Locale.ROOT));
                at[0] += text.word(at[0] + 1, "OUTER") ? 2 : 1;
            }
            if (!text.word(at[0], "JOIN")) {
                throw new Uncovered(
                        text.get(at[0]).text().toUpperCase(Locale.ROOT) + " behind a relation is not known");
            }
            at[0]++;
            Table table = table(at, to);
            Optional<Part> on = Optional.empty();
            if (!crossed) {
                if (!text.word(at[0], "ON")) {
                    throw new Uncovered("A JOIN without ON of its own is not known");
                }
                int end = onEnd(at[0] + 1, to);
                on = Optional.of(new Part(at[0] + 1, end));
                at[0] = end;
            }
            rest.add(new Joined(kind, table, on));
        }
        return new From(first, rest);
    }

    private int onEnd(int from, int to) {
        for (int at = from; at < to; at = text.next(at)) {
            boolean function = text.symbol(at + 1, "(");
            if (text.symbol(at, ",") || text.anyWord(at, JOINING) && !function) {
                return at;
            }
        }
        return to;
    }

    private Table table(int[] at, int to) {
        int start = at[0];
        if (start >= to) {
            throw new Uncovered("A relation is missing in FROM");
        }
        Table.Kinds kind;
        Part part;
        int end;
        Optional<Part> time = Optional.empty();
        if (text.word(start, "LATERAL") && text.word(start + 1, "TABLE") && text.symbol(start + 2, "(")) {
            kind = Table.Kinds.FUNCTION;
            end = text.partner(start + 2) + 1;
            part = new Part(start + 3, end - 1);
        } else if (text.word(start, "UNNEST") && text.symbol(start + 1, "(")) {
            kind = Table.Kinds.UNNEST;
            end = text.partner(start + 1) + 1;
            part = new Part(start, end);
            if (text.word(end, "WITH")) {
                throw new Uncovered("WITH ORDINALITY is not known");
            }
        } else if (text.word(start, "TABLE") && text.symbol(start + 1, "(")) {
            kind = Table.Kinds.WINDOW;
            end = text.partner(start + 1) + 1;
            part = new Part(start + 2, end - 1);
        } else if (text.symbol(start, "(")) {
            if (!text.anyWord(start + 1, Set.of("SELECT", "WITH", "VALUES")) && !text.symbol(start + 1, "(")) {
                throw new Uncovered("Joins in brackets are not known");
            }
            kind = Table.Kinds.QUERY;
            end = text.partner(start) + 1;
            part = new Part(start + 1, end - 1);
        } else {
            kind = Table.Kinds.NAMED;
            end = pathEnd(start);
            if (end == start || text.symbol(end, "(")) {
                throw new Uncovered("What stands in FROM is no relation that is known: "
                        + text.get(start).text());
            }
            end = hintsEnd(end);
            part = new Part(start, end);
            if (text.word(end, "FOR") && text.word(end + 1, "SYSTEM_TIME")) {
                int timeStart = end + 4;
                int timeEnd = timeStart;
                while (timeEnd < to
                        && !text.anyWord(timeEnd, AFTER_TABLE)
                        && !(text.name(timeEnd) && timeEnd > timeStart && !text.symbol(timeEnd - 1, "."))) {
                    timeEnd = text.next(timeEnd);
                }
                time = Optional.of(new Part(timeStart, timeEnd));
                end = timeEnd;
            }
        }
        if (text.anyWord(end, Set.of("MATCH_RECOGNIZE", "TABLESAMPLE", "PIVOT", "UNPIVOT"))) {
            throw new Uncovered(text.get(end).text().toUpperCase(Locale.ROOT) + " has no step of its own");
        }
        String alias = "";
        boolean aliased = false;
        List<String> columns = List.of();
        if (text.word(end, "AS") || text.name(end) && end < to && !text.anyWord(end, AFTER_TABLE)) {
            end += text.word(end, "AS") ? 1 : 0;
            alias = text.get(end).name();
            aliased = true;
            end++;
            if (text.symbol(end, "(")) {
                columns = names(end);
                end = text.partner(end) + 1;
            }
        } else if (kind == Table.Kinds.NAMED) {
            alias = text.get(pathEnd(start) - 1).name();
        }
        if (text.word(end, "MATCH_RECOGNIZE")) {
            throw new Uncovered("MATCH_RECOGNIZE has no step of its own");
        }
        at[0] = end;
        return new Table(kind, part, alias, aliased, columns, time);
    }

    /** Where ROW_NUMBER counts rows of a group. */
    private record Numbering(List<Part> partition, List<Part> order) {}

    private Optional<Numbering> numbering(Part part) {
        int at = part.from();
        boolean shape = text.word(at, "ROW_NUMBER")
                && text.symbol(at + 1, "(")
                && text.symbol(at + 2, ")")
                && text.word(at + 3, "OVER")
                && text.symbol(at + 4, "(")
                && text.partner(at + 4) == part.to() - 1;
        if (!shape) {
            return Optional.empty();
        }
        int inner = at + 5;
        int close = part.to() - 1;
        int order = text.find(inner, close, Set.of("ORDER"));
        int rows = text.find(inner, close, Set.of("ROWS", "RANGE"));
        if (order == close || rows < close) {
            return Optional.empty();
        }
        List<Part> partition = text.word(inner, "PARTITION") ? text.list(inner + 2, order) : List.of();
        return Optional.of(new Numbering(partition, text.list(order + 2, close)));
    }

    /** How many of a group's rows are kept. @param exactly whether it says that it is the first one */
    private record Kept(long count, boolean exactly) {}

    private Optional<Kept> kept(int operator, int to) {
        if (operator + 2 != to || !number(operator + 1)) {
            return Optional.empty();
        }
        long number = Long.parseLong(text.get(operator + 1).text());
        if (text.symbol(operator, "<=") && number > 0) {
            return Optional.of(new Kept(number, false));
        }
        if (text.symbol(operator, "<") && number > 1) {
            return Optional.of(new Kept(number - 1, false));
        }
        return text.symbol(operator, "=") && number == 1 ? Optional.of(new Kept(1, true)) : Optional.empty();
    }

    /** One SELECT with all its clauses. */
    private final class Select {

        private final Part body;
        private final Meaning env;
        private final Ending ending;
        private final boolean distinct;
        private final int fromAt;
        private List<Item> items;
        private Optional<Part> where = Optional.empty();
        private Optional<Part> group = Optional.empty();
        private Optional<Part> having = Optional.empty();
        private Optional<Part> qualify = Optional.empty();

        /** What the query computes and what its column is called, to find it again in ORDER BY. */
        private final Map<String, String> outputs = new HashMap<>();

        private boolean projected;
        private boolean numbered;
        private Scope scope = new Scope(new Rows("", Optional.empty()), List.of());

        Select(Part body, Meaning env, Ending ending) {
            this.body = body;
            this.env = env;
            this.ending = ending;
            int at = body.from() + 1;
            if (text.get(at).kind() == Kind.HINT_OPEN) {
                throw new Uncovered("A hint behind SELECT is not known");
            }
            distinct = text.word(at, "DISTINCT");
            at += distinct || text.word(at, "ALL") ? 1 : 0;
            fromAt = fromClause(at, body.to());
            if (fromAt == body.to()) {
                throw new Uncovered("A SELECT without FROM makes a row from nothing");
            }
            items = items(at, fromAt);
            int clause = text.find(fromAt + 1, body.to(), CLAUSES);
            while (clause < body.to()) {
                int end = text.find(clause + 1, body.to(), CLAUSES);
                boolean by = text.word(clause, "GROUP");
                Optional<Part> part = Optional.of(new Part(clause + (by ? 2 : 1), end));
                switch (text.get(clause).text().toUpperCase(Locale.ROOT)) {
                    case "WHERE" -> where = part;
                    case "GROUP" -> group = part;
                    case "HAVING" -> having = part;
                    case "QUALIFY" -> qualify = part;
                    default -> throw new Uncovered("A WINDOW clause is not known");
                }
                clause = end;
            }
        }

        private int fromEnd() {
            return text.find(fromAt + 1, body.to(), CLAUSES);
        }

        Rows read() {
            From from = from(fromAt + 1, fromEnd());
            List<Part> conditions = where.map(text::conjuncts).orElse(List.of());
            boolean grouped = group.isPresent()
                    || having.isPresent()
                    || items.stream().anyMatch(item -> aggregates(item.expression()));
            boolean simple = !grouped && !distinct && qualify.isEmpty();
            List<Part> left = new ArrayList<>(conditions);
            boolean folded = false;
            Optional<Scope> ranked = from.rest().isEmpty() ? ranked(from.first(), left) : Optional.empty();
            if (ranked.isPresent()) {
                scope = ranked.get();
                numbered = qualify.isEmpty() && left.isEmpty() && ending.isEmpty();
            } else {
                folded = joins(from, left, simple);
            }
            if (!folded) {
                folded = filter(conditions, left, simple);
            }
            if (grouped) {
                aggregate();
            } else if (!folded) {
                qualify.ifPresent(this::first);
                project();
            }
            if (grouped && qualify.isPresent()) {
                throw new Uncovered("QUALIFY behind GROUP BY is not known");
            }
            if (ending.isEmpty()) {
                return scope.rows();
            }
            Scope over = projected ? Scope.of(scope.rows(), "") : scope;
            return sorted(over, scope, checked(over), items, outputs);
        }

        /** What is ordered by has to be in the result: nodes that follow have nothing else. */
        private Ending checked(Scope over) {
            for (Part ordering : projected ? ending.order() : List.<Part>of()) {
                Part part = withoutOrder(ordering);
                if (outputs.containsKey(key(part, scope))) {
                    continue;
                }
                for (int at = part.from(); at < part.to(); at++) {
                    if (!text.name(at) || text.symbol(at - 1, ".")) {
                        continue;
                    }
                    int end = pathEnd(at);
                    boolean known = over.rows().columns().isEmpty()
                            || over.has(text.get(at).name());
                    if (!text.symbol(end, "(") && !known) {
                        throw new Uncovered("It is ordered by what is not in the result");
                    }
                }
            }
            return ending;
        }

        private Part withoutOrder(Part part) {
            int end = part.to();
            end -= text.word(end - 2, "NULLS") ? 2 : 0;
            end -= text.word(end - 1, "DESC") || text.word(end - 1, "ASC") ? 1 : 0;
            return new Part(part.from(), end);
        }

        // --- FROM ---

        private Scope scopeOf(Table table) {
            Rows rows =
                    switch (table.kind()) {
                        case NAMED -> named(table);
                        case QUERY ->
                            query(
                                    table.part(),
                                    env,
                                    table.aliased() && table.columns().isEmpty()
                                            ? Optional.of(table.alias())
                                            : Optional.empty(),
                                    List.of());
                        case WINDOW -> windowed(table.part());
                        case FUNCTION, UNNEST -> throw new Uncovered("A table function needs rows to be called for");
                    };
            if (!table.columns().isEmpty()) {
                rows = renamed(rows, table.columns(), Optional.empty());
            }
            return Scope.of(rows, table.alias());
        }

        private Rows named(Table table) {
            int end = pathEnd(table.part().from());
            List<String> path = path(table.part().from(), end);
            Optional<Rows> found = lookedUp(path, env);
            if (found.isPresent()) {
                if (end < table.part().to()) {
                    throw new Uncovered("A hint for the rows of a query is not known");
                }
                return found.get();
            }
            return source(id(path), hints(end, table.part().to()), table.alias(), table.aliased());
        }

        private Rows windowed(Part part) {
            int at = part.from();
            if (!text.anyWord(at, WINDOWS) || !text.symbol(at + 1, "(") || text.partner(at + 1) != part.to() - 1) {
                throw new Uncovered("This table function has no step of its own: "
                        + text.get(at).text());
            }
            String function = text.get(at).text().toUpperCase(Locale.ROOT);
            List<Part> arguments = text.list(at + 2, part.to() - 1);
            arguments.forEach(argument -> {
                if (text.symbol(argument.from() + 1, "=>")) {
                    throw new Uncovered("Arguments with names are not known here");
                }
            });
            int expected = function.equals("TUMBLE") || function.equals("SESSION") ? 3 : 4;
            if (arguments.size() != expected) {
                throw new Uncovered("A window with an offset is not known");
            }
            Part data = arguments.get(0);
            Rows rows;
            int end;
            if (text.word(data.from(), "TABLE") && text.name(data.from() + 1)) {
                end = pathEnd(data.from() + 1);
                List<String> path = path(data.from() + 1, end);
                rows = lookedUp(path, env).orElseGet(() -> source(id(path), Map.of(), id(path).name(), false));
            } else if (text.symbol(data.from(), "(")) {
                end = text.partner(data.from()) + 1;
                rows = query(new Part(data.from() + 1, end - 1), env, Optional.empty(), List.of());
            } else {
                throw new Uncovered("A window over this is not known");
            }
            List<String> partition = List.of();
            if (text.word(end, "PARTITION") && function.equals("SESSION")) {
                List<String> keys = new ArrayList<>();
                int first = end + 2;
                boolean bracketed = text.symbol(first, "(");
                for (Part key : bracketed ? text.list(first + 1, data.to() - 1) : text.list(first, data.to())) {
                    if (key.length() != 1 || !text.name(key.from())) {
                        throw new Uncovered("Sessions are told apart by columns only");
                    }
                    keys.add(text.get(key.from()).name());
                }
                partition = keys;
            } else if (end != data.to()) {
                throw new Uncovered("A window over this is not known");
            }
            Part time = arguments.get(1);
            if (!text.word(time.from(), "DESCRIPTOR") || time.length() != 4) {
                throw new Uncovered("A window's time is a column");
            }
            String first = text.slice(arguments.get(2));
            text.keep(arguments.get(2).from(), arguments.get(2).to());
            String second = expected == 4 ? text.slice(arguments.get(3)) : "";
            text.keep(
                    arguments.get(expected - 1).from(),
                    arguments.get(expected - 1).to());
            Step.Windowing windowing =
                    switch (function) {
                        case "TUMBLE" -> new Step.Windowing.Tumble(first);
                        case "HOP" -> new Step.Windowing.Hop(first, second);
                        case "CUMULATE" -> new Step.Windowing.Cumulate(first, second);
                        default -> new Step.Windowing.Session(first, partition);
                    };
            Optional<List<Known>> columns = rows.columns().map(known -> {
                List<Known> more = new ArrayList<>(known);
                more.add(new Known("window_start", true));
                more.add(new Known("window_end", true));
                more.add(new Known("window_time", true));
                return more;
            });
            return growing.add(
                    "windowed",
                    new Step.Window(text.get(time.from() + 2).name(), windowing),
                    List.of(rows.node()),
                    columns);
        }

        /** Joins what stands in FROM; whether the SELECT's columns are those of the last join. */
        private boolean joins(From from, List<Part> left, boolean simple) {
            if (from.first().time().isPresent()) {
                throw new Uncovered("FOR SYSTEM_TIME AS OF on the first relation reads it as it was once");
            }
            scope = scopeOf(from.first());
            List<Scope> rights = new ArrayList<>();
            boolean plain = true;
            for (Joined joined : from.rest()) {
                boolean lateral = isCall(joined.table());
                plain &= !lateral
                        && joined.kind() == Step.JoinKind.INNER
                        && joined.table().time().isEmpty();
                rights.add(lateral ? scope : scopeOf(joined.table()));
            }
            List<List<Part>> conditions = new ArrayList<>();
            for (int at = 0; at < rights.size(); at++) {
                conditions.add(new ArrayList<>());
            }
            if (plain && !rights.isEmpty()) {
                distribute(rights, left, conditions);
            }
            boolean folds = simple
                    && left.isEmpty()
                    && !rights.isEmpty()
                    && items.stream().noneMatch(Item::star);
            boolean whole =
                    simple && left.isEmpty() && isStar() && ending.order().isEmpty();
            for (int at = 0; at < rights.size(); at++) {
                Joined joined = from.rest().get(at);
                if (isCall(joined.table())) {
                    call(joined);
                    folds &= at < rights.size() - 1;
                    continue;
                }
                boolean last = at == rights.size() - 1;
                join(joined, rights.get(at), conditions.get(at), folds && last, whole && last);
            }
            boolean lastFolds =
                    folds && !isCall(from.rest().get(rights.size() - 1).table());
            projected |= lastFolds;
            return lastFolds;
        }

        private boolean isCall(Table table) {
            return table.kind() == Table.Kinds.FUNCTION || table.kind() == Table.Kinds.UNNEST;
        }

        private boolean isStar() {
            return items.size() == 1
                    && items.get(0).star()
                    && items.get(0).qualifier().isEmpty();
        }

        /** Conditions on columns of several relations go where the last of them is joined. */
        private void distribute(List<Scope> rights, List<Part> left, List<List<Part>> conditions) {
            for (Part condition : List.copyOf(left)) {
                if (holdsQuery(condition) || !equals(condition)) {
                    continue;
                }
                Set<Integer> used = new HashSet<>();
                boolean clear = true;
                for (int at = condition.from(); at < condition.to(); at++) {
                    if (!text.name(at) || text.symbol(at - 1, ".")) {
                        continue;
                    }
                    int end = pathEnd(at);
                    if (text.symbol(end, "(")) {
                        continue;
                    }
                    String first = text.get(at).name();
                    List<Integer> owners = new ArrayList<>();
                    for (int one = -1; one < rights.size(); one++) {
                        Scope of = one < 0 ? scope : rights.get(one);
                        boolean named = end > at + 1 && of.item(first).isPresent();
                        if (named) {
                            owners = new ArrayList<>(List.of(one));
                            break;
                        }
                        if (!of.having(first).isEmpty()) {
                            owners.add(one);
                        }
                    }
                    clear &= owners.size() == 1;
                    used.addAll(owners);
                }
                if (clear && used.size() > 1) {
                    conditions
                            .get(used.stream().mapToInt(one -> one).max().orElse(0))
                            .add(condition);
                    left.remove(condition);
                }
            }
        }

        private boolean equals(Part condition) {
            for (int at = condition.from(); at < condition.to(); at = text.next(at)) {
                if (text.symbol(at, "=")) {
                    return true;
                }
            }
            return false;
        }

        private void join(Joined joined, Scope given, List<Part> conditions, boolean folds, boolean wholly) {
            Scope right = apart(given, joined.table().alias());
            boolean star = items.stream().anyMatch(Item::star);
            List<NamedExpression> columns = new ArrayList<>();
            Optional<List<Known>> known;
            Scope next;
            if (folds) {
                Scope before = scope;
                List<Known> out = new ArrayList<>();
                for (Item item : named(items)) {
                    columns.add(new NamedExpression(
                            new Expression(item.expression()).within(env).over(before, right), item.name()));
                    outputs.put(key(item.expression(), before, right), item.name());
                    out.add(new Known(item.name(), false));
                }
                known = Optional.of(out);
                next = new Scope(new Rows("", known), scope.items());
            } else if (wholly && right.rows().columns().isPresent() && twice(right)) {
                // Nothing but a star over it: which of two columns of one name is meant is not asked here.
                next = new Scope(new Rows("", Optional.empty()), List.of(new Visible("", Optional.empty())));
            } else {
                next = sideBySide(right, joined.kind(), columns, star);
            }
            Step step = step(joined, right, conditions, columns);
            Rows rows = growing.add(
                    "joined",
                    step,
                    List.of(scope.rows().node(), right.rows().node()),
                    next.rows().columns());
            scope = next.at(rows);
        }

        /** A node joined with itself gets a second name. */
        private Scope apart(Scope right, String alias) {
            if (!right.rows().node().equals(scope.rows().node())) {
                return right;
            }
            Step again = new Step.Project(true, List.of(), false);
            boolean free = growing.find(alias).isEmpty() && !alias.isEmpty();
            Rows rows = free
                    ? growing.add(
                            alias,
                            again,
                            List.of(right.rows().node()),
                            "",
                            right.rows().columns())
                    : growing.add(
                            "again",
                            again,
                            List.of(right.rows().node()),
                            right.rows().columns());
            return right.at(rows);
        }

        private Scope sideBySide(Scope right, Step.JoinKind kind, List<NamedExpression> columns, boolean star) {
            Visible item = right.items().get(0);
            Optional<List<Known>> leftKnown = scope.rows().columns();
            Optional<List<Known>> rightKnown = right.rows().columns();
            if (leftKnown.isEmpty() || rightKnown.isEmpty()) {
                List<Visible> unknown = new ArrayList<>();
                scope.items().forEach(one -> unknown.add(new Visible(one.alias(), Optional.empty())));
                unknown.add(new Visible(item.alias(), Optional.empty()));
                return new Scope(new Rows("", Optional.empty()), unknown);
            }
            boolean leftKept = kind == Step.JoinKind.INNER || kind == Step.JoinKind.LEFT;
            boolean rightKept = kind == Step.JoinKind.INNER || kind == Step.JoinKind.RIGHT;
            boolean twice = rightKnown.get().stream().anyMatch(column -> scope.has(column.name()));
            List<Known> known = new ArrayList<>();
            Set<String> taken = new HashSet<>();
            Set<String> used = usedNames();
            List<Visible> items = new ArrayList<>();
            for (Visible one : scope.items()) {
                List<Mapped> kept = new ArrayList<>();
                for (Mapped mapped : one.columns().orElse(List.of())) {
                    if (!twice || star || used.contains(mapped.column())) {
                        kept.add(mapped);
                    }
                }
                items.add(new Visible(one.alias(), Optional.of(kept)));
            }
            for (Known column : leftKnown.get()) {
                boolean kept = items.stream()
                        .anyMatch(one -> one.columns().orElse(List.of()).stream()
                                .anyMatch(mapped -> mapped.now().equals(column.name())));
                if (kept) {
                    taken.add(column.name());
                    known.add(new Known(column.name(), column.notNull() && leftKept));
                    String name = Lexeme.written(column.name());
                    boolean both = right.has(column.name());
                    columns.add(new NamedExpression(
                            both ? Lexeme.written(scope.rows().node()) + "." + name : name, column.name()));
                }
            }
            List<Mapped> mine = new ArrayList<>();
            for (Known column : rightKnown.get()) {
                if (twice && !star && !used.contains(column.name())) {
                    continue;
                }
                String name = column.name();
                boolean both = scope.has(name);
                if (taken.contains(name)) {
                    name = item.alias().isEmpty() ? name + "_2" : item.alias() + "_" + name;
                }
                while (!taken.add(name)) {
                    name = name + "_";
                }
                mine.add(new Mapped(column.name(), name));
                known.add(new Known(name, column.notNull() && rightKept));
                String written = Lexeme.written(column.name());
                columns.add(new NamedExpression(
                        both ? Lexeme.written(right.rows().node()) + "." + written : written, name));
            }
            if (!twice) {
                columns.clear();
            } else if (columns.isEmpty()) {
                throw new Uncovered("A join of which no column is used is not known");
            }
            items.add(new Visible(item.alias(), Optional.of(mine)));
            return new Scope(new Rows("", Optional.of(known)), items);
        }

        private boolean twice(Scope right) {
            return right.rows().columns().orElse(List.of()).stream().anyMatch(column -> scope.has(column.name()));
        }

        private Set<String> usedNames() {
            Set<String> used = new HashSet<>();
            int end = ending.order().isEmpty()
                    ? body.to()
                    : ending.order().get(ending.order().size() - 1).to();
            for (int at = body.from(); at < end; at++) {
                if (isPathPart(at)) {
                    used.add(text.get(at).name());
                }
            }
            return used;
        }

        private Step step(Joined joined, Scope right, List<Part> conditions, List<NamedExpression> columns) {
            if (joined.table().time().isPresent()) {
                Part on = joined.on().orElseThrow(() -> new Uncovered("A temporal join needs ON"));
                if (joined.kind() != Step.JoinKind.INNER && joined.kind() != Step.JoinKind.LEFT) {
                    throw new Uncovered("A temporal join is an inner or a left one");
                }
                Part time = joined.table().time().get();
                int last = time.to() - 1;
                boolean plain = pathEnd(time.from()) == time.to();
                String column = plain
                        ? time.length() > 1
                                ? Lexeme.written(scope.item(
                                                text.get(time.from()).name())
                                        .flatMap(item -> item.now(text.get(last).name()))
                                        .orElse(text.get(last).name()))
                                : text.slice(time)
                        : new Expression(time).within(env).over(scope);
                return new Step.TemporalJoin(
                        joined.kind(), new Expression(on).within(env).over(scope, right), column, columns);
            }
            if (conditions.isEmpty() && joined.on().isPresent()) {
                Optional<Step> within = within(joined.kind(), joined.on().get(), right, columns);
                if (within.isPresent()) {
                    return within.get();
                }
            }
            StringBuilder on = new StringBuilder();
            joined.on().filter(part -> !isTrue(part)).ifPresent(part -> {
                boolean wrapped = !conditions.isEmpty() && Expressions.needsBrackets(text.slice(part));
                on.append(wrapped ? "(" : "")
                        .append(new Expression(part).within(env).over(scope, right))
                        .append(wrapped ? ")" : "");
            });
            for (Part condition : conditions) {
                on.append(on.isEmpty() ? "" : " AND ")
                        .append(new Expression(condition).within(env).over(scope, right));
            }
            return new Step.Join(joined.kind(), on.toString(), columns);
        }

        private boolean isTrue(Part part) {
            return part.length() == 1 && text.word(part.from(), "TRUE");
        }

        /** {@code on AND left BETWEEN right - INTERVAL … AND right + INTERVAL …}. */
        private Optional<Step> within(Step.JoinKind kind, Part on, Scope right, List<NamedExpression> columns) {
            List<Part> conditions = text.conjuncts(on);
            Part last = conditions.get(conditions.size() - 1);
            int between = text.find(last.from(), last.to(), Set.of("BETWEEN"));
            int and = text.find(between, last.to(), Set.of("AND"));
            if (between == last.to() || and == last.to() || pathEnd(last.from()) != between) {
                return Optional.empty();
            }
            Optional<Part> from = shift(between + 1, and);
            Optional<Part> to = shift(and + 1, last.to());
            if (from.isEmpty()
                    || to.isEmpty()
                    || from.get().isEmpty() && to.get().isEmpty()) {
                return Optional.empty();
            }
            Part leftTime = new Part(last.from(), between);
            Part rightTime = new Part(between + 1, pathEnd(between + 1));
            Part other = new Part(and + 1, pathEnd(and + 1));
            boolean turned = isOf(leftTime, right, scope) || isOf(rightTime, scope, right);
            if (turned || !key(rightTime, right).equals(key(other, right))) {
                return Optional.empty();
            }
            Part rest = new Part(on.from(), conditions.size() == 1 ? on.from() : last.from() - 1);
            if (rest.length() > 2 && text.symbol(rest.from(), "(") && text.partner(rest.from()) == rest.to() - 1) {
                rest = new Part(rest.from() + 1, rest.to() - 1);
            }
            text.keep(from.get().from(), from.get().to());
            text.keep(to.get().from(), to.get().to());
            return Optional.of(new Step.IntervalJoin(
                    kind,
                    rest.isEmpty() ? "" : new Expression(rest).within(env).over(scope, right),
                    new Expression(leftTime).within(env).over(scope, right),
                    new Expression(rightTime).within(env).over(scope, right),
                    from.get().isEmpty() ? "INTERVAL '0' SECOND" : text.slice(from.get()),
                    to.get().isEmpty() ? "INTERVAL '0' SECOND" : text.slice(to.get()),
                    columns));
        }

        /** The interval behind a column and a sign; with the sign if it is a minus. */
        private Optional<Part> shift(int from, int to) {
            int sign = pathEnd(from);
            if (sign == from) {
                return Optional.empty();
            }
            if (sign == to) {
                return Optional.of(new Part(to, to));
            }
            boolean minus = text.symbol(sign, "-");
            if (!minus && !text.symbol(sign, "+") || !text.word(sign + 1, "INTERVAL")) {
                return Optional.empty();
            }
            // An interval and nothing else: INTERVAL 'n' UNIT, or with a precision or TO.
            for (int at = sign + 2; at < to; at++) {
                if (text.symbol(at, "+") || text.symbol(at, "-") || text.symbol(at, "*") || text.symbol(at, "/")) {
                    return Optional.empty();
                }
            }
            return Optional.of(new Part(minus ? sign : sign + 1, to));
        }

        /** Whether a column is known to be of one side and not of the other. */
        private boolean isOf(Part column, Scope side, Scope other) {
            String first = text.get(column.from()).name();
            if (column.length() > 1
                    && (side.item(first).isPresent() || other.item(first).isPresent())) {
                return side.item(first).isPresent();
            }
            return !side.having(first).isEmpty() && other.having(first).isEmpty();
        }

        private void call(Joined joined) {
            Table table = joined.table();
            boolean outer = joined.kind() == Step.JoinKind.LEFT;
            if (!outer && joined.kind() != Step.JoinKind.INNER
                    || joined.on().isPresent() && !isTrue(joined.on().get())) {
                throw new Uncovered("A table function is called for each row, without a condition");
            }
            if (outer && joined.on().isEmpty()) {
                throw new Uncovered("A table function kept outer needs ON TRUE");
            }
            String written = new Expression(table.part()).within(env).over(scope);
            List<String> names = new ArrayList<>();
            List<Mapped> mapped = new ArrayList<>();
            for (String column : table.columns()) {
                String name = column;
                while (!isStar() && (scope.has(name) || names.contains(name))) {
                    name = name + "_";
                }
                names.add(name);
                mapped.add(new Mapped(column, name));
            }
            Optional<List<Known>> columns = names.isEmpty()
                    ? Optional.empty()
                    : scope.rows().columns().map(known -> {
                        List<Known> more = new ArrayList<>(known);
                        names.forEach(name -> more.add(new Known(name, false)));
                        return more;
                    });
            Rows rows = growing.add(
                    "unfolded",
                    new Step.TableCall(written, names, outer),
                    List.of(scope.rows().node()),
                    columns);
            scope = scope.with(
                    rows, new Visible(table.alias(), names.isEmpty() ? Optional.empty() : Optional.of(mapped)));
        }

        // --- WHERE ---

        /** Filters by what is left to filter by; whether the SELECT's columns are those of the last step. */
        private boolean filter(List<Part> all, List<Part> left, boolean simple) {
            if (left.isEmpty()) {
                return false;
            }
            List<Part> plain =
                    left.stream().filter(condition -> !holdsQuery(condition)).toList();
            List<Part> asking =
                    left.stream().filter(QueryReader.this::holdsQuery).toList();
            if (!plain.isEmpty()) {
                String condition;
                if (plain.size() == all.size()) {
                    condition = new Expression(where.orElseThrow()).within(env).over(scope);
                } else {
                    List<String> texts = new ArrayList<>();
                    plain.forEach(
                            part -> texts.add(new Expression(part).within(env).over(scope)));
                    condition = String.join("\n  AND ", texts);
                }
                filtered(condition);
            }
            boolean folded = false;
            for (int at = 0; at < asking.size(); at++) {
                folded = ask(asking.get(at), simple && at == asking.size() - 1);
            }
            return folded;
        }

        private void filtered(String condition) {
            scope = scope.at(growing.add(
                    "filtered",
                    new Step.Filter(condition),
                    List.of(scope.rows().node()),
                    scope.rows().columns()));
        }

        /** A condition that asks another query. */
        private boolean ask(Part condition, boolean mayFold) {
            boolean not = text.word(condition.from(), "NOT");
            int at = condition.from() + (not ? 1 : 0);
            if (text.word(at, "EXISTS") && text.symbol(at + 1, "(") && text.partner(at + 1) == condition.to() - 1) {
                return exists(new Part(at + 2, condition.to() - 1), not, mayFold);
            }
            int in = text.find(condition.from(), condition.to(), Set.of("IN"));
            if (in < condition.to()
                    && text.symbol(in + 1, "(")
                    && text.partner(in + 1) == condition.to() - 1
                    && !not
                    && holdsQuery(new Part(in, condition.to()))) {
                among(condition, in);
                return false;
            }
            Expression expression = new Expression(condition).within(env);
            Optional<List<Known>> before = scope.rows().columns();
            scalars(condition, expression);
            filtered(expression.over(scope));
            if (items.stream().anyMatch(Item::star)) {
                // A star means the columns of FROM, not what was asked for beside them.
                List<NamedExpression> columns = before.orElse(List.of()).stream()
                        .map(column -> new NamedExpression(Lexeme.written(column.name()), column.name()))
                        .toList();
                scope = scope.at(growing.add(
                        "computed",
                        new Step.Project(false, columns, false),
                        List.of(scope.rows().node()),
                        before));
            }
            return false;
        }

        private boolean exists(Part asked, boolean not, boolean mayFold) {
            Part inner = unwrapped(asked);
            boolean plain = text.word(inner.from(), "SELECT")
                    && text.find(inner.from(), inner.to(), ENDING) == inner.to()
                    && text.find(inner.from(), inner.to(), SETS) == inner.to();
            if (!plain) {
                throw new Uncovered("EXISTS asks a query of a form that is not known");
            }
            Select select = new Select(inner, env, new Ending(List.of(), OptionalLong.empty(), OptionalLong.empty()));
            boolean grouped = select.group.isPresent()
                    || select.having.isPresent()
                    || select.qualify.isPresent()
                    || select.items.stream().anyMatch(item -> aggregates(item.expression()));
            From from = from(select.fromAt + 1, select.fromEnd());
            if (grouped || !from.rest().isEmpty() || from.first().time().isPresent()) {
                throw new Uncovered("EXISTS asks more than one relation for rows");
            }
            Scope right = apart(select.scopeOf(from.first()), from.first().alias());
            Step.JoinKind kind = not ? Step.JoinKind.ANTI : Step.JoinKind.SEMI;
            List<NamedExpression> columns = new ArrayList<>();
            boolean folds = mayFold && scope.single() && items.stream().noneMatch(Item::star);
            Optional<List<Known>> known = scope.rows().columns();
            if (folds) {
                List<Known> out = new ArrayList<>();
                for (Item item : named(items)) {
                    columns.add(new NamedExpression(
                            new Expression(item.expression()).within(env).over(scope), item.name()));
                    outputs.put(key(item.expression(), scope), item.name());
                    out.add(new Known(item.name(), false));
                }
                known = Optional.of(out);
                projected = true;
            }
            Optional<Step> within = select.where.flatMap(condition -> within(kind, condition, right, columns));
            Step step = within.orElseGet(() -> new Step.Join(
                    kind,
                    select.where
                            .map(condition ->
                                    new Expression(condition).within(env).over(scope, right))
                            .orElse(""),
                    columns));
            scope = scope.at(growing.add(
                    not ? "without" : "with_match",
                    step,
                    List.of(scope.rows().node(), right.rows().node()),
                    known));
            return folds;
        }

        private void among(Part condition, int in) {
            boolean not = text.word(in - 1, "NOT");
            Part value = new Part(condition.from(), not ? in - 1 : in);
            if (text.symbol(value.from(), "(")
                    && text.list(value.from() + 1, text.partner(value.from())).size() > 1) {
                throw new Uncovered("IN for several columns at once is not known");
            }
            Scope right = apart(asked(new Part(in + 2, condition.to() - 1)), "");
            List<Known> known = right.rows()
                    .columns()
                    .filter(columns -> columns.size() == 1)
                    .orElseThrow(() -> new Uncovered("IN asks a query whose column is not known"));
            boolean safe = pathEnd(value.from()) == value.to()
                    && scope.notNull(key(value, scope).strip())
                    && known.get(0).notNull();
            if (not && !safe) {
                throw new Uncovered("NOT IN a query is true of nothing as soon as that has a NULL");
            }
            String on = new Expression(value).within(env).over(scope, right) + " = "
                    + Lexeme.written(right.rows().node()) + "."
                    + Lexeme.written(known.get(0).name());
            if (pathEnd(value.from()) == value.to()
                    && value.length() == 1
                    && right.has(text.get(value.from()).name())) {
                on = Lexeme.written(scope.rows().node()) + "."
                        + key(value, scope).strip() + " = "
                        + Lexeme.written(right.rows().node()) + "."
                        + Lexeme.written(known.get(0).name());
            }
            scope = scope.at(growing.add(
                    not ? "without" : "with_match",
                    new Step.Join(not ? Step.JoinKind.ANTI : Step.JoinKind.SEMI, on, List.of()),
                    List.of(scope.rows().node(), right.rows().node()),
                    scope.rows().columns()));
        }

        /** A query inside of a condition, which must not ask for columns of this one. */
        private Scope asked(Part part) {
            Set<String> outer = new HashSet<>(env.outer());
            scope.items().forEach(item -> {
                outer.add(item.alias());
                item.columns().ifPresent(columns -> columns.forEach(column -> outer.add(column.column())));
            });
            int since = growing.size();
            Rows rows = covered(unwrapped(part), new Meaning(env.withs(), outer));
            growing.note(rows.node(), text.untold(text.from(part.from()), text.to(part.to() - 1)));
            return Scope.of(growing.size() > since ? rows : rows, "");
        }

        /** Puts the single values that a condition asks other queries for beside each row. */
        private void scalars(Part condition, Expression expression) {
            for (int at = condition.from(); at < condition.to(); at++) {
                if (!text.symbol(at, "(") || !(text.word(at + 1, "SELECT") || text.word(at + 1, "WITH"))) {
                    continue;
                }
                int close = text.partner(at);
                Part part = new Part(at + 1, close);
                boolean asks = text.anyWord(at - 1, Set.of("EXISTS", "IN", "ANY", "SOME", "ALL", "UNIQUE"));
                if (asks || !isOneRow(part)) {
                    throw new Uncovered("A query inside of a condition is not sure to give one row");
                }
                int since = growing.size();
                Scope right = asked(part);
                List<Known> columns = right.rows().columns().orElse(List.of());
                if (columns.size() != 1 || scope.rows().columns().isEmpty()) {
                    throw new Uncovered("A query inside of a condition gives more than one value");
                }
                String name = columns.get(0).name();
                boolean named = !name.startsWith("EXPR$") && !scope.has(name);
                Rows rows = right.rows();
                if (!named) {
                    name = "answer";
                    for (int number = 2; scope.has(name); number++) {
                        name = "answer_" + number;
                    }
                    Made made = growing.find(rows.node()).orElseThrow();
                    if (growing.isSince(since, rows.node())
                            && made.step() instanceof Step.Aggregate aggregate
                            && aggregate.keys().isEmpty()
                            && aggregate.measures().size() == 1) {
                        rows = growing.change(
                                rows.node(),
                                new Step.Aggregate(
                                        List.of(),
                                        List.of(new NamedExpression(
                                                aggregate.measures().get(0).expression(), name))),
                                Scope.named(List.of(name)));
                    } else {
                        rows = renamed(rows, List.of(name), Optional.empty());
                    }
                }
                List<Known> both = new ArrayList<>(scope.rows().columns().orElse(List.of()));
                both.add(new Known(name, false));
                Rows joined = growing.add(
                        "joined",
                        new Step.Join(Step.JoinKind.INNER, "", List.of()),
                        List.of(scope.rows().node(), rows.node()),
                        Optional.of(both));
                scope = scope.at(joined);
                expression.with(new Part(at, close + 1), Lexeme.written(name));
                at = close;
            }
        }

        /** Aggregates over all rows are one row, whatever the rows are. */
        private boolean isOneRow(Part part) {
            Part inner = unwrapped(part);
            if (!text.word(inner.from(), "SELECT")) {
                return false;
            }
            Set<String> other = new HashSet<>(ENDING);
            other.addAll(SETS);
            other.addAll(Set.of("GROUP", "HAVING", "QUALIFY"));
            if (text.find(inner.from(), inner.to(), other) < inner.to()) {
                return false;
            }
            int from = fromClause(inner.from() + 1, inner.to());
            return items(inner.from() + 1, from).stream().anyMatch(item -> aggregates(item.expression()));
        }

        // --- ROW_NUMBER ---

        /** {@code SELECT … FROM (SELECT …, ROW_NUMBER() OVER (…) AS n FROM …) WHERE n <= 3}. */
        private Optional<Scope> ranked(Table table, List<Part> conditions) {
            Part inner = unwrapped(table.part());
            boolean plain = table.kind() == Table.Kinds.QUERY
                    && table.columns().isEmpty()
                    && text.word(inner.from(), "SELECT")
                    && text.find(inner.from(), inner.to(), ENDING) == inner.to()
                    && text.find(inner.from(), inner.to(), SETS) == inner.to();
            if (!plain || kept.contains(text.body(inner))) {
                return Optional.empty();
            }
            Select select = new Select(inner, env, new Ending(List.of(), OptionalLong.empty(), OptionalLong.empty()));
            List<Item> numbered = select.items.stream()
                    .filter(item -> !item.star() && numbering(item.expression()).isPresent())
                    .toList();
            if (numbered.size() != 1 || select.distinct || select.qualify.isPresent()) {
                return Optional.empty();
            }
            Item item = numbered.get(0);
            for (Part condition : conditions) {
                int end = pathEnd(condition.from());
                boolean about = end > condition.from()
                        && text.get(end - 1).name().equals(item.name())
                        && (end == condition.from() + 1
                                || end == condition.from() + 3
                                        && text.get(condition.from()).name().equals(table.alias()));
                Optional<Kept> count = about ? kept(end, condition.to()) : Optional.empty();
                if (count.isEmpty()) {
                    continue;
                }
                boolean used = items.stream().anyMatch(Item::star) || mentions(item.name(), condition);
                Numbering numbering = numbering(item.expression()).orElseThrow();
                List<Item> others = new ArrayList<>(select.items);
                others.remove(item);
                if (others.isEmpty()) {
                    return Optional.empty();
                }
                select.items = others;
                Rows rows = select.read();
                if (rows.columns().isEmpty() && select.projected) {
                    throw new Uncovered("What rows are numbered by is not known");
                }
                Rows first = select.first(numbering, count.get(), used ? Optional.of(item.name()) : Optional.empty());
                growing.note(first.node(), text.untold(text.from(inner.from()), text.to(inner.to() - 1)));
                conditions.remove(condition);
                return Optional.of(Scope.of(first, table.alias()));
            }
            return Optional.empty();
        }

        private boolean mentions(String name, Part but) {
            Part inner = new Part(fromAt + 1, fromEnd());
            int end = ending.order().isEmpty()
                    ? body.to()
                    : ending.order().get(ending.order().size() - 1).to();
            for (int at = body.from(); at < end; at++) {
                boolean elsewhere = (at < inner.from() || at >= inner.to()) && (at < but.from() || at >= but.to());
                if (elsewhere && isPathPart(at) && text.get(at).name().equals(name)) {
                    return true;
                }
            }
            return false;
        }

        private void first(Part qualified) {
            int over = text.find(qualified.from(), qualified.to(), Set.of("OVER"));
            int end = text.symbol(over + 1, "(") ? text.partner(over + 1) + 1 : qualified.to();
            Optional<Numbering> numbering = numbering(new Part(qualified.from(), end));
            Optional<Kept> count = kept(end, qualified.to());
            if (numbering.isEmpty() || count.isEmpty()) {
                throw new Uncovered("QUALIFY by anything but ROW_NUMBER is not known");
            }
            scope = scope.at(first(numbering.get(), count.get(), Optional.empty()));
        }

        /** The first rows of each group, of this SELECT's result. */
        private Rows first(Numbering numbering, Kept count, Optional<String> rank) {
            List<Ordering> by = new ArrayList<>();
            numbering.order().forEach(part -> by.add(ordering(part, this::after)));
            List<String> keys = new ArrayList<>();
            boolean columns = !numbering.partition().isEmpty();
            for (Part part : numbering.partition()) {
                columns &= pathEnd(part.from()) == part.to() && Expressions.isPlainName(lastName(after(part)));
                keys.add(after(part));
            }
            Step step;
            if (count.exactly() && columns && rank.isEmpty()) {
                step = new Step.Deduplicate(
                        keys.stream()
                                .map(key -> Lexeme.read(lastName(key)).get(0).name())
                                .toList(),
                        by);
            } else {
                step = new Step.TopN(keys, by, count.count(), rank);
            }
            Optional<List<Known>> known = scope.rows().columns().map(before -> {
                List<Known> more = new ArrayList<>(before);
                rank.ifPresent(name -> more.add(new Known(name, true)));
                return more;
            });
            return growing.add(
                    step instanceof Step.Deduplicate ? "deduplicated" : "ranked",
                    step,
                    List.of(scope.rows().node()),
                    known);
        }

        private String lastName(String path) {
            List<Lexeme> lexemes = Lexeme.read(path);
            boolean qualified = lexemes.size() == 3
                    && lexemes.get(1).isSymbol(".")
                    && lexemes.get(0).isName()
                    && lexemes.get(0).name().equals(scope.rows().node());
            return qualified ? lexemes.get(2).text() : path;
        }

        /** An expression as it is written over this SELECT's result. */
        private String after(Part part) {
            if (!projected) {
                return new Expression(part).within(env).over(scope);
            }
            return overOutputs(part);
        }

        private String overOutputs(Part part) {
            String whole = outputs.get(key(part, scope));
            if (whole != null) {
                return Lexeme.written(whole);
            }
            Expression expression = new Expression(part).within(env);
            for (int at = part.from(); at < part.to(); at++) {
                int aggregate = aggregateEnd(at);
                int end = aggregate > at ? aggregate : pathEnd(at);
                if (end == at || aggregate == at && text.symbol(end, "(")) {
                    continue;
                }
                Part piece = new Part(at, end);
                String name = outputs.get(key(piece, scope));
                if (name == null) {
                    throw new Uncovered("What rows are numbered by is not in the result");
                }
                expression.with(piece, Lexeme.written(name));
                at = end - 1;
            }
            return expression.over(scope);
        }

        // --- GROUP BY ---

        private void aggregate() {
            List<Part> keys =
                    group.map(part -> text.list(part.from(), part.to())).orElse(List.of());
            for (Part key : keys) {
                boolean several = text.anyWord(key.from(), Set.of("ROLLUP", "CUBE", "GROUPING"))
                        || text.symbol(key.from(), "(") && text.partner(key.from()) == key.to() - 1;
                if (several) {
                    throw new Uncovered("Groups of several kinds at once are not known: GROUPING SETS, ROLLUP, CUBE");
                }
                if (text.anyWord(key.from(), WINDOWS) && text.symbol(key.from() + 1, "(")) {
                    throw new Uncovered("A window in GROUP BY is Flink's older form: write TABLE("
                            + text.get(key.from()).text().toUpperCase(Locale.ROOT) + "(…)) in FROM");
                }
            }
            Scope input = scope;
            Map<String, String> names = new LinkedHashMap<>();
            Map<String, Part> parts = new HashMap<>();
            Map<String, Integer> open = new HashMap<>();
            for (Part part : keys) {
                String key = key(part, input);
                parts.putIfAbsent(key, part);
                open.merge(key, 1, Integer::sum);
            }
            List<NamedExpression> chosenKeys = new ArrayList<>();
            List<NamedExpression> measures = new ArrayList<>();
            List<Known> out = new ArrayList<>();
            List<Known> outMeasures = new ArrayList<>();
            Set<String> taken = new HashSet<>();
            boolean inOrder = true;
            List<Item> list = named(items);
            for (Item item : list) {
                if (item.star() || holdsOver(item.expression())) {
                    throw new Uncovered(
                            item.star() ? "A star beside groups is not known" : "OVER beside groups is not known");
                }
                String key = key(item.expression(), input);
                taken.add(item.name());
                if (open.getOrDefault(key, 0) > 0) {
                    open.merge(key, -1, Integer::sum);
                    inOrder &= measures.isEmpty();
                    names.putIfAbsent(key, item.name());
                    keys.stream()
                            .filter(part -> text.slice(part).equals(text.slice(item.expression())))
                            .forEach(part -> text.keep(part.from(), part.to()));
                    chosenKeys.add(new NamedExpression(
                            new Expression(item.expression()).within(env).over(input), item.name()));
                    out.add(new Known(item.name(), input.notNull(key.strip())));
                } else {
                    measures.add(new NamedExpression(
                            new Expression(item.expression()).within(env).over(input), item.name()));
                    outMeasures.add(new Known(item.name(), false));
                }
                outputs.put(key, item.name());
            }
            for (Map.Entry<String, Part> key : parts.entrySet().stream()
                    .sorted(java.util.Comparator.comparingInt(
                            entry -> entry.getValue().from()))
                    .toList()) {
                if (!names.containsKey(key.getKey())) {
                    inOrder = false;
                    Part part = key.getValue();
                    String name = pathEnd(part.from()) == part.to()
                            ? text.get(part.to() - 1).name()
                            : "key";
                    while (!taken.add(name)) {
                        name = name + "_";
                    }
                    names.put(key.getKey(), name);
                    chosenKeys.add(
                            new NamedExpression(new Expression(part).within(env).over(input), name));
                    out.add(new Known(name, input.notNull(key.getKey().strip())));
                }
            }
            Map<String, String> hidden = new LinkedHashMap<>();
            having.ifPresent(condition -> hidden(condition, input, taken, hidden, measures, outMeasures));
            out.addAll(outMeasures);
            Rows rows = growing.add(
                    "grouped",
                    new Step.Aggregate(chosenKeys, measures),
                    List.of(input.rows().node()),
                    Optional.of(out));
            scope = Scope.of(rows, "");
            having.ifPresent(condition -> {
                Map<String, String> known = new HashMap<>(names);
                known.putAll(outputs);
                known.putAll(hidden);
                having(condition, input, known);
            });
            // What HAVING asked for beside the groups is not in the result.
            boolean more = scope.rows().columns().map(List::size).orElse(0) > out.size();
            if (!inOrder || !hidden.isEmpty() || more) {
                List<NamedExpression> columns = list.stream()
                        .map(item -> new NamedExpression(Lexeme.written(item.name()), item.name()))
                        .toList();
                scope = Scope.of(
                        growing.add(
                                "computed",
                                new Step.Project(false, columns, distinct),
                                List.of(scope.rows().node()),
                                Scope.named(list.stream().map(Item::name).toList())),
                        "");
            } else if (distinct) {
                scope = scope.at(growing.add(
                        "distinct_rows",
                        new Step.Project(true, List.of(), true),
                        List.of(scope.rows().node()),
                        scope.rows().columns()));
            }
            // Names of before mean nothing behind the groups; the outputs are found by what they were computed from.
            scope = new Scope(
                    scope.rows(),
                    input.items().stream()
                            .map(item -> new Visible(item.alias(), item.columns()))
                            .toList());
            projected = true;
        }

        private void hidden(
                Part condition,
                Scope input,
                Set<String> taken,
                Map<String, String> hidden,
                List<NamedExpression> measures,
                List<Known> known) {
            for (int at = condition.from(); at < condition.to(); at++) {
                if (text.symbol(at, "(") && text.word(at + 1, "SELECT")) {
                    at = text.partner(at);
                    continue;
                }
                int end = aggregateEnd(at);
                if (end == at) {
                    continue;
                }
                Part piece = new Part(at, end);
                String key = key(piece, input);
                if (!outputs.containsKey(key) && !hidden.containsKey(key)) {
                    String name = text.get(at).text().toLowerCase(Locale.ROOT) + "_1";
                    while (!taken.add(name)) {
                        name = name + "_";
                    }
                    hidden.put(key, name);
                    measures.add(new NamedExpression(
                            new Expression(piece).within(env).over(input), name));
                    known.add(new Known(name, false));
                }
                at = end - 1;
            }
        }

        private void having(Part condition, Scope input, Map<String, String> known) {
            Expression expression = new Expression(condition).within(env);
            scalars(condition, expression);
            for (int at = condition.from(); at < condition.to(); at++) {
                if (text.symbol(at, "(") && text.word(at + 1, "SELECT")) {
                    at = text.partner(at);
                    continue;
                }
                int end = aggregateEnd(at);
                if (end == at) {
                    end = longestKey(at, condition.to(), input, known);
                }
                if (end == at && text.name(at) && !text.symbol(at - 1, ".")) {
                    int path = pathEnd(at);
                    if (!text.symbol(path, "(")) {
                        throw new Uncovered("HAVING asks for what is neither grouped by nor computed");
                    }
                    at = path;
                    continue;
                }
                if (end > at) {
                    String name = known.get(key(new Part(at, end), input));
                    if (name == null) {
                        throw new Uncovered("HAVING asks for what is not computed");
                    }
                    expression.with(new Part(at, end), Lexeme.written(name));
                    at = end - 1;
                }
            }
            filtered(expression.over(scope));
        }

        private int longestKey(int at, int to, Scope input, Map<String, String> known) {
            for (int end = Math.min(to, at + 40); end > at; end--) {
                boolean whole = !text.symbol(end, ".") && !text.symbol(at - 1, ".");
                if (whole && known.containsKey(key(new Part(at, end), input))) {
                    return end;
                }
            }
            return at;
        }

        private boolean holdsOver(Part part) {
            for (int at = part.from(); at < part.to(); at++) {
                if (text.word(at, "OVER")) {
                    return true;
                }
            }
            return false;
        }

        // --- SELECT ---

        private void project() {
            if (isStar() && !distinct) {
                return;
            }
            if (numbered && !distinct && isAllColumns()) {
                return;
            }
            boolean keepAll = !items.isEmpty()
                    && items.get(0).star()
                    && (items.get(0).qualifier().isEmpty()
                            || scope.single()
                                    && scope.item(items.get(0).qualifier()).isPresent());
            List<Item> list = keepAll ? items.subList(1, items.size()) : items;
            List<NamedExpression> columns = new ArrayList<>();
            List<Known> out = new ArrayList<>();
            if (keepAll) {
                scope.rows().columns().ifPresent(out::addAll);
                scope.items()
                        .forEach(item -> item.columns()
                                .ifPresent(mapped ->
                                        mapped.forEach(column -> outputs.put(column.now() + " ", column.now()))));
            }
            Set<String> taken = new HashSet<>();
            for (Item item : list) {
                if (item.star()) {
                    starred(item, taken, columns, out);
                    continue;
                }
                String name = item.name();
                for (int number = 2; !taken.add(name); number++) {
                    name = item.name() + "_" + number;
                }
                String key = key(item.expression(), scope);
                columns.add(new NamedExpression(
                        new Expression(item.expression()).within(env).over(scope), name));
                out.add(new Known(name, scope.notNull(key.strip())));
                outputs.put(key, name);
            }
            boolean known = !keepAll || scope.rows().columns().isPresent();
            Rows rows = growing.add(
                    "computed",
                    new Step.Project(keepAll, columns, distinct),
                    List.of(scope.rows().node()),
                    known ? Optional.of(out) : Optional.empty());
            projected = true;
            scope = scope.at(rows);
        }

        private void starred(Item star, Set<String> taken, List<NamedExpression> columns, List<Known> out) {
            List<Visible> of = star.qualifier().isEmpty()
                    ? scope.items()
                    : List.of(scope.item(star.qualifier())
                            .orElseThrow(() -> new Uncovered("There is no " + star.qualifier() + " in FROM")));
            for (Visible item : of) {
                List<Mapped> mapped = item.columns()
                        .orElseThrow(() -> new Uncovered("The columns of " + item.alias() + " are not known"));
                for (Mapped column : mapped) {
                    String name = column.column();
                    for (int number = 2; !taken.add(name); number++) {
                        name = column.column() + "_" + number;
                    }
                    columns.add(new NamedExpression(Lexeme.written(column.now()), name));
                    out.add(new Known(name, scope.notNull(column.now())));
                    outputs.put(column.now() + " ", name);
                }
            }
        }

        /** Whether the columns are those that are there: only the number of a row is left out. */
        private boolean isAllColumns() {
            List<String> all = scope.rows().columns().orElse(List.of()).stream()
                    .map(Known::name)
                    .toList();
            boolean plain = items.stream().allMatch(item -> item.expression().length() == 1 && !item.star());
            return plain && items.stream().map(Item::name).toList().equals(all);
        }

        /** Items without stars, which are told apart by name. */
        private List<Item> named(List<Item> list) {
            Set<String> taken = new LinkedHashSet<>();
            List<Item> named = new ArrayList<>();
            for (Item item : list) {
                String name = item.name();
                for (int number = 2; !item.star() && !taken.add(name); number++) {
                    name = item.name() + "_" + number;
                }
                named.add(new Item(item.expression(), name, item.star(), item.qualifier(), item.place()));
            }
            return named;
        }
    }
}
