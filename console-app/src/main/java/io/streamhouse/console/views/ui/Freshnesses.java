package io.streamhouse.console.views.ui;

import io.streamhouse.component.Formats;
import io.streamhouse.component.FreshnessSlider;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.FreshnessTarget;
import io.streamhouse.model.ProblemException;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Freshness as people write it: {@code 30 s}, {@code 1 h 30 min}, {@code PT30S}, downstream, on demand. */
final class Freshnesses {

    static final String DOWNSTREAM = "As fresh as its consumers need";

    static final String ON_DEMAND = "Only when asked for";

    /** What is offered; anything between can be typed. */
    static final List<String> OFFERED = List.of(
            "1 s", "5 s", "10 s", "30 s", "1 min", "5 min", "15 min", "1 h", "6 h", "1 d", DOWNSTREAM, ON_DEMAND);

    private static final Pattern PART =
            Pattern.compile("\\s*(-?\\d{1,9})\\s*(ms|s|sec|second|min|minute|h|hour|d|day)s?\\b");

    private Freshnesses() {}

    static String text(FreshnessTarget target) {
        return switch (target) {
            case FreshnessTarget.Within within -> Formats.duration(within.lag());
            case FreshnessTarget.Downstream ignored -> DOWNSTREAM;
            case FreshnessTarget.OnDemand ignored -> ON_DEMAND;
        };
    }

    /** @throws ProblemException INVALID_REQUEST, in words for the field it was typed into */
    static FreshnessTarget parse(String text) {
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
        Matcher part = PART.matcher(plain.toLowerCase(Locale.ROOT));
        Duration sum = Duration.ZERO;
        int end = 0;
        try {
            while (part.find() && part.start() == end) {
                sum = sum.plus(duration(Long.parseLong(part.group(1)), part.group(2)));
                end = part.end();
            }
        } catch (DateTimeException | ArithmeticException e) {
            throw unreadable(text);
        }
        if (end == 0 || end < plain.length()) {
            throw unreadable(text);
        }
        return new FreshnessTarget.Within(sum);
    }

    /** The target as the slider has it. */
    static FreshnessSlider.Choice choice(FreshnessTarget target) {
        return switch (target) {
            case FreshnessTarget.Within within -> new FreshnessSlider.Choice.Within(within.lag());
            case FreshnessTarget.Downstream ignored -> new FreshnessSlider.Choice.Downstream();
            case FreshnessTarget.OnDemand ignored -> new FreshnessSlider.Choice.OnDemand();
        };
    }

    /** @throws ProblemException INVALID_REQUEST for what no slider of ours sends */
    static FreshnessTarget target(FreshnessSlider.Choice choice) {
        return switch (choice) {
            case FreshnessSlider.Choice.Within within -> new FreshnessTarget.Within(within.lag());
            case FreshnessSlider.Choice.Downstream ignored -> new FreshnessTarget.Downstream();
            case FreshnessSlider.Choice.OnDemand ignored -> new FreshnessTarget.OnDemand();
        };
    }

    private static Duration duration(long count, String unit) {
        return switch (unit) {
            case "ms" -> Duration.ofMillis(count);
            case "s", "sec", "second" -> Duration.ofSeconds(count);
            case "min", "minute" -> Duration.ofMinutes(count);
            case "h", "hour" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
    }

    private static ProblemException unreadable(String text) {
        return new ProblemException(
                ErrorCode.INVALID_REQUEST, "“" + text + "” is no freshness", "Write 30 s, 5 min, 1 h 30 min or 1 d");
    }
}
