package io.streamhouse.console.alerts;

import io.streamhouse.alert.AlertRule;
import io.streamhouse.alert.Condition;
import io.streamhouse.alert.Condition.Measure;
import io.streamhouse.alert.Scope;
import io.streamhouse.component.Formats;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Duration;
import java.util.Locale;

/** Rules and their figures in words. */
public final class RuleWords {

    private RuleWords() {}

    /** {@code Any view behind its target for 5 min}. */
    public static String sentence(AlertRule rule, String currency) {
        String whose = subject(rule);
        return switch (rule.when()) {
            case Condition.Lag lag ->
                whose + " "
                        + lag.above()
                                .map(above -> "more than " + Formats.duration(above) + " behind")
                                .orElse("behind its target")
                        + (lag.lasting().isZero() ? "" : " for " + Formats.duration(lag.lasting()));
            case Condition.Within within ->
                whose + " within its target less than " + percent(within.share()) + " of the last "
                        + window(within.window().length());
            case Condition.Failing ignored -> whose + " failing";
            case Condition.FailedRefreshes failed ->
                whose + " with " + failed.atLeast() + (failed.atLeast() == 1 ? " failed refresh" : " failed refreshes")
                        + " in " + window(failed.window());
            case Condition.Suspended ignored -> whose + " suspended";
            case Condition.CostPerDay cost -> whose + " costing more than " + money(cost.budget(), currency) + " a day";
        };
    }

    private static String subject(AlertRule rule) {
        boolean cost = rule.when() instanceof Condition.CostPerDay;
        return switch (rule.scope()) {
            case Scope.Everything ignored -> cost ? "Everything" : "Any view";
            case Scope.Database all -> cost ? all.text() : "Any view of " + all.text();
            case Scope.OneView one -> one.view().name();
        };
    }

    /** What a subject of an event is called. */
    public static String subject(String key) {
        return key.equals(Scope.EVERYTHING) ? "everything" : key;
    }

    /** A value in the measure it is counted in. */
    public static String value(double value, Measure measure, String currency) {
        return switch (measure) {
            case SECONDS -> Formats.duration(Duration.ofMillis(Math.round(value * 1000)));
            case SHARE -> percent(value);
            case COUNT -> Formats.number(Math.round(value));
            case MONEY -> money(value, currency);
        };
    }

    /** {@code 24 h} rather than a day: so it is named everywhere. */
    public static String window(Duration window) {
        return window.equals(Duration.ofDays(1)) ? "24 h" : Formats.duration(window);
    }

    private static String percent(double share) {
        return format("0.##", share * 100) + " %";
    }

    private static String money(double amount, String currency) {
        return format(amount != 0 && Math.abs(amount) < 0.1 ? "0.####" : "0.00", amount) + " " + currency;
    }

    private static String format(String pattern, double value) {
        return new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(Locale.ROOT)).format(value);
    }
}
