package io.streamhouse.pipeline.change;

import io.streamhouse.pipeline.NamedExpression;
import io.streamhouse.pipeline.Ordering;
import io.streamhouse.pipeline.Step;
import io.streamhouse.pipeline.Step.Windowing;
import io.streamhouse.sql.Lexeme;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a step computes, as a value: two steps with equal ones mean the same to Flink, though their inputs have other
 * names, and their text other blanks and comments.
 */
final class CanonicalStep {

    /** No one's name: it has a character that ends a word. */
    private static final String INPUT = "#";

    private final List<String> inputs;

    private CanonicalStep(List<String> inputs) {
        this.inputs = inputs;
    }

    /** @param inputs names of the nodes whose rows the step takes, by port */
    static List<Object> of(Step step, List<String> inputs) {
        List<Object> value = new ArrayList<>();
        value.add(step.getClass().getSimpleName());
        value.addAll(new CanonicalStep(inputs).parts(step));
        return value;
    }

    private List<Object> parts(Step step) {
        return switch (step) {
            case Step.Source source -> List.of(source.relation(), sorted(source.hints()));
            case Step.Filter filter -> List.of(text(filter.condition()));
            case Step.Project project -> List.of(project.keepAll(), named(project.columns()), project.distinct());
            case Step.Join join -> List.of(join.kind(), text(join.on()), named(join.columns()));
            case Step.IntervalJoin join ->
                List.of(
                        join.kind(),
                        text(join.on()),
                        text(join.leftTime()),
                        text(join.rightTime()),
                        text(join.from()),
                        text(join.to()),
                        named(join.columns()));
            case Step.TemporalJoin join ->
                List.of(join.kind(), text(join.on()), text(join.time()), named(join.columns()));
            case Step.Aggregate aggregate -> List.of(named(aggregate.keys()), named(aggregate.measures()));
            case Step.Window window -> List.of(text(window.time()), windowing(window.windowing()));
            case Step.Deduplicate deduplicate -> List.of(texts(deduplicate.keys()), ordered(deduplicate.by()));
            case Step.TopN top -> List.of(texts(top.partitionBy()), ordered(top.by()), top.count(), top.rankColumn());
            case Step.SetOperation set -> List.of(set.kind());
            case Step.SortLimit sort -> List.of(ordered(sort.by()), sort.limit(), sort.offset());
            case Step.TableCall call -> List.of(text(call.call()), call.columns(), call.outer());
            case Step.Query query -> List.of(text(query.sql(), true));
            case Step.IntoTable table -> List.of(table.relation(), table.columns());
            case Step.IntoNewTable table ->
                List.of(
                        table.relation(),
                        table.columns(),
                        table.primaryKey(),
                        table.partitionedBy(),
                        sorted(table.options()));
            // Freshness and mode say when it is computed, not what.
            case Step.IntoView view ->
                List.of(view.relation(), view.primaryKey(), view.partitionedBy(), sorted(view.options()));
        };
    }

    private List<Object> windowing(Windowing windowing) {
        return switch (windowing) {
            case Windowing.Tumble tumble -> List.of("tumble", text(tumble.size()));
            case Windowing.Hop hop -> List.of("hop", text(hop.slide()), text(hop.size()));
            case Windowing.Cumulate cumulate -> List.of("cumulate", text(cumulate.step()), text(cumulate.size()));
            case Windowing.Session session -> List.of("session", text(session.gap()), texts(session.partitionBy()));
        };
    }

    private static Map<String, String> sorted(Map<String, String> options) {
        return new TreeMap<>(options);
    }

    private List<Object> named(List<NamedExpression> columns) {
        List<Object> named = new ArrayList<>();
        for (NamedExpression column : columns) {
            named.add(List.of(text(column.expression()), column.name()));
        }
        return named;
    }

    private List<Object> ordered(List<Ordering> by) {
        List<Object> ordered = new ArrayList<>();
        for (Ordering ordering : by) {
            ordered.add(List.of(text(ordering.expression()), ordering.descending(), ordering.nulls()));
        }
        return ordered;
    }

    private List<String> texts(List<String> texts) {
        return texts.stream().map(this::text).toList();
    }

    private String text(String sql) {
        return text(sql, false);
    }

    /** @param namesInputs whether the inputs are named as relations, too, and not only before a dot */
    private String text(String sql, boolean namesInputs) {
        List<Lexeme> tokens = Lexeme.read(sql).stream()
                .filter(token -> token.kind() != Lexeme.Kind.COMMENT)
                .toList();
        StringBuilder text = new StringBuilder();
        for (int at = 0; at < tokens.size(); at++) {
            Lexeme token = tokens.get(at);
            boolean named = token.kind() == Lexeme.Kind.WORD || token.kind() == Lexeme.Kind.QUOTED_NAME;
            int port = named ? inputs.indexOf(token.name()) : -1;
            boolean qualifies = at + 1 < tokens.size() && tokens.get(at + 1).isSymbol(".");
            boolean qualified = at > 0 && tokens.get(at - 1).isSymbol(".");
            boolean input = port >= 0 && !qualified && (qualifies || namesInputs);
            text.append(input ? INPUT + port : named ? token.name() : token.text())
                    .append(' ');
        }
        return text.toString();
    }
}
