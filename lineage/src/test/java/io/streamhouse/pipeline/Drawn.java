package io.streamhouse.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Draws pipelines for tests, in few words. */
public final class Drawn {

    private Pipeline pipeline = Pipeline.EMPTY;

    public static Drawn pipeline() {
        return new Drawn();
    }

    public Drawn node(String name, Step step, String... inputs) {
        pipeline = pipeline.with(PipelineNode.of(name, step));
        for (int port = 0; port < inputs.length; port++) {
            pipeline = pipeline.linked(new Link(inputs[port], name, port));
        }
        return this;
    }

    public Drawn source(String relation) {
        return node(relation, new Step.Source(CheckedShop.SHOP.relation(relation)));
    }

    public Drawn changed(String name, Step step) {
        pipeline = pipeline.changed(PipelineNode.of(name, step));
        return this;
    }

    public Pipeline done() {
        return pipeline;
    }

    /** {@code "SUM(a) AS b"}, or a column's name alone. */
    public static List<NamedExpression> columns(String... texts) {
        List<NamedExpression> columns = new ArrayList<>();
        for (String text : texts) {
            int as = text.lastIndexOf(" AS ");
            columns.add(
                    as < 0
                            ? new NamedExpression(text, text.substring(text.lastIndexOf('.') + 1))
                            : new NamedExpression(text.substring(0, as), text.substring(as + 4)));
        }
        return columns;
    }

    public static Step filter(String condition) {
        return new Step.Filter(condition);
    }

    public static Step project(String... columns) {
        return new Step.Project(false, columns(columns), false);
    }

    public static Step.Join join(String on, String... columns) {
        return new Step.Join(Step.JoinKind.INNER, on, columns(columns));
    }

    public static Step aggregate(List<NamedExpression> keys, List<NamedExpression> measures) {
        return new Step.Aggregate(keys, measures);
    }

    public static Step tumble(String time, String size) {
        return new Step.Window(time, new Step.Windowing.Tumble(size));
    }

    public static Step top(long count, String by, String... partition) {
        return new Step.TopN(List.of(partition), List.of(Ordering.descending(by)), count, Optional.empty());
    }

    public static Step limit(long count) {
        return new Step.SortLimit(List.of(), OptionalLong.of(count), OptionalLong.empty());
    }

    public static Step into(String table, String... columns) {
        return new Step.IntoTable(CheckedShop.SHOP.relation(table), List.of(columns));
    }
}
