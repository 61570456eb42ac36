package io.streamhouse.console.pipeline.ui;

import io.streamhouse.component.Formats;
import io.streamhouse.model.Column;
import io.streamhouse.model.FreshnessTarget;
import io.streamhouse.model.Redactor;
import io.streamhouse.model.RelationId;
import io.streamhouse.pipeline.NamedExpression;
import io.streamhouse.pipeline.Ordering;
import io.streamhouse.pipeline.Step;
import io.streamhouse.pipeline.Step.Windowing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/** What a step says, part by part: to be compared, and in one line for tables. */
final class StepParts {

    private StepParts() {}

    /** The parts in which something stands, by what a form calls them, in the form's order. */
    static Map<String, String> of(Step step) {
        Map<String, String> parts = new LinkedHashMap<>();
        switch (step) {
            case Step.Source source -> {
                parts.put("relation", source.relation().toString());
                parts.put("options", options(source.hints()));
            }
            case Step.Filter filter -> parts.put("condition", filter.condition());
            case Step.Project project -> {
                parts.put("keeps all columns", yes(project.keepAll()));
                parts.put("columns", expressions(project.columns()));
                parts.put("distinct", yes(project.distinct()));
            }
            case Step.Join join -> {
                parts.put("which rows", word(join.kind()));
                parts.put("on", join.on());
                parts.put("columns", expressions(join.columns()));
            }
            case Step.IntervalJoin join -> {
                parts.put("which rows", word(join.kind()));
                parts.put("on", join.on());
                parts.put("time of the left", join.leftTime());
                parts.put("time of the right", join.rightTime());
                parts.put("from", Lengths.shown(join.from()));
                parts.put("to", Lengths.shown(join.to()));
                parts.put("columns", expressions(join.columns()));
            }
            case Step.TemporalJoin join -> {
                parts.put("which rows", word(join.kind()));
                parts.put("on", join.on());
                parts.put("as of", join.time());
                parts.put("columns", expressions(join.columns()));
            }
            case Step.Aggregate aggregate -> {
                parts.put("group by", expressions(aggregate.keys()));
                parts.put("measures", expressions(aggregate.measures()));
            }
            case Step.Window window -> {
                parts.put("time", window.time());
                parts.putAll(windowing(window.windowing()));
            }
            case Step.Deduplicate deduplicate -> {
                parts.put("key", String.join(", ", deduplicate.keys()));
                parts.put("order", orderings(deduplicate.by()));
            }
            case Step.TopN topN -> {
                parts.put("rows", Formats.number(topN.count()));
                parts.put("of each", String.join(", ", topN.partitionBy()));
                parts.put("order", orderings(topN.by()));
                parts.put("column for the place", topN.rankColumn().orElse(""));
            }
            case Step.SetOperation operation -> parts.put("how", word(operation.kind()));
            case Step.SortLimit sort -> {
                parts.put("order", orderings(sort.by()));
                parts.put("limit", number(sort.limit()));
                parts.put("offset", number(sort.offset()));
            }
            case Step.TableCall call -> {
                parts.put("call", call.call());
                parts.put("columns", String.join(", ", call.columns()));
                parts.put("keeps rows without", yes(call.outer()));
            }
            case Step.Query query -> parts.put("SQL", query.sql());
            case Step.IntoTable target -> {
                parts.put("relation", target.relation().toString());
                parts.put("columns", String.join(", ", target.columns()));
            }
            case Step.IntoNewTable target -> {
                made(parts, target.relation(), target.primaryKey(), target.partitionedBy());
                parts.put("columns", columns(target.columns()));
                parts.put("options", options(target.options()));
            }
            case Step.IntoView target -> {
                made(parts, target.relation(), target.primaryKey(), target.partitionedBy());
                parts.put("freshness", freshness(target.freshness()));
                parts.put("refresh mode", target.mode().text());
                parts.put("options", options(target.options()));
            }
        }
        parts.values().removeIf(String::isEmpty);
        return parts;
    }

    /** What matters most, on one line; empty for a step that says nothing yet. */
    static String line(Step step) {
        Map<String, String> parts = of(step);
        List<String> words = new ArrayList<>();
        parts.forEach((name, value) -> {
            String plain = value.strip().replaceAll("\\s+", " ");
            boolean plainly =
                    switch (name) {
                        case "condition",
                                "relation",
                                "which rows",
                                "on",
                                "measures",
                                "SQL",
                                "call",
                                "how",
                                "windows",
                                "columns" -> true;
                        default -> false;
                    };
            words.add(plainly ? plain : plain.equals("yes") ? name : name + " " + plain);
        });
        return String.join(" · ", words);
    }

    private static void made(
            Map<String, String> parts, RelationId relation, List<String> primaryKey, List<String> partitionedBy) {
        parts.put("relation", relation.toString());
        parts.put("primary key", String.join(", ", primaryKey));
        parts.put("partitioned by", String.join(", ", partitionedBy));
    }

    private static Map<String, String> windowing(Windowing windowing) {
        Map<String, String> parts = new LinkedHashMap<>();
        switch (windowing) {
            case Windowing.Tumble tumble -> {
                parts.put("windows", "tumbling");
                parts.put("size", Lengths.shown(tumble.size()));
            }
            case Windowing.Hop hop -> {
                parts.put("windows", "hopping");
                parts.put("every", Lengths.shown(hop.slide()));
                parts.put("size", Lengths.shown(hop.size()));
            }
            case Windowing.Cumulate cumulate -> {
                parts.put("windows", "cumulating");
                parts.put("every", Lengths.shown(cumulate.step()));
                parts.put("size", Lengths.shown(cumulate.size()));
            }
            case Windowing.Session session -> {
                parts.put("windows", "sessions");
                parts.put("gap", Lengths.shown(session.gap()));
                parts.put("of each", String.join(", ", session.partitionBy()));
            }
        }
        return parts;
    }

    private static String yes(boolean on) {
        return on ? "yes" : "";
    }

    private static String word(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String number(OptionalLong number) {
        return number.isPresent() ? Formats.number(number.getAsLong()) : "";
    }

    private static String expressions(List<NamedExpression> expressions) {
        return String.join(
                ", ",
                expressions.stream()
                        .map(column -> SuggestedName.column(column.expression())
                                        .filter(column.name()::equals)
                                        .isPresent()
                                ? column.expression()
                                : column.expression() + " AS " + column.name())
                        .toList());
    }

    private static String orderings(List<Ordering> orderings) {
        return String.join(
                ", ",
                orderings.stream()
                        .map(by -> by.expression()
                                + (by.descending() ? " DESC" : "")
                                + (by.nulls() == Ordering.Nulls.AS_USUAL
                                        ? ""
                                        : " NULLS " + by.nulls().name()))
                        .toList());
    }

    private static String columns(List<Column> columns) {
        return String.join(
                ", ",
                columns.stream()
                        .map(column -> column.name() + " " + column.type() + (column.nullable() ? "" : " NOT NULL"))
                        .toList());
    }

    private static String options(Map<String, String> options) {
        List<String> words = new ArrayList<>();
        new TreeMap<>(Redactor.options(options)).forEach((key, value) -> words.add(key + " = " + value));
        return String.join(", ", words);
    }

    private static String freshness(FreshnessTarget target) {
        return switch (target) {
            case FreshnessTarget.Within within -> Formats.duration(within.lag());
            case FreshnessTarget.Downstream ignored -> "as its consumers need";
            case FreshnessTarget.OnDemand ignored -> "only when asked for";
        };
    }
}
