package io.streamhouse.console.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamhouse.console.pipeline.PipelineChange.Fate;
import io.streamhouse.console.pipeline.PipelineChange.NodeChange;
import io.streamhouse.model.DatabaseId;
import io.streamhouse.model.ExecutionMode;
import io.streamhouse.model.FreshnessTarget;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.RequestedMode;
import io.streamhouse.pipeline.Link;
import io.streamhouse.pipeline.NamedExpression;
import io.streamhouse.pipeline.Pipeline;
import io.streamhouse.pipeline.PipelineNode;
import io.streamhouse.pipeline.Step;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is said before something that runs is changed. */
final class RunDifferenceTest {

    private static final DatabaseId SHOP = new DatabaseId("lake", "shop");
    private static final RelationId VIEW = SHOP.relation("by_city");
    private static final RelationId TABLE = SHOP.relation("big");

    @Test
    void a_view_that_is_computed_anew_does_not_go_on() {
        RunDifference difference = views(view("x > 1", 5), view("x > 2", 5));

        assertThat(difference.goesOn()).isFalse();
        assertThat(difference.changedViews()).containsExactly(VIEW);
        assertThat(difference.nodes())
                .filteredOn(node -> node.fate() != Fate.STATELESS)
                .extracting(NodeChange::fate)
                .containsOnly(Fate.REBUILT);
        assertThat(difference.why())
                .isEqualTo("The query of lake.shop.by_city is changed in place: its rows are computed anew, and readers"
                        + " see the content before until the new one is there.");
    }

    @Test
    void a_view_that_shows_the_same_rows_goes_on_however_fresh_it_is_kept() {
        RunDifference difference = views(view("x > 1", 5), view("x  >  1", 60));

        assertThat(difference.goesOn()).isTrue();
        assertThat(difference.changedViews()).isEmpty();
        assertThat(difference.nodes())
                .extracting(NodeChange::fate)
                .contains(Fate.KEPT)
                .doesNotContain(Fate.REBUILT, Fate.LOST);
        assertThat(difference.why()).isEqualTo("No view becomes another: each goes on with what it has.");
    }

    @Test
    void the_mode_is_of_no_matter_to_a_view() {
        RunDifference difference = new RunDifference(
                new LineLanguage(),
                content(view("x > 1", 5), ExecutionMode.BATCH),
                content(view("x > 1", 5), ExecutionMode.STREAMING),
                false);

        assertThat(difference.goesOn()).isTrue();
    }

    @Test
    void a_view_that_is_new_is_made_and_one_that_is_no_target_any_more_stays() {
        RunDifference difference = views(view("x > 1", 5), table("x > 1"));

        assertThat(difference.goesOn()).isFalse();
        assertThat(difference.why())
                .contains("they are written from the beginning")
                .contains("lake.shop.by_city is no target any more; it stays");
        assertThat(views(table("x > 1"), view("x > 1", 5)).why()).contains("To be made and filled: lake.shop.by_city.");
    }

    @Test
    void a_job_runs_on_beside_a_view_that_is_changed() {
        RunDifference difference = job(both(table("x > 1"), view("x > 1", 5)), both(table("x > 1"), view("x > 2", 5)));

        assertThat(difference.goesOn()).isTrue();
        assertThat(difference.changedViews()).containsExactly(VIEW);
        assertThat(difference.why())
                .startsWith(
                        "The job that writes its tables runs on as it is. The query of lake.shop.by_city is changed");
    }

    @Test
    void a_job_of_another_plan_begins_anew_and_the_view_beside_it_goes_on() {
        RunDifference difference = job(both(table("x > 1"), view("x > 1", 5)), both(table("x > 2"), view("x > 1", 5)));

        assertThat(difference.goesOn()).isFalse();
        assertThat(difference.changedViews()).isEmpty();
        assertThat(difference.why()).startsWith("Its plan becomes another").doesNotContain("by_city");
    }

    private static RunDifference views(Pipeline running, Pipeline next) {
        return new RunDifference(
                new LineLanguage(),
                content(running, ExecutionMode.STREAMING),
                content(next, ExecutionMode.STREAMING),
                false);
    }

    private static RunDifference job(Pipeline running, Pipeline next) {
        return new RunDifference(
                new LineLanguage(),
                content(running, ExecutionMode.STREAMING),
                content(next, ExecutionMode.STREAMING),
                true);
    }

    private static PipelineContent content(Pipeline pipeline, ExecutionMode mode) {
        return new PipelineContent(pipeline, Map.of(), mode, SHOP, Optional.empty());
    }

    /** Orders counted by city, as a view. */
    private static Pipeline view(String condition, int seconds) {
        return Pipeline.EMPTY
                .with(PipelineNode.of("seen", new Step.Source(SHOP.relation("orders"))))
                .with(PipelineNode.of("some", new Step.Filter(condition)))
                .with(PipelineNode.of(
                        "counted",
                        new Step.Aggregate(
                                List.of(new NamedExpression("city", "city")),
                                List.of(new NamedExpression("COUNT(*)", "n")))))
                .with(PipelineNode.of(
                        "shown",
                        new Step.IntoView(
                                VIEW,
                                List.of(),
                                List.of(),
                                new FreshnessTarget.Within(Duration.ofSeconds(seconds)),
                                new RequestedMode.Auto(),
                                Map.of())))
                .linked(new Link("seen", "some", 0))
                .linked(new Link("some", "counted", 0))
                .linked(new Link("counted", "shown", 0));
    }

    /** Orders into a table. */
    private static Pipeline table(String condition) {
        return Pipeline.EMPTY
                .with(PipelineNode.of("orders", new Step.Source(SHOP.relation("orders"))))
                .with(PipelineNode.of("big", new Step.Filter(condition)))
                .with(PipelineNode.of("written", new Step.IntoTable(TABLE, List.of())))
                .linked(new Link("orders", "big", 0))
                .linked(new Link("big", "written", 0));
    }

    private static Pipeline both(Pipeline one, Pipeline other) {
        Pipeline both = one;
        for (PipelineNode node : other.nodes()) {
            both = both.with(node);
        }
        for (Link link : other.links()) {
            both = both.linked(link);
        }
        return both;
    }
}
