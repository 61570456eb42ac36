package io.streamhouse.console.tour;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

final class TourProgressTest {

    private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");
    private static final TourFacts NOTHING = new TourFacts(false, "", Optional.empty(), Map.of());
    private static final String VIEW = "streamhouse.shop.revenue";

    @Test
    void each_step_is_done_when_the_world_says_so_and_the_tour_ends_behind_the_last() {
        TourProgress progress = TourProgress.NOT_BEGUN.begun(NOTHING, NOW);
        assertThat(progress.open()).isTrue();

        progress = done(progress, running(Optional.empty(), Map.of()));
        assertThat(progress.step()).isEqualTo(TourStep.ORDERS);
        progress = progress.visited("catalog/streamhouse.shop.orders");
        assertThat(progress.finished()).isTrue();
        progress = progress.next(NOTHING, NOW);
        assertThat(progress.seen(running(Optional.of(NOW.minusSeconds(5)), Map.of()))
                        .finished())
                .as("a statement of before the step")
                .isFalse();
        progress = done(progress, running(Optional.of(NOW.plusSeconds(5)), Map.of("a.b.old", "PT1H")));
        progress = done(progress, running(Optional.empty(), Map.of("a.b.old", "PT1H", VIEW, "PT30S")));
        assertThat(progress.view()).contains(VIEW);
        assertThat(TourRoutes.of(progress)).endsWith("materialized-views/" + VIEW);
        assertThat(progress.seen(running(Optional.empty(), Map.of(VIEW, "PT30S")))
                        .finished())
                .isFalse();
        progress = done(progress, running(Optional.empty(), Map.of(VIEW, "PT5M")));

        assertThat(progress.open()).isFalse();
        assertThat(progress.done()).containsExactlyInAnyOrder(TourStep.values());
    }

    @Test
    void every_step_can_be_skipped_and_done_again() {
        TourProgress progress = TourProgress.NOT_BEGUN.begun(NOTHING, NOW);
        for (TourStep step : TourStep.values()) {
            assertThat(progress.step()).isEqualTo(step);
            progress = progress.next(NOTHING, NOW);
        }
        assertThat(progress.open()).isFalse();
        assertThat(progress.done()).isEmpty();

        TourFacts shop = running(Optional.empty(), Map.of(VIEW, "PT1H"));
        TourProgress once = progress.at(TourStep.SHOP, shop, NOW).seen(shop);
        assertThat(once.finished()).isTrue();
        assertThat(once.at(TourStep.SHOP, NOTHING, NOW).finished()).isFalse();
    }

    @Test
    void how_far_somebody_has_come_is_kept() {
        JsonMapper json = JsonMapper.builder().build();
        TourProgress progress = TourProgress.NOT_BEGUN
                .begun(NOTHING, NOW)
                .seen(running(Optional.empty(), Map.of(VIEW, "PT1H")))
                .at(TourStep.SLIDER, running(Optional.empty(), Map.of(VIEW, "PT1H")), NOW);

        assertThat(json.readValue(json.writeValueAsString(progress), TourProgress.class))
                .isEqualTo(progress);
        assertThat(json.readValue(json.writeValueAsString(TourProgress.NOT_BEGUN), TourProgress.class))
                .isEqualTo(TourProgress.NOT_BEGUN);
    }

    @Test
    void the_dial_without_a_view_of_ones_own_is_that_of_another() {
        TourProgress progress = TourProgress.NOT_BEGUN
                .begun(NOTHING, NOW)
                .at(TourStep.SLIDER, running(Optional.empty(), Map.of("a.b.other", "PT1H")), NOW);

        assertThat(progress.view()).contains("a.b.other");
        assertThat(TourRoutes.of(progress)).endsWith("a.b.other");
        assertThat(TourRoutes.of(TourProgress.NOT_BEGUN.at(TourStep.SLIDER, NOTHING, NOW)))
                .isEqualTo("materialized-views");
    }

    private static TourProgress done(TourProgress progress, TourFacts facts) {
        TourProgress done = progress.seen(facts);
        assertThat(done.finished()).as("%s with %s", progress.step(), facts).isTrue();
        return done.next(facts, NOW);
    }

    private static TourFacts running(Optional<Instant> statement, Map<String, String> views) {
        return new TourFacts(true, "", statement, views);
    }
}
