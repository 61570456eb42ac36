package io.streamhouse.console.views;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamhouse.model.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Freshness as people type it. */
final class FreshnessesTest {

    @ParameterizedTest
    @CsvSource({
        "30 s, PT30S",
        "30s, PT30S",
        "1 h 30 min, PT1H30M",
        "2 days, PT48H",
        "500 ms, PT0.5S",
        "PT5M, PT5M",
        "downstream, DOWNSTREAM",
        "As fresh as its consumers need, DOWNSTREAM",
        "Only when asked for, ON_DEMAND"
    })
    void is_read_in_words_and_as_iso(String typed, String target) {
        assertThat(Freshnesses.parse(typed).text()).isEqualTo(target);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "30", "30 parsecs", "0 s", "-5 s", "400 d", "PT0S", "5 min or so"})
    void is_refused_with_what_to_write_instead(String typed) {
        assertThatThrownBy(() -> Freshnesses.parse(typed))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().nextStep()).isPresent());
    }

    @Test
    void every_offer_is_read() {
        assertThat(Freshnesses.OFFERED)
                .allSatisfy(offer ->
                        assertThat(Freshnesses.text(Freshnesses.parse(offer))).isEqualTo(offer));
    }
}
