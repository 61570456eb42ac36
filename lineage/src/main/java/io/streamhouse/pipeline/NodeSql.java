package io.streamhouse.pipeline;

import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.Identifiers;
import io.streamhouse.model.Problem;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.RelationId;
import io.streamhouse.sql.Lexeme;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The SELECT of one node over its inputs, which it calls by their nodes' names.
 *
 * @param spans which stretch of the text came from which part of the step, in order
 */
public record NodeSql(String sql, List<Span> spans) {

    /** The longest list that stands on one line. */
    private static final int LINE = 100;

    /**
     * A stretch of the text that stands there as it does in the step.
     *
     * @param field path as of {@link NodeProblem}
     * @param from offset of its first character
     * @param to offset after its last one
     */
    public record Span(String field, int from, int to) {}

    public NodeSql {
        spans = List.copyOf(spans);
    }

    /** The field that an offset of the text lies in; empty if it is in what belongs to none. */
    public Optional<Span> at(int offset) {
        return spans.stream()
                .filter(span -> span.from() <= offset && offset < span.to())
                .findFirst();
    }

    /**
     * The SELECT of a node. That of a target is of all its input's columns, or of as many as it fills.
     *
     * @param inputs the names of the nodes it takes rows from, by port
     * @param columns the columns of an input, by its name, where they are known: a number that rows are cut by
     *     can be left out of them only then in every case
     * @throws ProblemException INVALID_REQUEST naming the node, if something is missing that it can't be written
     *     without, or an expression would break out of its place
     */
    public static NodeSql of(PipelineNode node, List<String> inputs, Function<String, Optional<List<String>>> columns) {
        return new Writing(node, inputs.stream().map(Lexeme::written).toList(), inputs, columns).write();
    }

    /**
     * The same, with inputs that are read in place: {@code FROM catalog.database.table AS name}.
     *
     * @param froms what to write behind FROM for each input
     */
    static NodeSql reading(
            PipelineNode node,
            List<String> froms,
            List<String> inputs,
            Function<String, Optional<List<String>>> columns) {
        return new Writing(node, froms, inputs, columns).write();
    }

    private static final class Writing {

        private final PipelineNode node;
        private final List<String> froms;
        private final List<String> inputs;
        private final Function<String, Optional<List<String>>> columns;
        private final StringBuilder text = new StringBuilder();
        private final List<Span> spans = new ArrayList<>();

        Writing(
                PipelineNode node,
                List<String> froms,
                List<String> inputs,
                Function<String, Optional<List<String>>> columns) {
            this.node = node;
            this.froms = froms;
            this.inputs = inputs;
            this.columns = columns;
        }

        NodeSql write() {
            Step step = node.step();
            if (inputs.size() < step.fewestInputs()) {
                throw refusal(
                        step.fewestInputs() == 1
                                ? "has no input"
                                : "needs " + step.fewestInputs() + " inputs and has " + inputs.size(),
                        "Link a node's output to it");
            }
            switch (step) {
                case Step.Source source -> source(source);
                case Step.Filter filter -> {
                    add("SELECT *\nFROM ").from(0).add("\nWHERE ");
                    expression("condition", filter.condition());
                }
                case Step.Project project -> project(project);
                case Step.Join join -> {
                    required("on", join.on(), "", false);
                    join(join.kind(), join.columns(), () -> on(join));
                }
                case Step.IntervalJoin join -> join(join.kind(), join.columns(), () -> within(join));
                case Step.TemporalJoin join -> temporal(join);
                case Step.Aggregate aggregate -> aggregate(aggregate);
                case Step.Window window -> window(window);
                case Step.Deduplicate deduplicate -> deduplicate(deduplicate);
                case Step.TopN top -> top(top);
                case Step.SetOperation operation -> together(operation);
                case Step.SortLimit sort -> sort(sort);
                case Step.TableCall call -> call(call);
                case Step.Query query -> query(query);
                case Step.Target ignored -> add("SELECT *\nFROM ").from(0);
            }
            return new NodeSql(text.toString(), spans);
        }

        private void source(Step.Source source) {
            add("SELECT *\nFROM ").add(relation(source.relation()));
            add(hints(source.hints()));
        }

        private void project(Step.Project project) {
            if (!project.keepAll() && project.columns().isEmpty()) {
                throw refusal("chooses no column", "Choose one at least, or keep all");
            }
            add(project.distinct() ? "SELECT DISTINCT" : "SELECT");
            list(project.keepAll(), List.of("columns"), List.of(project.columns()));
            add("\nFROM ").from(0);
        }

        private void join(Step.JoinKind kind, List<NamedExpression> chosen, Runnable condition) {
            refuseSameInputs();
            add("SELECT");
            list(chosen.isEmpty(), List.of("columns"), List.of(chosen));
            add("\nFROM ").from(0);
            if (kind == Step.JoinKind.SEMI || kind == Step.JoinKind.ANTI) {
                add(kind == Step.JoinKind.SEMI ? "\nWHERE EXISTS (" : "\nWHERE NOT EXISTS (");
                add("SELECT 1 FROM ").from(1);
                int before = text.length();
                add(" WHERE ");
                int start = text.length();
                condition.run();
                if (text.length() == start) {
                    text.setLength(before);
                }
                add(")");
                return;
            }
            boolean crossed = kind == Step.JoinKind.INNER
                    && node.step() instanceof Step.Join join
                    && join.on().isBlank();
            add(
                    crossed
                            ? "\nCROSS JOIN "
                            : switch (kind) {
                                case LEFT -> "\nLEFT JOIN ";
                                case RIGHT -> "\nRIGHT JOIN ";
                                case FULL -> "\nFULL JOIN ";
                                case INNER, SEMI, ANTI -> "\nJOIN ";
                            });
            from(1);
            if (!crossed) {
                add(" ON ");
                int start = text.length();
                condition.run();
                if (text.length() == start) {
                    add("TRUE");
                }
            }
        }

        private void on(Step.Join join) {
            if (!join.on().isBlank()) {
                expression("on", join.on());
            }
        }

        private void within(Step.IntervalJoin join) {
            required("leftTime", join.leftTime(), "a time of the left input", true);
            required("rightTime", join.rightTime(), "a time of the right input", true);
            required("from", join.from(), "from when rows belong together", true);
            required("to", join.to(), "until when rows belong together", true);
            if (!join.on().isBlank()) {
                boolean wrapped = Expressions.needsBrackets(join.on());
                add(wrapped ? "(" : "");
                expression("on", join.on());
                add(wrapped ? ")" : "").add("\n  AND ");
            }
            expression("leftTime", join.leftTime());
            add(" BETWEEN ");
            shifted(join.rightTime(), "from", join.from());
            add(" AND ");
            shifted(join.rightTime(), "to", join.to());
        }

        private void shifted(String time, String field, String interval) {
            expression("rightTime", time);
            add(interval.strip().startsWith("-") ? " " : " + ");
            expression(field, interval);
        }

        private void temporal(Step.TemporalJoin join) {
            refuseSameInputs();
            if (join.kind() != Step.JoinKind.INNER && join.kind() != Step.JoinKind.LEFT) {
                throw refusal("can be an inner or a left join only: it asks what the right side was", "Make it one");
            }
            required("on", join.on(), "what makes rows belong together", true);
            required("time", join.time(), "the time of the left input", true);
            add("SELECT");
            list(join.columns().isEmpty(), List.of("columns"), List.of(join.columns()));
            add("\nFROM ").from(0).add(join.kind() == Step.JoinKind.LEFT ? "\nLEFT JOIN " : "\nJOIN ");
            String right = froms.get(1);
            String alias = Lexeme.written(inputs.get(1));
            boolean aliased = right.endsWith(" AS " + alias);
            add(aliased ? right.substring(0, right.length() - alias.length() - 4) : right);
            add(" FOR SYSTEM_TIME AS OF ");
            if (Expressions.isPlainName(join.time())) {
                add(Lexeme.written(inputs.get(0))).add(".");
            }
            expression("time", join.time());
            add(aliased ? " AS " + alias : "").add("\n  ON ");
            expression("on", join.on());
        }

        private void aggregate(Step.Aggregate aggregate) {
            if (aggregate.keys().isEmpty() && aggregate.measures().isEmpty()) {
                throw refusal("has neither keys nor measures", "Say what to group by, or what to compute");
            }
            add("SELECT");
            list(false, List.of("keys", "measures"), List.of(aggregate.keys(), aggregate.measures()));
            add("\nFROM ").from(0);
            if (!aggregate.keys().isEmpty()) {
                add("\nGROUP BY ");
                for (int key = 0; key < aggregate.keys().size(); key++) {
                    add(key == 0 ? "" : ", ");
                    expression(
                            "keys[" + key + "].expression",
                            aggregate.keys().get(key).expression());
                }
            }
        }

        private void window(Step.Window window) {
            if (window.time().isBlank()) {
                throw refusal("does not say by which time", "Choose a time column");
            }
            add("SELECT *\nFROM TABLE(");
            add(
                    switch (window.windowing()) {
                        case Step.Windowing.Tumble ignored -> "TUMBLE";
                        case Step.Windowing.Hop ignored -> "HOP";
                        case Step.Windowing.Cumulate ignored -> "CUMULATE";
                        case Step.Windowing.Session ignored -> "SESSION";
                    });
            add("(TABLE ").from(0);
            if (window.windowing() instanceof Step.Windowing.Session session
                    && !session.partitionBy().isEmpty()) {
                add(" PARTITION BY (");
                names("windowing.partitionBy", session.partitionBy());
                add(")");
            }
            add(", DESCRIPTOR(");
            name("time", window.time());
            add(")");
            switch (window.windowing()) {
                case Step.Windowing.Tumble tumble -> duration("windowing.size", tumble.size());
                case Step.Windowing.Hop hop -> {
                    duration("windowing.slide", hop.slide());
                    duration("windowing.size", hop.size());
                }
                case Step.Windowing.Cumulate cumulate -> {
                    duration("windowing.step", cumulate.step());
                    duration("windowing.size", cumulate.size());
                }
                case Step.Windowing.Session session -> duration("windowing.gap", session.gap());
            }
            add("))");
        }

        private void duration(String field, String interval) {
            required(field, interval, "how long", true);
            add(", ");
            expression(field, interval);
        }

        private void deduplicate(Step.Deduplicate deduplicate) {
            if (deduplicate.keys().isEmpty() || deduplicate.by().isEmpty()) {
                throw refusal(
                        deduplicate.keys().isEmpty()
                                ? "does not say which rows are the same"
                                : "does not say which row is the first",
                        "Choose a column at least");
            }
            ranked(Optional.empty(), () -> names("keys", deduplicate.keys()), deduplicate.by(), " = 1");
        }

        private void top(Step.TopN top) {
            if (top.by().isEmpty() || top.count() < 1) {
                throw refusal(
                        top.by().isEmpty() ? "does not say which rows come first" : "keeps no rows",
                        top.by().isEmpty() ? "Choose a column to order by" : "Keep one at least");
            }
            Runnable partition = () -> {
                for (int key = 0; key < top.partitionBy().size(); key++) {
                    add(key == 0 ? "" : ", ");
                    expression("partitionBy[" + key + "]", top.partitionBy().get(key));
                }
            };
            ranked(
                    top.rankColumn(),
                    top.partitionBy().isEmpty() ? () -> {} : partition,
                    top.by(),
                    " <= " + top.count());
        }

        /**
         * The first rows of each group. Flink's planner breaks at QUALIFY over more than six columns, so that it is
         * written only where the columns are not known that a number has to be left out of.
         */
        private void ranked(Optional<String> rank, Runnable partition, List<Ordering> by, String kept) {
            Optional<List<String>> known = columns.apply(inputs.get(0)).filter(names -> !names.isEmpty());
            if (rank.isEmpty() && known.isEmpty()) {
                add("SELECT *\nFROM ").from(0).add("\nQUALIFY ");
                numbered(partition, by);
                add(kept);
                return;
            }
            List<String> all = rank.isPresent() ? List.of("*") : known.orElse(List.of()).stream().map(Lexeme::written).toList();
            boolean broken = all.stream().mapToInt(name -> name.length() + 2).sum() > LINE;
            add(broken ? "SELECT\n  " : "SELECT ").add(String.join(broken ? ",\n  " : ", ", all));
            add("\nFROM (\n  SELECT *, ");
            numbered(partition, by);
            add(" AS ");
            String number = rank.orElseGet(() -> free(known.orElse(List.of())));
            if (rank.isPresent()) {
                name("rankColumn", number);
            } else {
                add(number);
            }
            add("\n  FROM ").from(0).add(")\nWHERE ").add(Lexeme.written(number)).add(kept);
        }

        private static String free(List<String> taken) {
            String name = "row_num";
            while (taken.contains(name)) {
                name = name + "_";
            }
            return name;
        }

        private void numbered(Runnable partition, List<Ordering> by) {
            add("ROW_NUMBER() OVER (");
            int before = text.length();
            add("PARTITION BY ");
            int start = text.length();
            partition.run();
            if (text.length() == start) {
                text.setLength(before);
            } else {
                add(" ");
            }
            add("ORDER BY ");
            orderings(by);
            add(")");
        }

        private void together(Step.SetOperation operation) {
            String between =
                    switch (operation.kind()) {
                        case UNION_ALL -> "UNION ALL";
                        case UNION -> "UNION";
                        case INTERSECT -> "INTERSECT";
                        case EXCEPT -> "EXCEPT";
                    };
            for (int input = 0; input < inputs.size(); input++) {
                add(input == 0 ? "" : "\n" + between + "\n")
                        .add("SELECT * FROM ")
                        .from(input);
            }
        }

        private void sort(Step.SortLimit sort) {
            if (sort.by().isEmpty() && sort.limit().isEmpty() && sort.offset().isEmpty()) {
                throw refusal("says neither an order nor how many rows", "Choose a column to order by, or a limit");
            }
            add("SELECT *\nFROM ").from(0);
            if (!sort.by().isEmpty()) {
                add("\nORDER BY ");
                orderings(sort.by());
            }
            sort.limit().ifPresent(limit -> add("\nLIMIT " + limit));
            sort.offset()
                    .ifPresent(
                            offset -> add("\nOFFSET " + offset + (sort.limit().isPresent() ? "" : " ROWS")));
        }

        private void call(Step.TableCall call) {
            required("call", call.call(), "which function to call", true);
            add("SELECT *\nFROM ").from(0).add(call.outer() ? "\nLEFT JOIN " : "\nCROSS JOIN ");
            boolean unnest = call.call().strip().toUpperCase(Locale.ROOT).startsWith("UNNEST");
            add(unnest ? "" : "LATERAL TABLE(");
            expression("call", call.call());
            add(unnest ? "" : ")").add(" AS ").add(inputs.contains("t") ? "t_" : "t");
            if (!call.columns().isEmpty()) {
                add(" (");
                names("columns", call.columns());
                add(")");
            }
            add(call.outer() ? " ON TRUE" : "");
        }

        private void query(Step.Query query) {
            required("sql", query.sql(), "a query", true);
            expression("sql", query.sql().strip());
        }

        private void orderings(List<Ordering> by) {
            for (int item = 0; item < by.size(); item++) {
                Ordering ordering = by.get(item);
                add(item == 0 ? "" : ", ");
                expression("by[" + item + "].expression", ordering.expression());
                add(ordering.descending() ? " DESC" : "");
                add(
                        switch (ordering.nulls()) {
                            case AS_USUAL -> "";
                            case FIRST -> " NULLS FIRST";
                            case LAST -> " NULLS LAST";
                        });
            }
        }

        /** The columns of a SELECT: on one line if they are short, else one a line. */
        private void list(boolean star, List<String> fields, List<List<NamedExpression>> lists) {
            int length = lists.stream()
                    .flatMap(List::stream)
                    .mapToInt(column ->
                            column.expression().length() + column.name().length() + 6)
                    .sum();
            boolean broken = length > LINE
                    || lists.stream()
                            .flatMap(List::stream)
                            .anyMatch(column -> column.expression().contains("\n"));
            String first = broken ? "\n  " : " ";
            String next = broken ? ",\n  " : ", ";
            boolean any = star;
            add(star ? first + "*" : "");
            for (int of = 0; of < lists.size(); of++) {
                List<NamedExpression> list = lists.get(of);
                for (int item = 0; item < list.size(); item++) {
                    add(any ? next : first);
                    any = true;
                    named(fields.get(of) + "[" + item + "]", list.get(item));
                }
            }
        }

        private void named(String field, NamedExpression column) {
            required(field + ".name", column.name(), "a column's name", true);
            expression(field + ".expression", column.expression());
            if (!column.expression().equals(Lexeme.written(column.name()))) {
                add(" AS ");
                name(field + ".name", column.name());
            }
        }

        private void names(String field, List<String> names) {
            for (int item = 0; item < names.size(); item++) {
                add(item == 0 ? "" : ", ");
                name(field + "[" + item + "]", names.get(item));
            }
        }

        private void name(String field, String name) {
            required(field, name, "a column's name", true);
            int from = text.length();
            text.append(Lexeme.written(name));
            spans.add(new Span(field, from, text.length()));
        }

        private void expression(String field, String expression) {
            required(field, expression, "an expression", true);
            int from = text.length();
            text.append(expression);
            spans.add(new Span(field, from, text.length()));
            if (Expressions.endsInLineComment(expression)) {
                text.append('\n');
            }
        }

        private void required(String field, String value, String what, boolean needed) {
            if (value.isBlank()) {
                if (needed) {
                    throw refusal("lacks " + what + " (" + field + ")", "Fill it in");
                }
                return;
            }
            Expressions.breakingOut(value).ifPresent(why -> {
                throw refusal("can't be written: " + why + " in " + field, "Put the expression right");
            });
        }

        private void refuseSameInputs() {
            if (inputs.get(0).equals(inputs.get(1))) {
                throw refusal(
                        "joins “" + inputs.get(0) + "” with itself, so that its columns can't be told apart",
                        "Put a step between: a projection that keeps all columns gives it a second name");
            }
        }

        private Writing add(String words) {
            text.append(words);
            return this;
        }

        private Writing from(int input) {
            int from = text.length();
            text.append(froms.get(input));
            spans.add(new Span("inputs[" + input + "]", from, text.length()));
            return this;
        }

        private ProblemException refusal(String what, String nextStep) {
            return new ProblemException(
                    Problem.of(ErrorCode.INVALID_REQUEST, "“" + node.name() + "” " + what, nextStep));
        }
    }

    /** A relation's name as it is written. */
    static String relation(RelationId id) {
        return Lexeme.written(id.catalog()) + "." + Lexeme.written(id.database()) + "." + Lexeme.written(id.name());
    }

    /** Options for one reading, behind the relation's name; nothing if there are none. */
    static String hints(Map<String, String> hints) {
        if (hints.isEmpty()) {
            return "";
        }
        List<String> options = new ArrayList<>();
        new TreeMap<>(hints).forEach((key, value) -> options.add(quoted(key) + " = " + quoted(value)));
        return " /*+ OPTIONS(" + String.join(", ", options) + ") */";
    }

    private static String quoted(String text) {
        return Identifiers.literal(text);
    }
}
