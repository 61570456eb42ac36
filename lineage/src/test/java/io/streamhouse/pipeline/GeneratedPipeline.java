package io.streamhouse.pipeline;

import io.streamhouse.model.Column;
import io.streamhouse.model.FreshnessTarget;
import io.streamhouse.model.RefreshMode;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.RequestedMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.Supplier;

/**
 * A pipeline made at random over the whole palette. The same seed makes the same one. Its expressions parse, but need
 * not make sense: to be written and read they need not.
 */
public final class GeneratedPipeline {

    private static final List<String> NAMES = List.of(
            "orders", "big orders", "select", "Größe", "o", "user", "per_day", "a`b", "_x", "t", "value", "ORDER_2");
    private static final List<String> COLUMNS =
            List.of("id", "a", "b", "day", "größe", "two words", "value", "x1", "User");
    private static final List<String> EXPRESSIONS = List.of(
            "a",
            "`day`",
            "a + b",
            "(a + b) * 2",
            "CASE WHEN a > 1 AND b IS NOT NULL THEN 'x, y' ELSE 'it''s' END",
            "CAST(a AS DECIMAL(10, 2))",
            "COALESCE(a, -- first\n  b,\n    /* else */ 0)",
            "UPPER( s )||'from'",
            "SUM(a) OVER (PARTITION BY b ORDER BY id ROWS BETWEEN 2 PRECEDING AND CURRENT ROW)",
            "EXTRACT(YEAR FROM ts)",
            "m['key']",
            "r.f.g",
            "my_function(a, 'b')",
            "a IS DISTINCT FROM b",
            "INTERVAL '1' DAY",
            "ts - INTERVAL '5' MINUTE",
            "TRIM(BOTH 'x' FROM s)",
            "a BETWEEN 1 AND 3");
    private static final List<String> CONDITIONS = List.of(
            "a > 1",
            "a = 1 OR b = 2",
            "(a = 1 OR b = 2)",
            "((a = 1))",
            "a = 1\n    AND b LIKE '%where%' -- and so on\n    AND c IN (1, 2, 3)",
            "a BETWEEN 1 AND 2 AND NOT b",
            "CASE WHEN a THEN b ELSE c END",
            "s <> 'select' AND (a OR b)",
            "`from` = 'x'");
    private static final List<String> AGGREGATES = List.of(
            "COUNT(*)",
            "SUM(a + b)",
            "COUNT(DISTINCT a) FILTER (WHERE b > 1)",
            "100.0 * SUM(a) / COUNT(*)",
            "LISTAGG(s, ', ')",
            "MAX(CASE WHEN a > 1 THEN b END)");
    private static final List<String> INTERVALS =
            List.of("INTERVAL '10' SECOND", "INTERVAL '1' HOUR", "INTERVAL '1 10' DAY TO HOUR");
    private static final List<String> NOTES = List.of(
            "",
            "",
            "",
            "one line",
            "two\nlines",
            "a gap\n\nand more",
            "it's; SELECT -- not code */ /* at all",
            " kept ");
    private static final List<String> TEXTS = List.of(
            "SELECT a, COUNT(*) AS n FROM %s GROUP BY ROLLUP (a)",
            "SELECT *\nFROM %s\n  MATCH_RECOGNIZE (PARTITION BY a ORDER BY ts MEASURES A.id AS aid PATTERN (A B)"
                    + " DEFINE A AS a > 1) -- as text",
            "SELECT * FROM (VALUES (1, 'a'), (2, 'b')) AS v (x, y) WHERE x IN (SELECT a FROM %s GROUP BY CUBE (a))");

    private final Random random;
    private final List<PipelineNode> nodes = new ArrayList<>();
    private final List<Link> links = new ArrayList<>();
    private final List<String> rows = new ArrayList<>();

    private GeneratedPipeline(long seed) {
        random = new Random(seed);
    }

    /** @param size how many nodes it has about */
    public static Pipeline of(long seed, int size) {
        GeneratedPipeline generated = new GeneratedPipeline(seed);
        while (generated.nodes.size() < size) {
            generated.node();
        }
        return generated.ended();
    }

    private int below(int bound) {
        return random.nextInt(bound);
    }

    private <T> T one(List<T> of) {
        return of.get(below(of.size()));
    }

    private <T> List<T> some(int least, int most, Supplier<T> making) {
        List<T> some = new ArrayList<>();
        for (int at = least + below(most - least + 1); at > 0; at--) {
            some.add(making.get());
        }
        return some;
    }

    private String name() {
        String name = below(3) == 0 ? one(NAMES) : "n" + nodes.size();
        while (taken(name)) {
            name = name + below(10);
        }
        return name;
    }

    private boolean taken(String name) {
        return nodes.stream().anyMatch(node -> node.name().equals(name));
    }

    private void node() {
        if (rows.size() < 2 || below(6) == 0) {
            add(new Step.Source(relation(), below(5) == 0 ? Map.of("scan.mode", "latest", "it's", "=") : Map.of()), 0);
            return;
        }
        Step step = step();
        int inputs = step.fewestInputs();
        if (step instanceof Step.SetOperation && step.mostInputs() > 2) {
            inputs += below(3);
        } else if (step instanceof Step.Query) {
            inputs = 1;
        }
        add(step, inputs);
    }

    private RelationId relation() {
        return new RelationId(
                "streamhouse", below(4) == 0 ? "my db" : "shop", one(List.of("orders", "customers", "table", "o")));
    }

    private Step step() {
        return switch (below(13)) {
            case 0 -> new Step.Filter(one(CONDITIONS));
            case 1, 2 -> project();
            case 3 ->
                new Step.Join(one(List.of(Step.JoinKind.values())), below(4) == 0 ? "" : one(CONDITIONS), columns(0));
            case 4 ->
                new Step.IntervalJoin(
                        one(List.of(Step.JoinKind.values())),
                        below(4) == 0 ? "" : one(CONDITIONS),
                        "l.ts",
                        "r.`time`",
                        (below(2) == 0 ? "- " : "") + one(INTERVALS),
                        one(INTERVALS),
                        columns(0));
            case 5 ->
                new Step.TemporalJoin(
                        below(2) == 0 ? Step.JoinKind.INNER : Step.JoinKind.LEFT,
                        "a = b AND c > 1",
                        one(List.of("ts", "`day`")),
                        columns(0));
            case 6 -> new Step.Aggregate(keys(), some(1, 3, () -> new NamedExpression(one(AGGREGATES), column())));
            case 7 -> new Step.Window(one(COLUMNS), windowing());
            case 8 -> new Step.Deduplicate(distinct(1), orderings(1));
            case 9 ->
                new Step.TopN(
                        below(3) == 0
                                ? List.of()
                                : List.of("a", "`day`", "a + b").subList(0, 1 + below(3)),
                        orderings(1),
                        1 + below(5),
                        below(2) == 0 ? Optional.empty() : Optional.of(one(List.of("rank", "place no"))));
            case 10 -> new Step.SetOperation(one(List.of(Step.SetKind.values())));
            case 11 -> sort();
            default -> below(2) == 0 ? call() : new Step.Query(one(TEXTS));
        };
    }

    private Step project() {
        boolean keepAll = below(3) == 0;
        return new Step.Project(keepAll, columns(keepAll ? 0 : 1), below(4) == 0);
    }

    private Step sort() {
        List<Ordering> by = orderings(0);
        OptionalLong limit = by.isEmpty() || below(2) == 0 ? OptionalLong.of(below(100)) : OptionalLong.empty();
        return new Step.SortLimit(by, limit, below(4) == 0 ? OptionalLong.of(below(9)) : OptionalLong.empty());
    }

    private Step call() {
        return new Step.TableCall(
                one(List.of("UNNEST(tags)", "split(line, ',')", "UNNEST(r.items)")),
                below(3) == 0 ? List.of() : distinct(1),
                below(2) == 0);
    }

    private Step.Windowing windowing() {
        return switch (below(4)) {
            case 0 -> new Step.Windowing.Tumble(one(INTERVALS));
            case 1 -> new Step.Windowing.Hop(one(INTERVALS), one(INTERVALS));
            case 2 -> new Step.Windowing.Cumulate(one(INTERVALS), one(INTERVALS));
            default -> new Step.Windowing.Session(one(INTERVALS), below(2) == 0 ? List.of() : distinct(1));
        };
    }

    private List<String> distinct(int least) {
        List<String> shuffled = new ArrayList<>(COLUMNS);
        java.util.Collections.shuffle(shuffled, random);
        return List.copyOf(shuffled.subList(0, least + below(3)));
    }

    private List<Ordering> orderings(int least) {
        return some(
                least,
                2,
                () -> new Ordering(
                        one(List.of("a", "`day`", "a + b", "LOWER(s)")),
                        below(2) == 0,
                        one(List.of(Ordering.Nulls.values()))));
    }

    private String column() {
        return "c" + below(100_000);
    }

    private List<NamedExpression> columns(int least) {
        List<NamedExpression> columns = new ArrayList<>();
        for (String name : distinct(0)) {
            columns.add(new NamedExpression(one(EXPRESSIONS), name));
        }
        if (columns.size() < least) {
            columns.add(new NamedExpression("`value`", "value"));
        }
        return columns;
    }

    /** Rows can't be grouped by what is computed over others. */
    private List<NamedExpression> keys() {
        return columns(0).stream()
                .filter(column -> !column.expression().contains("OVER"))
                .toList();
    }

    private void add(Step made, int inputs) {
        List<String> from = new ArrayList<>();
        for (int at = 0; at < inputs; at++) {
            String input = one(rows);
            boolean joins = made instanceof Step.Binary;
            while (joins && from.contains(input)) {
                input = one(rows);
            }
            from.add(input);
        }
        Step step = made;
        if (made instanceof Step.Query query) {
            step = new Step.Query(query.sql().replace("%s", io.streamhouse.sql.Lexeme.written(from.get(0))));
        } else if (made instanceof Step.IntervalJoin join) {
            String left = io.streamhouse.sql.Lexeme.written(from.get(0));
            String right = io.streamhouse.sql.Lexeme.written(from.get(1));
            step = new Step.IntervalJoin(
                    join.kind(), join.on(), left + ".ts", right + ".`time`", join.from(), join.to(), join.columns());
        }
        String name = name();
        nodes.add(new PipelineNode(name, step, one(NOTES)));
        for (int at = 0; at < from.size(); at++) {
            links.add(new Link(from.get(at), name, at));
        }
        if (step.hasOutput()) {
            rows.add(name);
        }
    }

    /** With a target for each end, or for none. */
    private Pipeline ended() {
        List<String> ends = rows.stream()
                .filter(name -> links.stream().noneMatch(link -> link.from().equals(name)))
                .toList();
        if (below(4) > 0) {
            for (String end : ends) {
                Step target = target();
                String name = below(2) == 0 ? ((Step.Target) target).relation().name() : name();
                while (taken(name)) {
                    name = name + "_";
                }
                nodes.add(new PipelineNode(name, target, one(NOTES)));
                links.add(new Link(end, name, 0));
            }
        }
        return new Pipeline(nodes, links);
    }

    private Step target() {
        RelationId id = new RelationId("streamhouse", "out", "target_" + nodes.size());
        List<String> key = below(2) == 0 ? List.of() : List.of("id", "day");
        Map<String, String> options = below(2) == 0 ? Map.of() : Map.of("bucket", "2", "it's", "a 'value'");
        return switch (below(4)) {
            case 0 -> new Step.IntoTable(id, below(2) == 0 ? List.of() : List.of("id", "two words"));
            case 1 -> new Step.IntoNewTable(id, List.of(), key, key.isEmpty() ? List.of() : List.of("day"), options);
            case 2 ->
                new Step.IntoNewTable(
                        id,
                        List.of(
                                Column.notNull("id", "BIGINT").withComment("it's the key"),
                                Column.of("day", "DECIMAL(10, 2)"),
                                Column.of("two words", "ROW<a INT, b STRING>"),
                                new Column("twice", "", true, Optional.empty(), Optional.of("id * 2"))),
                        key,
                        List.of(),
                        options);
            default ->
                new Step.IntoView(
                        id,
                        key,
                        List.of(),
                        one(List.of(
                                new FreshnessTarget.Within(Duration.ofSeconds(30)),
                                new FreshnessTarget.Within(Duration.ofMillis(1500)),
                                new FreshnessTarget.Within(Duration.ofDays(2)),
                                new FreshnessTarget.Downstream(),
                                new FreshnessTarget.OnDemand())),
                        one(List.of(
                                new RequestedMode.Auto(),
                                new RequestedMode.Pinned(RefreshMode.FULL),
                                new RequestedMode.Pinned(RefreshMode.CONTINUOUS),
                                new RequestedMode.Pinned(RefreshMode.INCREMENTAL))),
                        options);
        };
    }
}
