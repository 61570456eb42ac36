package io.streamhouse.console.views;

import io.streamhouse.component.Formats;
import io.streamhouse.component.FreshnessSlider;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.FreshnessTarget;
import io.streamhouse.model.ProblemException;
import java.util.List;

/** Freshness as people write it: {@code 30 s}, {@code 1 h 30 min}, {@code PT30S}, downstream, on demand. */
public final class Freshnesses {

    public static final String DOWNSTREAM = "As fresh as its consumers need";

    public static final String ON_DEMAND = "Only when asked for";

    /** What is offered; anything between can be typed. */
    public static final List<String> OFFERED = List.of(
            "1 s", "5 s", "10 s", "30 s", "1 min", "5 min", "15 min", "1 h", "6 h", "1 d", DOWNSTREAM, ON_DEMAND);

    private Freshnesses() {}

    /** As {@link #parse} reads it. */
    public static String text(FreshnessTarget target) {
        return switch (target) {
            case FreshnessTarget.Within within -> Formats.duration(within.lag());
            case FreshnessTarget.Downstream ignored -> DOWNSTREAM;
            case FreshnessTarget.OnDemand ignored -> ON_DEMAND;
        };
    }

    /** @throws ProblemException INVALID_REQUEST, in words for the field it was typed into */
    public static FreshnessTarget parse(String text) {
        String plain = text.strip();
        if (plain.equals(DOWNSTREAM)) {
            return new FreshnessTarget.Downstream();
        }
        if (plain.equals(ON_DEMAND)) {
            return new FreshnessTarget.OnDemand();
        }
        if (plain.matches("(?i)-?P.*|DOWNSTREAM|ON_DEMAND")) {
            return FreshnessTarget.parse(plain);
        }
        return Formats.readDuration(plain)
                .map(FreshnessTarget.Within::new)
                .orElseThrow(() -> new ProblemException(
                        ErrorCode.INVALID_REQUEST,
                        "“" + text + "” is no freshness",
                        "Write 30 s, 5 min, 1 h 30 min or 1 d"));
    }

    /** The target as the slider has it. */
    public static FreshnessSlider.Choice choice(FreshnessTarget target) {
        return switch (target) {
            case FreshnessTarget.Within within -> new FreshnessSlider.Choice.Within(within.lag());
            case FreshnessTarget.Downstream ignored -> new FreshnessSlider.Choice.Downstream();
            case FreshnessTarget.OnDemand ignored -> new FreshnessSlider.Choice.OnDemand();
        };
    }

    /** @throws ProblemException INVALID_REQUEST for what no slider of ours sends */
    public static FreshnessTarget target(FreshnessSlider.Choice choice) {
        return switch (choice) {
            case FreshnessSlider.Choice.Within within -> new FreshnessTarget.Within(within.lag());
            case FreshnessSlider.Choice.Downstream ignored -> new FreshnessTarget.Downstream();
            case FreshnessSlider.Choice.OnDemand ignored -> new FreshnessTarget.OnDemand();
        };
    }
}
