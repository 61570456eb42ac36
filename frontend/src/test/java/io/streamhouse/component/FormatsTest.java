package io.streamhouse.component;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FormatsTest {

    @Test
    void sizes_are_told_in_three_digits() {
        assertThat(Formats.bytes(0)).isEqualTo("0 B");
        assertThat(Formats.bytes(1023)).isEqualTo("1023 B");
        assertThat(Formats.bytes(1024)).isEqualTo("1 KB");
        assertThat(Formats.bytes(1536)).isEqualTo("1.5 KB");
        assertThat(Formats.bytes(12L * 1024 * 1024)).isEqualTo("12 MB");
        assertThat(Formats.bytes(Long.MAX_VALUE)).endsWith(" PB");
    }

    @Test
    void counts_are_told_in_three_digits() {
        assertThat(Formats.count(0)).isEqualTo("0");
        assertThat(Formats.count(999)).isEqualTo("999");
        assertThat(Formats.count(12_345)).isEqualTo("12.3k");
        assertThat(Formats.count(999_950)).isEqualTo("1M");
        assertThat(Formats.count(4_500_000)).isEqualTo("4.5M");
        assertThat(Formats.number(12_345_678)).isEqualTo("12,345,678");
    }

    @Test
    void durations_are_told_in_their_two_largest_units() {
        assertThat(Formats.duration(Duration.ofMillis(8))).isEqualTo("8 ms");
        assertThat(Formats.duration(Duration.ofMillis(1_240))).isEqualTo("1.2 s");
        assertThat(Formats.duration(Duration.ofSeconds(12))).isEqualTo("12 s");
        assertThat(Formats.duration(Duration.ofMillis(59_700))).isEqualTo("1 min");
        assertThat(Formats.duration(Duration.ofSeconds(185))).isEqualTo("3 min 5 s");
        assertThat(Formats.duration(Duration.ofMinutes(130))).isEqualTo("2 h 10 min");
        assertThat(Formats.duration(Duration.ofHours(99))).isEqualTo("4 d 3 h");
        assertThat(Formats.duration(Duration.ofSeconds(-12))).isEqualTo("-12 s");
    }

    @Test
    void durations_are_read_as_they_are_told_and_as_people_type_them() {
        for (long millis : List.of(8L, 1_200L, 12_000L, 185_000L, 7_800_000L, 356_400_000L, -12_000L)) {
            Duration duration = Duration.ofMillis(millis);
            assertThat(Formats.readDuration(Formats.duration(duration))).contains(duration);
        }
        assertThat(Formats.readDuration(" 2 days 3hours")).contains(Duration.ofHours(51));
        assertThat(Formats.readDuration("1.5 h")).contains(Duration.ofMinutes(90));
        assertThat(Formats.readDuration("10 minutes and more")).isEmpty();
        assertThat(Formats.readDuration("10 months")).isEmpty();
        assertThat(Formats.readDuration("")).isEmpty();
    }

    @Test
    void amounts_in_a_column_keep_as_many_digits_as_its_largest_needs() {
        assertThat(Formats.decimals(12.4)).isEqualTo(2);
        assertThat(Formats.decimals(0.0123)).isEqualTo(4);
        assertThat(Formats.decimals(0)).isEqualTo(2);
        assertThat(Formats.decimals(5_000)).isZero();
        assertThat(Formats.amount(0.0123, 4)).isEqualTo("0.0123");
        assertThat(Formats.amount(0.00001, 4)).isEqualTo("< 0.0001");
        assertThat(Formats.amount(0, 4)).isEqualTo("0");
        assertThat(Formats.amount(-1_234.5, 2)).isEqualTo("-1,234.50");
    }

    @Test
    void a_share_is_never_rounded_to_all_or_nothing() {
        assertThat(Formats.percent(1)).isEqualTo("100 %");
        assertThat(Formats.percent(0.99999)).isEqualTo("> 99.9 %");
        assertThat(Formats.percent(0.992)).isEqualTo("99.2 %");
        assertThat(Formats.percent(0.00001)).isEqualTo("< 0.1 %");
        assertThat(Formats.percent(0)).isEqualTo("0 %");
    }

    @Test
    void money_keeps_two_digits_that_tell_something() {
        assertThat(Formats.money(1.2, "USD")).isEqualTo("$1.20");
        assertThat(Formats.money(0, "USD")).isEqualTo("$0.00");
        assertThat(Formats.money(1234.5, "EUR")).isEqualTo("€1,234");
        assertThat(Formats.money(0.0042, "USD")).isEqualTo("$0.0042");
        assertThat(Formats.money(0.00042, "USD")).isEqualTo("$0.0004");
        assertThat(Formats.money(3, "SEK")).isEqualTo("SEK 3.00");
        assertThat(Formats.moreMoney(1.27, "USD")).isEqualTo("+$1.27");
        assertThat(Formats.moreMoney(-0.3, "USD")).isEqualTo("−$0.30");
    }
}
