package io.streamhouse.pipeline.write;

import io.streamhouse.model.Identifiers;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.RelationId;
import io.streamhouse.pipeline.Expressions;
import io.streamhouse.pipeline.NamedExpression;
import io.streamhouse.pipeline.Ordering;
import io.streamhouse.pipeline.PipelineNode;
import io.streamhouse.pipeline.Step;
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

    /**
     * A stretch of the text that stands there as it does in the step.
     *
     * @param field which part of the step, as a path by the record's component names, such as
     *     {@code columns[2].expression}
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
    public static NodeSql reading(
            PipelineNode node,
            List<String> froms,
            List<String> inputs,
            Function<String, Optional<List<String>>> columns) {
        return new Writing(node, froms, inputs, columns).write();
    }

    /** What is written of each kind of step. */
    private static final class Writing {

        private final PipelineNode node;
        private final List<String> froms;
        private final List<String> inputs;
        private final Function<String, Optional<List<String>>> columns;
        private final StepText out;

        Writing(
                PipelineNode node,
                List<String> froms,
                List<String> inputs,
                Function<String, Optional<List<String>>> columns) {
            this.node = node;
            this.froms = froms;
            this.inputs = inputs;
            this.columns = columns;
            this.out = new StepText(node.name(), froms);
        }

        NodeSql write() {
            Step step = node.step();
            if (inputs.size() < step.fewestInputs()) {
                throw out.refusal(
                        step.fewestInputs() == 1
                                ? "has no input"
                                : "needs " + step.fewestInputs() + " inputs and has " + inputs.size(),
                        "Link a node's output to it");
            }
            switch (step) {
                case Step.Source source -> source(source);
                case Step.Filter filter -> {
                    out.add("SELECT *\nFROM ").from(0).add("\nWHERE ");
                    out.expression("condition", filter.condition());
                }
                case Step.Project project -> project(project);
                case Step.Join join -> {
                    out.sound("on", join.on());
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
                case Step.Target ignored -> out.add("SELECT *\nFROM ").from(0);
            }
            return out.done();
        }

        private void source(Step.Source source) {
            out.add("SELECT *\nFROM ").add(relation(source.relation()));
            out.add(hints(source.hints()));
        }

        private void project(Step.Project project) {
            if (!project.keepAll() && project.columns().isEmpty()) {
                throw out.refusal("chooses no column", "Choose one at least, or keep all");
            }
            out.add(project.distinct() ? "SELECT DISTINCT" : "SELECT");
            out.list(project.keepAll(), List.of("columns"), List.of(project.columns()));
            out.add("\nFROM ").from(0);
        }

        private void join(Step.JoinKind kind, List<NamedExpression> chosen, Runnable condition) {
            refuseSameInputs();
            out.add("SELECT");
            out.list(chosen.isEmpty(), List.of("columns"), List.of(chosen));
            out.add("\nFROM ").from(0);
            if (kind == Step.JoinKind.SEMI || kind == Step.JoinKind.ANTI) {
                out.add(kind == Step.JoinKind.SEMI ? "\nWHERE EXISTS (" : "\nWHERE NOT EXISTS (");
                out.add("SELECT 1 FROM ").from(1).introduced(" WHERE ", condition);
                out.add(")");
                return;
            }
            boolean crossed = kind == Step.JoinKind.INNER
                    && node.step() instanceof Step.Join join
                    && join.on().isBlank();
            out.add(
                    crossed
                            ? "\nCROSS JOIN "
                            : switch (kind) {
                                case LEFT -> "\nLEFT JOIN ";
                                case RIGHT -> "\nRIGHT JOIN ";
                                case FULL -> "\nFULL JOIN ";
                                case INNER, SEMI, ANTI -> "\nJOIN ";
                            });
            out.from(1);
            if (!crossed && !out.introduced(" ON ", condition)) {
                out.add(" ON TRUE");
            }
        }

        private void on(Step.Join join) {
            if (!join.on().isBlank()) {
                out.expression("on", join.on());
            }
        }

        private void within(Step.IntervalJoin join) {
            out.required("leftTime", join.leftTime(), "a time of the left input");
            out.required("rightTime", join.rightTime(), "a time of the right input");
            out.required("from", join.from(), "from when rows belong together");
            out.required("to", join.to(), "until when rows belong together");
            if (!join.on().isBlank()) {
                boolean wrapped = Expressions.needsBrackets(join.on());
                out.add(wrapped ? "(" : "");
                out.expression("on", join.on());
                out.add(wrapped ? ")" : "").add("\n  AND ");
            }
            out.expression("leftTime", join.leftTime());
            out.add(" BETWEEN ");
            shifted(join.rightTime(), "from", join.from());
            out.add(" AND ");
            shifted(join.rightTime(), "to", join.to());
        }

        private void shifted(String time, String field, String interval) {
            out.expression("rightTime", time);
            out.add(interval.strip().startsWith("-") ? " " : " + ");
            out.expression(field, interval);
        }

        private void temporal(Step.TemporalJoin join) {
            refuseSameInputs();
            if (join.kind() != Step.JoinKind.INNER && join.kind() != Step.JoinKind.LEFT) {
                throw out.refusal(
                        "can be an inner or a left join only: it asks what the right side was", "Make it one");
            }
            out.required("on", join.on(), "what makes rows belong together");
            out.required("time", join.time(), "the time of the left input");
            out.add("SELECT");
            out.list(join.columns().isEmpty(), List.of("columns"), List.of(join.columns()));
            out.add("\nFROM ").from(0).add(join.kind() == Step.JoinKind.LEFT ? "\nLEFT JOIN " : "\nJOIN ");
            String right = froms.get(1);
            String alias = Lexeme.written(inputs.get(1));
            boolean aliased = right.endsWith(" AS " + alias);
            out.add(aliased ? right.substring(0, right.length() - alias.length() - 4) : right);
            out.add(" FOR SYSTEM_TIME AS OF ");
            if (Expressions.isPlainName(join.time())) {
                out.add(Lexeme.written(inputs.get(0))).add(".");
            }
            out.expression("time", join.time());
            out.add(aliased ? " AS " + alias : "").add("\n  ON ");
            out.expression("on", join.on());
        }

        private void aggregate(Step.Aggregate aggregate) {
            if (aggregate.keys().isEmpty() && aggregate.measures().isEmpty()) {
                throw out.refusal("has neither keys nor measures", "Say what to group by, or what to compute");
            }
            out.add("SELECT");
            out.list(false, List.of("keys", "measures"), List.of(aggregate.keys(), aggregate.measures()));
            out.add("\nFROM ").from(0);
            if (!aggregate.keys().isEmpty()) {
                out.add("\nGROUP BY ");
                for (int key = 0; key < aggregate.keys().size(); key++) {
                    out.add(key == 0 ? "" : ", ");
                    out.expression(
                            "keys[" + key + "].expression",
                            aggregate.keys().get(key).expression());
                }
            }
        }

        private void window(Step.Window window) {
            if (window.time().isBlank()) {
                throw out.refusal("does not say by which time", "Choose a time column");
            }
            out.add("SELECT *\nFROM TABLE(");
            out.add(
                    switch (window.windowing()) {
                        case Step.Windowing.Tumble ignored -> "TUMBLE";
                        case Step.Windowing.Hop ignored -> "HOP";
                        case Step.Windowing.Cumulate ignored -> "CUMULATE";
                        case Step.Windowing.Session ignored -> "SESSION";
                    });
            out.add("(TABLE ").from(0);
            if (window.windowing() instanceof Step.Windowing.Session session
                    && !session.partitionBy().isEmpty()) {
                out.add(" PARTITION BY (");
                out.names("windowing.partitionBy", session.partitionBy());
                out.add(")");
            }
            out.add(", DESCRIPTOR(");
            out.name("time", window.time());
            out.add(")");
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
            out.add("))");
        }

        private void duration(String field, String interval) {
            out.required(field, interval, "how long");
            out.add(", ");
            out.expression(field, interval);
        }

        private void deduplicate(Step.Deduplicate deduplicate) {
            if (deduplicate.keys().isEmpty() || deduplicate.by().isEmpty()) {
                throw out.refusal(
                        deduplicate.keys().isEmpty()
                                ? "does not say which rows are the same"
                                : "does not say which row is the first",
                        "Choose a column at least");
            }
            ranked(Optional.empty(), () -> out.names("keys", deduplicate.keys()), deduplicate.by(), " = 1");
        }

        private void top(Step.TopN top) {
            if (top.by().isEmpty() || top.count() < 1) {
                throw out.refusal(
                        top.by().isEmpty() ? "does not say which rows come first" : "keeps no rows",
                        top.by().isEmpty() ? "Choose a column to order by" : "Keep one at least");
            }
            Runnable partition = () -> {
                for (int key = 0; key < top.partitionBy().size(); key++) {
                    out.add(key == 0 ? "" : ", ");
                    out.expression("partitionBy[" + key + "]", top.partitionBy().get(key));
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
                out.add("SELECT *\nFROM ").from(0).add("\nQUALIFY ");
                numbered(partition, by);
                out.add(kept);
                return;
            }
            List<String> all = rank.isPresent()
                    ? List.of("*")
                    : known.orElse(List.of()).stream().map(Lexeme::written).toList();
            boolean broken = all.stream().mapToInt(name -> name.length() + 2).sum() > StepText.LINE;
            out.add(broken ? "SELECT\n  " : "SELECT ").add(String.join(broken ? ",\n  " : ", ", all));
            out.add("\nFROM (\n  SELECT *, ");
            numbered(partition, by);
            out.add(" AS ");
            String number = rank.orElseGet(() -> free(known.orElse(List.of())));
            if (rank.isPresent()) {
                out.name("rankColumn", number);
            } else {
                out.add(number);
            }
            out.add("\n  FROM ")
                    .from(0)
                    .add(")\nWHERE ")
                    .add(Lexeme.written(number))
                    .add(kept);
        }

        private static String free(List<String> taken) {
            String name = "row_num";
            while (taken.contains(name)) {
                name = name + "_";
            }
            return name;
        }

        private void numbered(Runnable partition, List<Ordering> by) {
            out.add("ROW_NUMBER() OVER (");
            if (out.introduced("PARTITION BY ", partition)) {
                out.add(" ");
            }
            out.add("ORDER BY ");
            out.orderings(by);
            out.add(")");
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
                out.add(input == 0 ? "" : "\n" + between + "\n")
                        .add("SELECT * FROM ")
                        .from(input);
            }
        }

        private void sort(Step.SortLimit sort) {
            if (sort.by().isEmpty() && sort.limit().isEmpty() && sort.offset().isEmpty()) {
                throw out.refusal("says neither an order nor how many rows", "Choose a column to order by, or a limit");
            }
            out.add("SELECT *\nFROM ").from(0);
            if (!sort.by().isEmpty()) {
                out.add("\nORDER BY ");
                out.orderings(sort.by());
            }
            sort.limit().ifPresent(limit -> out.add("\nLIMIT " + limit));
            sort.offset()
                    .ifPresent(offset ->
                            out.add("\nOFFSET " + offset + (sort.limit().isPresent() ? "" : " ROWS")));
        }

        private void call(Step.TableCall call) {
            out.required("call", call.call(), "which function to call");
            out.add("SELECT *\nFROM ").from(0).add(call.outer() ? "\nLEFT JOIN " : "\nCROSS JOIN ");
            boolean unnest = call.call().strip().toUpperCase(Locale.ROOT).startsWith("UNNEST");
            out.add(unnest ? "" : "LATERAL TABLE(");
            out.expression("call", call.call());
            out.add(unnest ? "" : ")").add(" AS ").add(inputs.contains("t") ? "t_" : "t");
            if (!call.columns().isEmpty()) {
                out.add(" (");
                out.names("columns", call.columns());
                out.add(")");
            }
            out.add(call.outer() ? " ON TRUE" : "");
        }

        private void query(Step.Query query) {
            out.required("sql", query.sql(), "a query");
            out.expression("sql", query.sql().strip());
        }

        private void refuseSameInputs() {
            if (inputs.get(0).equals(inputs.get(1))) {
                throw out.refusal(
                        "joins “" + inputs.get(0) + "” with itself, so that its columns can't be told apart",
                        "Put a step between: a projection that keeps all columns gives it a second name");
            }
        }
    }

    /** A relation's name as it is written. */
    public static String relation(RelationId id) {
        return Lexeme.written(id.catalog()) + "." + Lexeme.written(id.database()) + "." + Lexeme.written(id.name());
    }

    /** Options for one reading, behind the relation's name; nothing if there are none. */
    public static String hints(Map<String, String> hints) {
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
