package io.streamhouse.console.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamhouse.alert.AlertRule;
import io.streamhouse.alert.AlertRule.WhenUnknown;
import io.streamhouse.alert.Condition;
import io.streamhouse.alert.Scope;
import io.streamhouse.model.ProblemException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Rules as JSON and in words. */
final class RuleTextTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Test
    void every_rule_reads_as_it_was_written() {
        for (Condition when : List.of(
                new Condition.Lag(Optional.empty(), Duration.ofMinutes(5)),
                new Condition.Lag(Optional.of(Duration.ofSeconds(90)), Duration.ZERO),
                new Condition.Within(0.95, Condition.Window.WEEK),
                new Condition.Failing(),
                new Condition.FailedRefreshes(3, Duration.ofHours(6)),
                new Condition.Suspended(),
                new Condition.CostPerDay(2.5))) {
            for (String scope : List.of("*", "lake.shop", "lake.`od.d`.sales")) {
                AlertRule rule = new AlertRule(when, Scope.parse(scope), WhenUnknown.FIRE);
                String json = JSON.writeValueAsString(RuleText.of(rule));
                assertThat(JSON.readValue(json, RuleText.class).rule()).as(json).isEqualTo(rule);
            }
        }
    }

    @Test
    void what_is_missing_or_impossible_is_named() {
        assertRefused("{\"when\":{\"kind\":\"WITHIN_TARGET\",\"window\":\"PT24H\"}}", "when.below");
        assertRefused("{\"when\":{\"kind\":\"WITHIN_TARGET\",\"below\":95,\"window\":\"PT24H\"}}", "at most 1");
        assertRefused("{\"when\":{\"kind\":\"WITHIN_TARGET\",\"below\":0.9,\"window\":\"PT2H\"}}", "PT1H");
        assertRefused("{\"when\":{\"kind\":\"LAG\",\"for\":\"5 minutes\"}}", "when.for");
        assertRefused("{\"when\":{}}", "when.kind");
        assertRefused("{}", "when");
        assertRefused("{\"when\":{\"kind\":\"FAILING\"},\"scope\":\"a.b.c.d\"}", "a.b.c.d");
    }

    @Test
    void a_rule_says_what_it_is_for() {
        assertThat(sentence(new Condition.Lag(Optional.empty(), Duration.ofMinutes(5)), "*"))
                .isEqualTo("Any view behind its target for 5 min");
        assertThat(sentence(new Condition.Lag(Optional.of(Duration.ofMinutes(1)), Duration.ZERO), "lake.shop.sales"))
                .isEqualTo("sales more than 1 min behind");
        assertThat(sentence(new Condition.Within(0.995, Condition.Window.DAY), "lake.shop"))
                .isEqualTo("Any view of lake.shop within its target less than 99.5 % of the last 24 h");
        assertThat(sentence(new Condition.FailedRefreshes(3, Duration.ofHours(1)), "*"))
                .isEqualTo("Any view with 3 failed refreshes in 1 h");
        assertThat(sentence(new Condition.CostPerDay(2.5), "*"))
                .isEqualTo("Everything costing more than 2.50 EUR a day");
    }

    private static String sentence(Condition when, String scope) {
        return RuleWords.sentence(new AlertRule(when, Scope.parse(scope), WhenUnknown.KEEP), "EUR");
    }

    private static void assertRefused(String json, String naming) {
        RuleText text = JSON.readValue(json, RuleText.class);
        assertThatThrownBy(text::rule).isInstanceOf(ProblemException.class).hasMessageContaining(naming);
    }
}
