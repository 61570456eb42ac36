package io.streamhouse.pipeline.change;

import static io.streamhouse.pipeline.CheckedShop.SHOP;
import static io.streamhouse.pipeline.Drawn.aggregate;
import static io.streamhouse.pipeline.Drawn.columns;
import static io.streamhouse.pipeline.Drawn.filter;
import static io.streamhouse.pipeline.Drawn.into;
import static io.streamhouse.pipeline.Drawn.join;
import static io.streamhouse.pipeline.Drawn.pipeline;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamhouse.model.FreshnessTarget;
import io.streamhouse.model.RequestedMode;
import io.streamhouse.pipeline.Drawn;
import io.streamhouse.pipeline.Link;
import io.streamhouse.pipeline.Pipeline;
import io.streamhouse.pipeline.PipelineNode;
import io.streamhouse.pipeline.Step;
import io.streamhouse.pipeline.change.StateChange.Fate;
import io.streamhouse.pipeline.change.StateChange.Going;
import io.streamhouse.pipeline.change.StateChange.NodeState;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class StateChangeTest {

    private static Drawn regions(Step source) {
        return pipeline()
                .node("orders", source)
                .source("customers")
                .node("big", filter("amount > 10"), "orders")
                .node("joined", join("big.customer_id = customers.customer_id", "region", "amount"), "big", "customers")
                .node("counted", aggregate(columns("region"), columns("SUM(amount) AS total")), "joined")
                .node("out", into("totals"), "counted");
    }

    private static Drawn regions() {
        return regions(new Step.Source(SHOP.relation("orders")));
    }

    private static Fate fate(StateChange change, String node) {
        return change.nodes().stream()
                .filter(each -> each.node().equals(node))
                .map(NodeState::fate)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void nothing_changed_keeps_all_state_and_goes_on_from_the_savepoint() {
        StateChange change = StateChange.between(regions().done(), regions().done());

        assertThat(change.going()).isEqualTo(new Going.FromSavepoint());
        assertThat(fate(change, "orders")).isEqualTo(Fate.KEEPS);
        assertThat(fate(change, "joined")).isEqualTo(Fate.KEEPS);
        assertThat(fate(change, "counted")).isEqualTo(Fate.KEEPS);
        assertThat(fate(change, "big")).isEqualTo(Fate.NONE);
        assertThat(fate(change, "out")).isEqualTo(Fate.NONE);
    }

    @Test
    void a_note_blanks_and_comments_keep_all_state() {
        Pipeline running = regions().done();
        Pipeline next = running.changed(
                new PipelineNode("big", filter("amount   >  10 -- the big ones"), "What pays the rent"));

        assertThat(StateChange.between(running, next).going()).isEqualTo(new Going.FromSavepoint());
    }

    @Test
    void a_node_of_another_name_is_the_same_one() {
        Pipeline next = pipeline()
                .source("customers")
                .node("o", new Step.Source(SHOP.relation("orders")))
                .node("large", filter("amount > 10"), "o")
                .node(
                        "joined",
                        join("large.customer_id = customers.customer_id", "region", "amount"),
                        "large",
                        "customers")
                .node("totals_by_region", aggregate(columns("region"), columns("SUM(amount) AS total")), "joined")
                .node("out", into("totals"), "totals_by_region")
                .done();

        StateChange change = StateChange.between(regions().done(), next);

        assertThat(change.going()).isEqualTo(new Going.FromSavepoint());
        assertThat(change.nodes()).noneMatch(NodeState::gone);
        assertThat(fate(change, "totals_by_region")).isEqualTo(Fate.KEEPS);
    }

    @Test
    void another_condition_starts_anew_and_rebuilds_what_has_state() {
        Pipeline next = regions().changed("big", filter("amount > 20")).done();

        StateChange change = StateChange.between(regions().done(), next);

        assertThat(change.going()).isInstanceOfSatisfying(Going.Anew.class, anew -> {
            assertThat(anew.changed()).containsExactly("big");
            assertThat(anew.why()).contains("“big”");
        });
        assertThat(fate(change, "orders")).isEqualTo(Fate.REBUILT);
        assertThat(fate(change, "joined")).isEqualTo(Fate.REBUILT);
        assertThat(fate(change, "counted")).isEqualTo(Fate.REBUILT);
        assertThat(fate(change, "big")).isEqualTo(Fate.NONE);
    }

    @Test
    void what_is_gone_loses_its_state_and_what_is_new_has_none_to_lose() {
        Pipeline running = regions().done();
        Pipeline next = regions()
                .done()
                .without(java.util.Set.of("counted", "out"))
                .with(PipelineNode.of("each", new Step.Project(false, columns("region"), true)))
                .linked(new Link("joined", "each", 0))
                .with(PipelineNode.of("list", into("log", "region")))
                .linked(new Link("each", "list", 0));

        StateChange change = StateChange.between(running, next);

        assertThat(fate(change, "counted")).isEqualTo(Fate.LOST);
        assertThat(fate(change, "out")).isEqualTo(Fate.NONE);
        assertThat(fate(change, "each")).isEqualTo(Fate.REBUILT);
        assertThat(change.nodes().stream().filter(NodeState::gone).map(NodeState::node))
                .containsExactly("counted", "out");
        assertThat(change.going())
                .isInstanceOfSatisfying(
                        Going.Anew.class,
                        anew -> assertThat(anew.changed()).containsExactly("each", "list", "counted", "out"));
    }

    @Test
    void state_that_came_from_a_source_read_from_its_newest_row_on_is_lost() {
        Step latest = new Step.Source(SHOP.relation("orders"), Map.of("scan.mode", "latest"));
        Pipeline next = regions(latest).changed("big", filter("amount > 20")).done();

        StateChange change = StateChange.between(regions(latest).done(), next);

        assertThat(fate(change, "orders")).isEqualTo(Fate.LOST);
        assertThat(fate(change, "joined")).isEqualTo(Fate.LOST);
        assertThat(fate(change, "counted")).isEqualTo(Fate.LOST);
        assertThat(fate(change, "customers")).isEqualTo(Fate.REBUILT);
    }

    @Test
    void a_loose_step_beside_changes_nothing() {
        Pipeline next = regions().node("loose", filter("amount < 1"), "orders").done();

        assertThat(StateChange.between(regions().done(), next).going()).isEqualTo(new Going.FromSavepoint());
    }

    @Test
    void another_freshness_of_a_view_is_no_other_plan() {
        Pipeline hourly = regions().changed("out", view("PT1H")).done();
        Pipeline quick = regions().changed("out", view("PT10S")).done();

        assertThat(StateChange.between(hourly, quick).going()).isEqualTo(new Going.FromSavepoint());
    }

    private static Step view(String freshness) {
        return new Step.IntoView(
                SHOP.relation("kept"),
                List.of(),
                List.of(),
                FreshnessTarget.parse(freshness),
                RequestedMode.parse("AUTO"),
                Map.of());
    }
}
