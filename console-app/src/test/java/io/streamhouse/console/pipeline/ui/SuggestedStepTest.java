package io.streamhouse.console.pipeline.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamhouse.pipeline.NamedExpression;
import io.streamhouse.pipeline.Step;
import io.streamhouse.pipeline.check.PipelineColumn;
import io.streamhouse.pipeline.check.PipelineColumn.Time;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SuggestedStepTest {

    private static final Step CLICKS = new Step.Source(ShopSurroundings.ORDERS);

    private static final Step WINDOW = StepKind.WINDOW.begun(ShopSurroundings.ORDERS);

    private static final Step AGGREGATE = StepKind.AGGREGATE.begun(ShopSurroundings.ORDERS);

    @Test
    void windows_go_by_the_only_event_time_there_is() {
        Step filled = SuggestedStep.after(WINDOW, CLICKS, List.of(column("page", Time.NO), column("at", Time.EVENT)));

        assertThat(filled).isEqualTo(new Step.Window("at", ((Step.Window) WINDOW).windowing()));
    }

    @Test
    void of_two_event_times_and_of_none_the_person_chooses() {
        assertThat(SuggestedStep.after(WINDOW, CLICKS, List.of(column("a", Time.EVENT), column("b", Time.EVENT))))
                .isEqualTo(WINDOW);
        assertThat(SuggestedStep.after(WINDOW, CLICKS, List.of())).isEqualTo(WINDOW);
    }

    @Test
    void behind_a_window_rows_are_grouped_by_it() {
        Step.Aggregate filled = (Step.Aggregate) SuggestedStep.after(AGGREGATE, WINDOW, List.of());

        assertThat(filled.keys()).extracting(NamedExpression::expression).containsExactly("window_start", "window_end");
        assertThat(filled.measures()).isEqualTo(((Step.Aggregate) AGGREGATE).measures());
        assertThat(SuggestedStep.after(AGGREGATE, CLICKS, List.of())).isEqualTo(AGGREGATE);
    }

    private static PipelineColumn column(String name, Time time) {
        return new PipelineColumn(name, "TIMESTAMP_LTZ(3)", true, time);
    }
}
