package io.streamhouse.console.lineagegraph;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamhouse.component.LineageDrawing.Figures;
import io.streamhouse.component.Tone;
import io.streamhouse.freshness.Freshness;
import io.streamhouse.lineage.Neighbourhood.Node;
import io.streamhouse.model.FreshnessTarget;
import io.streamhouse.model.RefreshMode;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.RelationKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

final class CardFiguresTest {

    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
    private static final RelationId VIEW = new RelationId("streamhouse", "shop", "kpis");
    private static final Node NODE =
            new Node(VIEW, Optional.of(RelationKind.MATERIALIZED_VIEW), List.of("id"), 0, Optional.empty());

    @Test
    void a_view_within_its_target_says_so_in_figures_and_colour() {
        Figures figures = of(lagging(Duration.ofSeconds(22)), ColourBy.LAG);

        assertThat(figures.line()).isEqualTo("22 s of 1 min");
        assertThat(figures.amount()).isEqualTo("€0.61/d");
        assertThat(figures.mode()).isEqualTo("CONTINUOUS");
        assertThat(figures.tone()).isEqualTo(Tone.OK);
        assertThat(figures.share()).isBetween(0.36, 0.37);
    }

    @Test
    void a_view_behind_its_target_is_red_and_one_near_it_amber() {
        assertThat(of(lagging(Duration.ofSeconds(61)), ColourBy.LAG).tone()).isEqualTo(Tone.BAD);
        assertThat(of(lagging(Duration.ofSeconds(55)), ColourBy.LAG).tone()).isEqualTo(Tone.WARN);
    }

    @Test
    void an_unknown_lag_is_said_with_its_reason_and_fills_no_bar() {
        Figures figures = of(health(new Freshness.Unknown("Its table was never written")), ColourBy.LAG);

        assertThat(figures.line()).isEqualTo("lag unknown");
        assertThat(figures.said()).contains("Its table was never written");
        assertThat(figures.tone()).isEqualTo(Tone.NEUTRAL);
        assertThat(figures.share()).isZero();
    }

    @Test
    void back_pressure_and_mode_have_colours_of_their_own() {
        NodeHealth health = lagging(Duration.ofSeconds(22));

        assertThat(of(health, ColourBy.PRESSURE).line()).isEqualTo("busy 96 % · waits 12 %");
        assertThat(of(health, ColourBy.PRESSURE).tone()).isEqualTo(Tone.BAD);
        assertThat(of(health, ColourBy.MODE).tone()).isEqualTo(Tone.CONTINUOUS);
        assertThat(of(health, ColourBy.COST).share()).isEqualTo(1);
    }

    @Test
    void of_a_table_that_nobody_keeps_only_what_it_is_is_said() {
        Node table = new Node(VIEW, Optional.of(RelationKind.TABLE), List.of(), 0, Optional.empty());
        Node gone = new Node(VIEW, Optional.empty(), List.of(), 0, Optional.empty());

        assertThat(CardFigures.of(List.of(table), Map.of(), ColourBy.LAG)).containsValue(Figures.none("table"));
        assertThat(CardFigures.of(List.of(gone), Map.of(), ColourBy.LAG))
                .containsValue(Figures.none("not in its catalog"));
    }

    private static Figures of(NodeHealth health, ColourBy colour) {
        return CardFigures.of(List.of(NODE), Map.of(VIEW, health), colour)
                .getOrDefault(VIEW.toString(), Figures.none(""));
    }

    private static NodeHealth lagging(Duration lag) {
        return health(new Freshness.Known(NOW.minus(lag), lag, NOW));
    }

    private static NodeHealth health(Freshness freshness) {
        return new NodeHealth(
                Optional.of(new FreshnessTarget.Within(Duration.ofMinutes(1))),
                Optional.of(freshness),
                Optional.of(RefreshMode.CONTINUOUS),
                OptionalDouble.of(0.61),
                "EUR",
                Optional.of("ACTIVE"),
                Optional.empty(),
                OptionalDouble.of(0.96),
                OptionalDouble.of(0.12));
    }
}
