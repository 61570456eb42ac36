package io.streamhouse.refresh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamhouse.cost.CostCurve;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.FreshnessTarget;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.RefreshMode;
import io.streamhouse.model.RequestedMode;
import io.streamhouse.model.Row;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** What a freshness costs, told before it holds; tried for a while; and what AUTO makes of it: on a real engine. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class PricedFreshnessTest {

    private static final RequestedMode AUTO = new RequestedMode.Auto();
    private static final FreshnessTarget HOUR = FreshnessTarget.parse("PT1H");
    private static final FreshnessTarget SECONDS = FreshnessTarget.parse("PT5S");

    @SuppressWarnings("NullAway.Init")
    private static Harbour harbour;

    @BeforeAll
    static void open(@TempDir(cleanup = CleanupMode.NEVER) Path folder) {
        harbour = new Harbour(folder);
        harbour.sql(
                "CREATE TABLE lake.db.orders (id INT NOT NULL, region STRING NOT NULL, amount BIGINT, PRIMARY KEY (id)"
                        + " NOT ENFORCED) WITH ('bucket' = '1')");
        harbour.write("orders", Row.insert(1, "north", 10L), Row.insert(2, "south", 20L));
        harbour.create(
                "sums", "SELECT region, SUM(amount) AS amount FROM lake.db.orders GROUP BY region", "PT1H", "AUTO");
        harbour.awaitActive("sums", RefreshMode.INCREMENTAL);
        harbour.create("big", "SELECT region, amount FROM lake.db.sums WHERE amount > 15", "PT2H", "AUTO");
        harbour.awaitActive("big", RefreshMode.INCREMENTAL);
    }

    @AfterAll
    static void close() {
        harbour.close();
    }

    private static SwitchPreview preview(String view, String freshness, RequestedMode mode) {
        return harbour.views.preview(harbour.id(view), FreshnessTarget.parse(freshness), mode);
    }

    @Test
    @Order(1)
    void the_curve_shows_what_each_mode_costs_and_which_one_is_taken_where() {
        CostCurve curve = harbour.views.curve(harbour.id("sums"));

        assertThat(curve.lines())
                .hasSize(3)
                .allSatisfy(line -> assertThat(line.points()).hasSize(50));
        assertThat(curve.bands().getFirst().mode()).isEqualTo(RefreshMode.CONTINUOUS);
        assertThat(curve.bands().getLast().to()).isEqualTo(Duration.ofDays(1));
        assertThat(curve.basis()).isNotBlank();
        assertThat(harbour.views.curve(harbour.id("big")).slowHop().orElseThrow())
                .contains("lake.db.sums");
    }

    @Test
    @Order(2)
    void a_preview_tells_cost_and_lag_now_and_then_and_changes_nothing() {
        long revision = harbour.views.get(harbour.id("sums")).revision();

        SwitchPreview preview = preview("sums", "PT5S", AUTO);

        assertThat(preview.chosen()).isEqualTo(RefreshMode.CONTINUOUS);
        assertThat(preview.auto()).isEqualTo(RefreshMode.CONTINUOUS);
        assertThat(preview.costPerDay().orElseThrow())
                .isGreaterThan(preview.costPerDayNow().orElseThrow());
        assertThat(preview.lag().orElseThrow()).isLessThan(preview.lagNow().orElseThrow());
        assertThat(preview.affected()).anySatisfy(affected -> {
            assertThat(affected.view()).isEqualTo(harbour.id("big"));
            assertThat(affected.upstream()).isFalse();
        });
        assertThat(harbour.views.get(harbour.id("sums")).revision()).isEqualTo(revision);
        assertThat(harbour.views.get(harbour.id("sums")).definition().freshness())
                .isEqualTo(HOUR);
    }

    @Test
    @Order(3)
    void a_pinned_mode_shows_what_it_costs_against_what_auto_would_take() {
        SwitchPreview preview = preview("sums", "PT1H", new RequestedMode.Pinned(RefreshMode.CONTINUOUS));

        assertThat(preview.chosen()).isEqualTo(RefreshMode.CONTINUOUS);
        assertThat(preview.auto()).isEqualTo(RefreshMode.INCREMENTAL);
        assertThat(preview.candidates().get(0).costPerDay().orElseThrow())
                .isGreaterThan(preview.candidates().get(1).costPerDay().orElseThrow());
    }

    @Test
    @Order(4)
    void tightening_a_view_tells_what_it_asks_of_the_views_it_reads() {
        SwitchPreview preview = preview("big", "PT30S", AUTO);

        assertThat(preview.affected()).anySatisfy(affected -> {
            assertThat(affected.view()).isEqualTo(harbour.id("sums"));
            assertThat(affected.upstream()).isTrue();
            assertThat(affected.targetNow()).contains(Duration.ofHours(1));
            assertThat(affected.targetThen().orElseThrow()).isLessThan(Duration.ofSeconds(30));
            assertThat(affected.costPerDayMore().orElseThrow()).isPositive();
        });
        assertThat(preview.warnings()).anySatisfy(warning -> assertThat(warning).contains("lake.db.sums"));
    }

    @Test
    @Order(5)
    void below_what_the_chain_keeps_the_slow_hop_is_named_and_below_the_floor_it_is_refused() {
        assertThat(preview("big", "PT1S", AUTO).warnings())
                .anySatisfy(
                        warning -> assertThat(warning).contains("slowest hop").contains("lake.db.sums"));
        assertThatThrownBy(() -> preview("big", "PT0.5S", AUTO))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.problem().code()).isEqualTo(ErrorCode.INVALID_REQUEST));
        assertThatThrownBy(() -> preview("sums", "PT2S", new RequestedMode.Pinned(RefreshMode.INCREMENTAL)))
                .hasMessageContaining("INCREMENTAL keeps PT3S");
    }

    @Test
    @Order(6)
    void several_changes_at_once_tell_their_total_and_what_they_draw_along() {
        WhatIf whatIf = harbour.views.whatIf(List.of(new WhatIf.Wish(harbour.id("big"), SECONDS, AUTO)));

        assertThat(whatIf.views())
                .extracting(WhatIf.Changed::view)
                .containsExactly(harbour.id("big"), harbour.id("sums"));
        assertThat(whatIf.views()).extracting(WhatIf.Changed::asked).containsExactly(true, false);
        double more = whatIf.views().stream()
                .mapToDouble(it ->
                        it.costPerDayThen().orElseThrow() - it.costPerDayNow().orElseThrow())
                .sum();
        assertThat(whatIf.costPerDayThen().orElseThrow()
                        - whatIf.costPerDayNow().orElseThrow())
                .isCloseTo(more, org.assertj.core.api.Assertions.within(1e-9));
        assertThat(more).isPositive();
        WhatIf.Wish wish = new WhatIf.Wish(harbour.id("big"), HOUR, AUTO);
        assertThatThrownBy(() -> harbour.views.whatIf(List.of(wish, wish))).hasMessageContaining("Two changes");
    }

    @Test
    @Order(7)
    void a_freshness_that_is_tried_holds_over_a_restart_and_ends() {
        harbour.views.tryFreshness(Harbour.SOMEBODY, harbour.id("sums"), SECONDS, Duration.ofHours(1));
        harbour.awaitActive("sums", RefreshMode.CONTINUOUS);

        ViewState tried = harbour.views.get(harbour.id("sums"));
        assertThat(tried.trial().orElseThrow().freshness()).isEqualTo(SECONDS);
        assertThat(tried.trial().orElseThrow().until()).isAfter(Instant.now());
        assertThat(tried.definition().freshness()).isEqualTo(HOUR);
        assertThat(tried.effectiveTarget()).contains(Duration.ofSeconds(5));

        harbour.restart(false);
        harbour.await(
                "it is still tried",
                Duration.ofSeconds(30),
                () -> harbour.views.get(harbour.id("sums")).trial().isPresent());
        harbour.awaitActive("sums", RefreshMode.CONTINUOUS);

        harbour.views.endTrial(Harbour.SOMEBODY, harbour.id("sums"));
        assertThat(harbour.views.get(harbour.id("sums")).trial()).isEmpty();
        harbour.awaitActive("sums", RefreshMode.INCREMENTAL);
        assertThat(harbour.views.get(harbour.id("sums")).effectiveTarget()).contains(Duration.ofHours(1));
    }

    @Test
    @Order(8)
    void what_cannot_be_tried_is_refused_with_the_reason() {
        harbour.views.setFreshness(
                Harbour.SOMEBODY,
                harbour.id("big"),
                HOUR,
                new RequestedMode.Pinned(RefreshMode.FULL),
                OptionalLong.empty());
        assertThatThrownBy(() -> harbour.views.tryFreshness(
                        Harbour.SOMEBODY, harbour.id("big"), FreshnessTarget.parse("PT3S"), Duration.ofHours(1)))
                .hasMessageContaining("FULL keeps PT5S");
        assertThatThrownBy(() -> harbour.views.tryFreshness(
                        Harbour.SOMEBODY, harbour.id("big"), SECONDS, Duration.ofSeconds(30)))
                .hasMessageContaining("a minute at least");
        assertThat(harbour.views.get(harbour.id("big")).trial()).isEmpty();
    }

    @Test
    @Order(9)
    void every_choice_is_written_down_with_what_was_weighed() {
        List<ModeDecision> decisions = harbour.views.decisions(harbour.id("sums"));

        assertThat(decisions)
                .extracting(ModeDecision::chosen)
                .containsExactly(RefreshMode.INCREMENTAL, RefreshMode.CONTINUOUS, RefreshMode.INCREMENTAL);
        assertThat(decisions.get(1).before()).contains(RefreshMode.INCREMENTAL);
        assertThat(decisions.get(1).target()).contains(Duration.ofSeconds(5));
        assertThat(decisions).allSatisfy(decision -> {
            assertThat(decision.why()).isNotBlank();
            assertThat(decision.candidates())
                    .hasSize(3)
                    .allSatisfy(it -> assertThat(it.why()).isNotBlank());
        });
        assertThat(harbour.views.decisions(harbour.id("big")).getFirst().why()).contains("It was asked for");
    }
}
