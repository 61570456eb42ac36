package io.streamhouse.console.alerts;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.streamhouse.alert.AlertRule;
import io.streamhouse.alert.AlertRule.WhenUnknown;
import io.streamhouse.alert.Condition;
import io.streamhouse.alert.Scope;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.Problem;
import io.streamhouse.model.ProblemException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A rule as it is written in JSON: in the document that keeps it and in the HTTP API.
 *
 * @param scope {@code *} for all views, {@code catalog.database} or {@code catalog.database.view}; all views if missing
 * @param whenUnknown what is made of a time in which nothing is known; KEEP if missing
 */
public record RuleText(
        When when, @Nullable String scope, @Nullable WhenUnknown whenUnknown) {

    /** The target that holds for each view. */
    private static final String TARGET = "TARGET";

    /** What kind of condition it is. */
    public enum Kind {
        LAG,
        WITHIN_TARGET,
        FAILING,
        FAILED_REFRESHES,
        SUSPENDED,
        COST_PER_DAY
    }

    /**
     * @param above LAG: a duration such as {@code PT5M}, or TARGET, which it is if missing
     * @param lasting LAG: for how long, such as {@code PT5M}; at once if missing
     * @param below WITHIN_TARGET: a share from 0 to 1
     * @param window WITHIN_TARGET: {@code PT1H}, {@code PT24H} or {@code PT168H}; FAILED_REFRESHES: any up to seven days
     * @param atLeast FAILED_REFRESHES: how many
     * @param budget COST_PER_DAY: in the currency of the price list
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record When(
            @Nullable Kind kind,
            @Nullable String above,
            @JsonProperty("for") @Nullable String lasting,
            @Nullable Double below,
            @Nullable String window,
            @Nullable Integer atLeast,
            @Nullable Double budget) {

        private static When of(Kind kind) {
            return new When(kind, null, null, null, null, null, null);
        }
    }

    public static RuleText of(AlertRule rule) {
        When when =
                switch (rule.when()) {
                    case Condition.Lag lag ->
                        new When(
                                Kind.LAG,
                                lag.above().map(Duration::toString).orElse(TARGET),
                                lag.lasting().toString(),
                                null,
                                null,
                                null,
                                null);
                    case Condition.Within within ->
                        new When(
                                Kind.WITHIN_TARGET,
                                null,
                                null,
                                within.share(),
                                within.window().length().toString(),
                                null,
                                null);
                    case Condition.Failing ignored -> When.of(Kind.FAILING);
                    case Condition.FailedRefreshes failed ->
                        new When(
                                Kind.FAILED_REFRESHES,
                                null,
                                null,
                                null,
                                failed.window().toString(),
                                failed.atLeast(),
                                null);
                    case Condition.Suspended ignored -> When.of(Kind.SUSPENDED);
                    case Condition.CostPerDay cost ->
                        new When(Kind.COST_PER_DAY, null, null, null, null, null, cost.budget());
                };
        return new RuleText(when, rule.scope().text(), rule.whenUnknown());
    }

    /** @throws ProblemException INVALID_REQUEST if something is missing or can't be so */
    public AlertRule rule() {
        try {
            return new AlertRule(
                    condition(),
                    Scope.parse(Optional.ofNullable(scope).orElse(Scope.EVERYTHING)),
                    Optional.ofNullable(whenUnknown).orElse(WhenUnknown.KEEP));
        } catch (IllegalArgumentException e) {
            throw new ProblemException(
                    Problem.of(
                            ErrorCode.INVALID_REQUEST,
                            Optional.ofNullable(e.getMessage()).orElse("The rule can't be read")),
                    e);
        }
    }

    private Condition condition() {
        if (when == null) {
            throw missing("when");
        }
        return switch (required(when.kind(), "when.kind")) {
            case LAG ->
                new Condition.Lag(
                        Optional.ofNullable(when.above())
                                .filter(above -> !above.equalsIgnoreCase(TARGET))
                                .map(above -> duration(above, "when.above")),
                        when.lasting() == null ? Duration.ZERO : duration(when.lasting(), "when.for"));
            case WITHIN_TARGET ->
                new Condition.Within(
                        required(when.below(), "when.below"),
                        Condition.Window.of(duration(required(when.window(), "when.window"), "when.window")));
            case FAILING -> new Condition.Failing();
            case FAILED_REFRESHES ->
                new Condition.FailedRefreshes(
                        required(when.atLeast(), "when.atLeast"),
                        duration(required(when.window(), "when.window"), "when.window"));
            case SUSPENDED -> new Condition.Suspended();
            case COST_PER_DAY -> new Condition.CostPerDay(required(when.budget(), "when.budget"));
        };
    }

    private static Duration duration(String text, String field) {
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw new ProblemException(
                    Problem.of(
                            ErrorCode.INVALID_REQUEST,
                            "“" + field + "” is no duration: " + text,
                            "Give an ISO-8601 duration such as PT30S, PT5M or PT24H"),
                    e);
        }
    }

    private static <T> T required(@Nullable T value, String field) {
        if (value == null) {
            throw missing(field);
        }
        return value;
    }

    private static ProblemException missing(String field) {
        return new ProblemException(ErrorCode.INVALID_REQUEST, "The rule has no “" + field + "”");
    }
}
