package io.streamhouse.console.pipeline.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamhouse.component.Formats;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LengthsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            10 min     | INTERVAL '10' MINUTE
            -10 min    | -INTERVAL '10' MINUTE
            1 h 30 min | INTERVAL '90' MINUTE
            2 d        | INTERVAL '2' DAY
            90 s       | INTERVAL '90' SECOND
            100 s      | INTERVAL '100' SECOND(3)
            0 s        | INTERVAL '0' SECOND
            24h        | INTERVAL '1' DAY
            """)
    void what_people_write_becomes_an_interval_of_sql(String typed, String sql) {
        assertThat(Lengths.written(typed)).isEqualTo(sql);
        assertThat(Lengths.parseInterval(sql)).isEqualTo(Formats.readDuration(typed));
    }

    @Test
    void an_interval_is_shown_as_people_write_it() {
        assertThat(Lengths.shown("INTERVAL '15' MINUTE")).isEqualTo("15 min");
        assertThat(Lengths.shown("- interval '1' hour")).isEqualTo("-1 h");
        assertThat(Lengths.parseInterval("INTERVAL '-5' SECOND")).contains(Duration.ofSeconds(-5));
    }

    @Test
    void what_is_no_length_stays_as_it_is() {
        assertThat(Lengths.shown("INTERVAL '1:30' HOUR TO MINUTE")).isEqualTo("INTERVAL '1:30' HOUR TO MINUTE");
        assertThat(Lengths.written("INTERVAL '1:30' HOUR TO MINUTE")).isEqualTo("INTERVAL '1:30' HOUR TO MINUTE");
        assertThat(Lengths.written("10 minutes and more")).isEqualTo("10 minutes and more");
    }
}
