package io.streamhouse.pipeline.check;

import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.Problem;
import io.streamhouse.pipeline.NamedExpression;
import io.streamhouse.pipeline.Ordering;
import io.streamhouse.pipeline.Step;
import io.streamhouse.pipeline.Step.Windowing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

/** What is wrong with a step's fields that needs no planner to be seen: what is not filled in, and names given twice. */
final class FieldChecks {

    private static final int SHOWN = 12;

    private static final Pattern INTERVAL =
            Pattern.compile("\\s*(?:[-+]\\s*)?\\(?\\s*INTERVAL\\b", Pattern.CASE_INSENSITIVE);

    private final List<NodeProblem> problems = new ArrayList<>();

    private FieldChecks() {}

    /** @param inputs the rows that the step is given */
    static List<NodeProblem> of(Step step, List<NodeRows> inputs) {
        FieldChecks checks = new FieldChecks();
        checks.check(step, inputs);
        return checks.problems;
    }

    /** The first of many names. */
    static String list(List<String> names) {
        return names.size() <= SHOWN
                ? String.join(", ", names)
                : String.join(", ", names.subList(0, SHOWN)) + " and " + (names.size() - SHOWN) + " more";
    }

    private void problem(String field, String what, String nextStep) {
        problems.add(new NodeProblem(field, Problem.of(ErrorCode.INVALID_REQUEST, what, nextStep), true));
    }

    private void required(String field, String text, String what) {
        if (text.isBlank()) {
            problem(field, what + " is missing", "Fill it in");
        }
    }

    private void interval(String field, String text, String what) {
        required(field, text, what);
        if (!text.isBlank() && !INTERVAL.matcher(text).lookingAt()) {
            problem(field, "“" + text.strip() + "” is no interval", "Write it as INTERVAL '10' MINUTE");
        }
    }

    private void check(Step step, List<NodeRows> inputs) {
        switch (step) {
            case Step.Source ignored -> {}
            case Step.Filter filter -> required("condition", filter.condition(), "The condition");
            case Step.Project project -> {
                if (!project.keepAll() && project.columns().isEmpty()) {
                    problem("columns", "It has no columns", "Choose one at least, or keep all of the input's");
                }
                List<String> kept =
                        project.keepAll() && !inputs.isEmpty() ? inputs.get(0).names() : List.of();
                named("columns", project.columns(), kept);
            }
            case Step.Join join -> {
                boolean crossed = join.kind() == Step.JoinKind.INNER;
                if (!crossed) {
                    required("on", join.on(), "What makes rows belong together");
                }
                named("columns", join.columns(), List.of());
            }
            case Step.IntervalJoin join -> {
                required("leftTime", join.leftTime(), "A time of the left input");
                required("rightTime", join.rightTime(), "A time of the right input");
                interval("from", join.from(), "The beginning of the interval");
                interval("to", join.to(), "The end of the interval");
                named("columns", join.columns(), List.of());
            }
            case Step.TemporalJoin join -> {
                if (join.kind() != Step.JoinKind.INNER && join.kind() != Step.JoinKind.LEFT) {
                    problem("kind", "A temporal join is an inner or a left join", "Make it one of the two");
                }
                required("on", join.on(), "What makes rows belong together");
                required("time", join.time(), "A time of the left input");
                named("columns", join.columns(), List.of());
            }
            case Step.Aggregate aggregate -> {
                if (aggregate.keys().isEmpty() && aggregate.measures().isEmpty()) {
                    problem("measures", "It computes nothing", "Add a measure, such as COUNT(*), or a key");
                }
                named("keys", aggregate.keys(), List.of());
                named(
                        "measures",
                        aggregate.measures(),
                        aggregate.keys().stream().map(NamedExpression::name).toList());
            }
            case Step.Window window -> {
                required("time", window.time(), "The time to cut by");
                windowing(window.windowing());
            }
            case Step.Deduplicate deduplicate -> {
                if (deduplicate.keys().isEmpty()) {
                    problem("keys", "It does not say which rows are the same", "Choose a key");
                }
                filled("keys", deduplicate.keys(), key -> key);
                ordered(deduplicate.by(), "It does not say which row is the first");
            }
            case Step.TopN top -> {
                filled("partitionBy", top.partitionBy(), column -> column);
                ordered(top.by(), "It does not say which rows come first");
                if (top.count() < 1) {
                    problem("count", "It keeps no rows", "Keep one at least");
                }
                rankColumn(top, inputs);
            }
            case Step.SetOperation ignored -> {}
            case Step.SortLimit sort -> {
                if (sort.by().isEmpty()
                        && sort.limit().isEmpty()
                        && sort.offset().isEmpty()) {
                    problem(
                            "by",
                            "It says neither an order nor how many rows",
                            "Choose a column to order by, or a limit");
                }
                filled("by", sort.by(), Ordering::expression);
                if (sort.limit().orElse(0) < 0) {
                    problem("limit", "A limit can't be less than 0", "Choose how many rows to keep");
                }
                if (sort.offset().orElse(0) < 0) {
                    problem("offset", "An offset can't be less than 0", "Choose how many rows to leave out");
                }
            }
            case Step.TableCall call -> {
                required("call", call.call(), "The function to call");
                filled("columns", call.columns(), column -> column);
            }
            case Step.Query query -> required("sql", query.sql(), "The query");
            case Step.IntoTable table -> {
                filled("columns", table.columns(), column -> column);
                twice("columns", table.columns(), List.of(), "[%d]");
            }
            case Step.IntoNewTable ignored -> {}
            case Step.IntoView ignored -> {}
        }
    }

    private void rankColumn(Step.TopN top, List<NodeRows> inputs) {
        top.rankColumn().ifPresent(name -> {
            required("rankColumn", name, "The name of the column for the place");
            if (!inputs.isEmpty() && inputs.get(0).names().contains(name)) {
                problem("rankColumn", "The input has a column " + name + " already", "Choose another name");
            }
        });
    }

    private void windowing(Windowing windowing) {
        switch (windowing) {
            case Windowing.Tumble tumble -> interval("windowing.size", tumble.size(), "The windows' size");
            case Windowing.Hop hop -> {
                interval("windowing.slide", hop.slide(), "How often a window begins");
                interval("windowing.size", hop.size(), "The windows' size");
            }
            case Windowing.Cumulate cumulate -> {
                interval("windowing.step", cumulate.step(), "By how much windows grow");
                interval("windowing.size", cumulate.size(), "The windows' largest size");
            }
            case Windowing.Session session -> {
                interval("windowing.gap", session.gap(), "The gap that ends a session");
                filled("windowing.partitionBy", session.partitionBy(), column -> column);
            }
        }
    }

    private void ordered(List<Ordering> by, String what) {
        if (by.isEmpty()) {
            problem("by", what, "Choose a column to order by");
        }
        for (int at = 0; at < by.size(); at++) {
            required("by[" + at + "].expression", by.get(at).expression(), "What to order by");
        }
    }

    private <T> void filled(String field, List<T> texts, Function<T, String> text) {
        for (int at = 0; at < texts.size(); at++) {
            String path = texts.get(at) instanceof Ordering ? "].expression" : "]";
            required(field + "[" + at + path, text.apply(texts.get(at)), "A column");
        }
    }

    private void named(String field, List<NamedExpression> columns, List<String> before) {
        for (int at = 0; at < columns.size(); at++) {
            required(field + "[" + at + "].expression", columns.get(at).expression(), "The expression");
            required(field + "[" + at + "].name", columns.get(at).name(), "The column's name");
        }
        twice(field, columns.stream().map(NamedExpression::name).toList(), before, "[%d].name");
    }

    /** Flink tells {@code id} and {@code ID} apart; Paimon's tables do not, and people hardly. */
    private void twice(String field, List<String> names, List<String> before, String path) {
        Map<String, String> seen = new HashMap<>();
        before.forEach(name -> seen.put(name.toLowerCase(Locale.ROOT), name));
        for (int at = 0; at < names.size(); at++) {
            String name = names.get(at);
            String other = name.isBlank() ? null : seen.putIfAbsent(name.toLowerCase(Locale.ROOT), name);
            if (other != null) {
                problem(
                        field + String.format(Locale.ROOT, path, at),
                        "There is another column called " + other,
                        "Give it a name of its own");
            }
        }
    }
}
