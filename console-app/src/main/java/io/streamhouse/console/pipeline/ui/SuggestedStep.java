package io.streamhouse.console.pipeline.ui;

import io.streamhouse.pipeline.NamedExpression;
import io.streamhouse.pipeline.Step;
import io.streamhouse.pipeline.check.PipelineColumn;
import java.util.List;

/** What a step that was just begun is filled with where only one thing can be meant. */
final class SuggestedStep {

    /** A group that lasts as long as its window has to have both. */
    private static final List<NamedExpression> OF_WINDOW = List.of(
            new NamedExpression("window_start", "window_start"), new NamedExpression("window_end", "window_end"));

    private SuggestedStep() {}

    /**
     * The step as it is begun behind another; what cannot be told stays for the person to fill in.
     *
     * @param columns of the step before; empty while they are not known
     */
    static Step after(Step begun, Step before, List<PipelineColumn> columns) {
        return switch (begun) {
            case Step.Window window
            when window.time().isEmpty() -> {
                List<String> times = columns.stream()
                        .filter(column -> column.time() == PipelineColumn.Time.EVENT)
                        .map(PipelineColumn::name)
                        .toList();
                yield times.size() == 1 ? new Step.Window(times.getFirst(), window.windowing()) : begun;
            }
            case Step.Aggregate aggregate
            when aggregate.keys().isEmpty() && before instanceof Step.Window ->
                new Step.Aggregate(OF_WINDOW, aggregate.measures());
            default -> begun;
        };
    }
}
