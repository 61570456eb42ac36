package io.streamhouse.console.pipeline.ui;

import io.streamhouse.component.Formats;
import io.streamhouse.model.FreshnessTarget;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.RequestedMode;
import io.streamhouse.pipeline.NamedExpression;
import io.streamhouse.pipeline.Ordering;
import io.streamhouse.pipeline.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a step is and says, in as few words as fit on a card. */
final class StepWords {

    private static final int MOST_LINES = 3;

    private StepWords() {}

    /** What it is. */
    static String kind(Step step) {
        return switch (step) {
            case Step.Source source ->
                source.relation().catalog() + "." + source.relation().database();
            case Step.Filter ignored -> "Filter";
            case Step.Project project -> project.distinct() ? "Distinct columns" : "Columns";
            case Step.Join join -> words(join.kind()) + " join";
            case Step.IntervalJoin join -> words(join.kind()) + " interval join";
            case Step.TemporalJoin join -> words(join.kind()) + " temporal join";
            case Step.Aggregate ignored -> "Aggregate";
            case Step.Window window ->
                switch (window.windowing()) {
                    case Step.Windowing.Tumble ignored -> "Tumbling window";
                    case Step.Windowing.Hop ignored -> "Hopping window";
                    case Step.Windowing.Cumulate ignored -> "Cumulating window";
                    case Step.Windowing.Session ignored -> "Session window";
                };
            case Step.Deduplicate ignored -> "Deduplicate";
            case Step.TopN top -> "Top " + top.count();
            case Step.SetOperation set ->
                switch (set.kind()) {
                    case UNION_ALL -> "Union all";
                    case UNION -> "Union";
                    case INTERSECT -> "Intersect";
                    case EXCEPT -> "Except";
                };
            case Step.SortLimit sort ->
                sort.by().isEmpty() ? "Limit" : sort.limit().isPresent() ? "Sort and limit" : "Sort";
            case Step.TableCall call -> call.outer() ? "Table function, all rows kept" : "Table function";
            case Step.Query ignored -> "SQL";
            case Step.IntoTable into -> "Into " + place(into.relation());
            case Step.IntoNewTable into -> "New table " + place(into.relation());
            case Step.IntoView into -> "Materialized view " + place(into.relation());
        };
    }

    /** What it says, a few lines. */
    static List<String> lines(Step step) {
        List<String> lines =
                switch (step) {
                    case Step.Source source ->
                        source.hints().isEmpty()
                                ? List.of()
                                : List.of("with "
                                        + String.join(", ", source.hints().keySet()));
                    case Step.Filter filter -> text(filter.condition());
                    case Step.Project project -> columns(project.keepAll() ? "*" : "", project.columns());
                    case Step.Join join -> text(join.on().isBlank() ? "each with each" : join.on());
                    case Step.IntervalJoin join ->
                        two(
                                join.on(),
                                join.leftTime() + " − " + join.rightTime() + ": " + join.from() + " to " + join.to());
                    case Step.TemporalJoin join -> two(join.on(), "as of " + join.time());
                    case Step.Aggregate aggregate -> {
                        List<String> all = new ArrayList<>();
                        if (!aggregate.keys().isEmpty()) {
                            all.add("by "
                                    + aggregate.keys().stream()
                                            .map(NamedExpression::name)
                                            .collect(Collectors.joining(", ")));
                        }
                        all.addAll(columns("", aggregate.measures()));
                        yield all;
                    }
                    case Step.Window window ->
                        List.of(
                                switch (window.windowing()) {
                                    case Step.Windowing.Tumble tumble -> tumble.size();
                                    case Step.Windowing.Hop hop -> hop.size() + " every " + hop.slide();
                                    case Step.Windowing.Cumulate cumulate ->
                                        "up to " + cumulate.size() + " by " + cumulate.step();
                                    case Step.Windowing.Session session -> "gap of " + session.gap();
                                },
                                "of " + window.time());
                    case Step.Deduplicate deduplicate ->
                        two(String.join(", ", deduplicate.keys()), "first by " + order(deduplicate.by()));
                    case Step.TopN top ->
                        two(
                                order(top.by()),
                                top.partitionBy().isEmpty() ? "" : "of each " + String.join(", ", top.partitionBy()));
                    case Step.SetOperation ignored -> List.of();
                    case Step.SortLimit sort ->
                        two(
                                order(sort.by()),
                                sort.limit().isPresent() ? sort.limit().getAsLong() + " rows" : "");
                    case Step.TableCall call -> text(call.call());
                    case Step.Query query -> text(query.sql());
                    case Step.IntoTable into ->
                        into.columns().isEmpty() ? List.of() : List.of(String.join(", ", into.columns()));
                    case Step.IntoNewTable into ->
                        into.primaryKey().isEmpty()
                                ? List.of()
                                : List.of("key " + String.join(", ", into.primaryKey()));
                    case Step.IntoView into -> two(freshness(into.freshness()), mode(into.mode()));
                };
        return lines.stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .limit(MOST_LINES)
                .toList();
    }

    private static String place(RelationId relation) {
        return relation.database() + "." + relation.name();
    }

    private static String words(Step.JoinKind kind) {
        String word = kind.name().toLowerCase(Locale.ROOT);
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }

    private static List<String> text(String sql) {
        return sql.lines().toList();
    }

    private static List<String> two(String one, String other) {
        return List.of(one.replaceAll("\\s+", " "), other);
    }

    private static List<String> columns(String first, List<NamedExpression> columns) {
        List<String> lines = new ArrayList<>();
        if (!first.isEmpty()) {
            lines.add(first);
        }
        for (NamedExpression column : columns) {
            String expression = column.expression().replaceAll("\\s+", " ").strip();
            lines.add(expression.equals(column.name()) ? expression : expression + " AS " + column.name());
        }
        int more = lines.size() - MOST_LINES;
        if (more > 0) {
            List<String> shown = new ArrayList<>(lines.subList(0, MOST_LINES - 1));
            shown.add("… and " + (more + 1) + " more");
            return shown;
        }
        return lines;
    }

    private static String order(List<Ordering> by) {
        return by.stream()
                .map(each -> each.expression() + (each.descending() ? " ↓" : " ↑"))
                .collect(Collectors.joining(", "));
    }

    private static String freshness(FreshnessTarget target) {
        return switch (target) {
            case FreshnessTarget.Within within -> "within " + Formats.duration(within.lag());
            case FreshnessTarget.Downstream ignored -> "as fresh as its consumers need";
            case FreshnessTarget.OnDemand ignored -> "refreshed on demand";
        };
    }

    private static String mode(RequestedMode mode) {
        return switch (mode) {
            case RequestedMode.Auto ignored -> "";
            case RequestedMode.Pinned pinned -> pinned.mode().name().toLowerCase(Locale.ROOT);
        };
    }
}
