package io.streamhouse.freshness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.streamhouse.freshness.LagReport.Point;
import io.streamhouse.freshness.LagReport.Summary;
import io.streamhouse.store.LagStore;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is remembered of lag, and what is told of it. */
final class LagHistoryTest {

    private static final Instant START = Instant.parse("2026-03-01T11:58:20Z");
    private static final Optional<Duration> TARGET = Optional.of(Duration.ofSeconds(10));
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final String VIEW = "v1";

    private final JdbcDataSource source = new JdbcDataSource();
    private Instant now = START;
    private LagHistory history = new LagHistory(new LagStore(source), () -> now);

    @BeforeEach
    void open() {
        source.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        Flyway.configure().dataSource(source).load().migrate();
    }

    /** Looks {@code times} times, a pace apart, and finds this lag each time. */
    private void found(int times, Duration pace, Optional<Duration> lag, Optional<LagCause> cause) {
        for (int i = 0; i < times; i++) {
            now = now.plus(pace);
            history.record(VIEW, new LagSample(now, lag, TARGET, false, cause), pace);
            if (now.getEpochSecond() % 60 < pace.toSeconds()) {
                history.save();
            }
        }
    }

    private void fresh(int times, Duration pace, Duration lag) {
        found(times, pace, Optional.of(lag), Optional.empty());
    }

    private void late(int times, Duration pace, LagCause cause) {
        found(times, pace, Optional.of(Duration.ofSeconds(25)), Optional.of(cause));
    }

    private void restart() {
        history.saveAll();
        history = new LagHistory(new LagStore(source), () -> now);
    }

    private Summary summary(Duration window) {
        return history.report(VIEW, now.minus(window), now).summaries().stream()
                .filter(summary -> summary.window().equals(window))
                .findFirst()
                .orElseThrow();
    }

    private static double share(WithinTarget within) {
        assertThat(within).isInstanceOf(WithinTarget.Known.class);
        return within instanceof WithinTarget.Known known ? known.share() : -1;
    }

    @Test
    void the_share_within_target_is_one_of_time() {
        fresh(1, SECOND, Duration.ZERO);
        fresh(900, SECOND, Duration.ofSeconds(3));
        late(5, Duration.ofSeconds(20), LagCause.SLOW_REFRESH);
        Summary hour = summary(Duration.ofHours(1));
        assertThat(share(hour.within())).isCloseTo(0.9, within(0.001));
        assertThat(hour.aboveTarget()).isEqualTo(Duration.ofSeconds(100));
        assertThat(hour.causes()).isEqualTo(Map.of(LagCause.SLOW_REFRESH, Duration.ofSeconds(100)));
        assertThat(hour.p50().orElseThrow()).isBetween(Duration.ofMillis(2_700), Duration.ofMillis(3_300));
        assertThat(hour.max()).contains(Duration.ofSeconds(25));
        assertThat(history.within(VIEW)).isEqualTo(hour.within());
    }

    @Test
    void a_window_is_no_longer_than_what_was_looked_at() {
        fresh(301, SECOND, Duration.ZERO);
        assertThat(history.within(VIEW)).isEqualTo(new WithinTarget.Known(1, Duration.ofMinutes(5)));
    }

    @Test
    void a_source_that_rests_is_no_lag() {
        fresh(3_700, SECOND, Duration.ZERO);
        Summary hour = summary(Duration.ofHours(1));
        assertThat(hour.within()).isEqualTo(new WithinTarget.Known(1, Duration.ofHours(1)));
        assertThat(hour.max()).contains(Duration.ZERO);
        assertThat(hour.causes()).isEmpty();
    }

    @Test
    void nothing_known_is_unknown_and_never_all() {
        assertThat(history.within(VIEW)).isInstanceOf(WithinTarget.Unknown.class);
        found(600, SECOND, Optional.empty(), Optional.of(LagCause.ENGINE_DOWN));
        Summary hour = summary(Duration.ofHours(1));
        assertThat(hour.within()).isInstanceOf(WithinTarget.Unknown.class);
        assertThat(hour.p95()).isEmpty();
        assertThat(hour.max()).isEmpty();
        assertThat(hour.aboveTarget()).isZero();
        assertThat(hour.causes()).isEqualTo(Map.of(LagCause.ENGINE_DOWN, Duration.ofSeconds(599)));
        assertThat(history.within(VIEW)).isInstanceOf(WithinTarget.Unknown.class);
        Point newest = history.report(VIEW, START, now).points().getLast();
        assertThat(newest.lag()).isEmpty();
        assertThat(newest.cause()).contains(LagCause.ENGINE_DOWN);
    }

    @Test
    void time_in_which_nothing_was_known_does_not_count_as_kept() {
        fresh(61, SECOND, Duration.ZERO);
        found(600, SECOND, Optional.empty(), Optional.of(LagCause.ENGINE_DOWN));
        late(60, SECOND, LagCause.ENGINE_DOWN);
        assertThat(summary(Duration.ofHours(1)).within()).isEqualTo(new WithinTarget.Known(0.5, Duration.ofMinutes(2)));
    }

    @Test
    void while_suspended_nothing_is_said_of_the_promise_and_afterwards_that_time_is_left_out() {
        fresh(101, SECOND, Duration.ZERO);
        for (int i = 0; i < 10; i++) {
            now = now.plus(MINUTE);
            history.record(
                    VIEW,
                    new LagSample(
                            now,
                            Optional.of(Duration.ofMinutes(i)),
                            TARGET,
                            true,
                            i == 0 ? Optional.empty() : Optional.of(LagCause.SUSPENDED)),
                    MINUTE);
        }
        assertThat(history.within(VIEW)).isInstanceOf(WithinTarget.Unknown.class);
        assertThat(summary(Duration.ofHours(1)).within()).isInstanceOf(WithinTarget.Unknown.class);
        assertThat(summary(Duration.ofHours(1)).causes())
                .isEqualTo(Map.of(LagCause.SUSPENDED, Duration.ofMinutes(8).plusSeconds(60)));
        now = now.plusSeconds(1);
        fresh(1, SECOND, Duration.ZERO);
        fresh(60, SECOND, Duration.ZERO);
        // The minute before the first suspended sample still stood under the promise.
        assertThat(history.within(VIEW)).isEqualTo(new WithinTarget.Known(1, Duration.ofSeconds(220)));
    }

    @Test
    void time_in_which_nobody_looked_is_no_time() {
        fresh(61, SECOND, Duration.ZERO);
        now = now.plus(Duration.ofMinutes(30));
        late(31, SECOND, LagCause.SLOW_REFRESH);
        assertThat(summary(Duration.ofHours(1)).aboveTarget()).isEqualTo(Duration.ofSeconds(30));
        assertThat(share(summary(Duration.ofHours(1)).within())).isCloseTo(60.0 / 90, within(0.001));
    }

    @Test
    void a_clock_put_back_a_little_does_not_measure_a_time_twice() {
        fresh(101, SECOND, Duration.ZERO);
        now = now.minusSeconds(20);
        fresh(41, SECOND, Duration.ZERO);
        assertThat(history.within(VIEW)).isEqualTo(new WithinTarget.Known(1, Duration.ofSeconds(121)));
        widthsAreAsTheyShould(history.report(VIEW, START, now));
    }

    @Test
    void a_clock_put_back_by_hours_forgets_what_would_be_the_future() {
        fresh(7_300, SECOND, Duration.ZERO);
        now = now.minus(Duration.ofHours(1));
        late(601, SECOND, LagCause.SLOW_REFRESH);
        LagReport report = history.report(VIEW, now.minus(Duration.ofHours(3)), now.plus(Duration.ofHours(3)));
        assertThat(report.points()).allMatch(point -> !point.at().isAfter(now));
        widthsAreAsTheyShould(report);
        Summary hour = summary(Duration.ofHours(1));
        assertThat(hour.aboveTarget()).isEqualTo(Duration.ofMinutes(10));
        assertThat(share(hour.within())).isBetween(0.8, 0.86);
        fresh(10, SECOND, Duration.ZERO);
        assertThat(share(history.within(VIEW))).isBetween(0.0, 1.0);
    }

    private static void widthsAreAsTheyShould(LagReport report) {
        Instant end = Instant.MIN;
        for (Point point : report.points()) {
            assertThat(point.width()).isPositive();
            assertThat(point.at()).isAfterOrEqualTo(end);
            end = point.at().plus(point.width());
        }
    }

    @Test
    void what_was_found_is_still_there_after_a_restart() {
        fresh(1, SECOND, Duration.ZERO);
        fresh(5_000, SECOND, Duration.ofSeconds(2));
        late(100, SECOND, LagCause.QUEUEING);
        Summary before = summary(Duration.ofDays(1));
        List<Point> points = history.report(VIEW, START, now).points();
        restart();
        assertThat(history.within(VIEW)).isInstanceOf(WithinTarget.Unknown.class);
        now = now.plusMillis(1);
        history.record(VIEW, new LagSample(now, Optional.of(Duration.ZERO), TARGET, false, Optional.empty()), SECOND);
        Summary after = summary(Duration.ofDays(1));
        assertThat(after.aboveTarget()).isEqualTo(before.aboveTarget());
        assertThat(after.causes()).isEqualTo(before.causes());
        assertThat(share(after.within())).isCloseTo(share(before.within()), within(0.001));
        assertThat(history.report(VIEW, START, now).points()).isEqualTo(points);
        history.save();
        assertThat(history.report(VIEW, START, now).points()).isEqualTo(points);
    }

    @Test
    void a_day_and_a_week_are_told_of_as_well_when_they_were_packed() {
        // Every tenth minute is late; after three days that is packed into hours.
        for (int hour = 0; hour < 72; hour++) {
            fresh(54, MINUTE, Duration.ofSeconds(4));
            late(6, MINUTE, LagCause.SLOW_REFRESH);
        }
        for (Duration window : List.of(Duration.ofHours(1), Duration.ofDays(1), Duration.ofDays(7))) {
            Summary summary = summary(window);
            assertThat(share(summary.within())).as("%s", window).isCloseTo(0.9, within(0.01));
            assertThat(summary.p50().orElseThrow()).isBetween(Duration.ofMillis(3_600), Duration.ofMillis(4_400));
            assertThat(summary.p95().orElseThrow()).isBetween(Duration.ofSeconds(22), Duration.ofSeconds(25));
            double above = Math.min(window.toMinutes(), 72 * 60) / 10.0;
            assertThat(summary.aboveTarget().toSeconds() / 60.0)
                    .as("%s", window)
                    .isCloseTo(above, within(1.1));
        }
        assertThat(share(history.within(VIEW))).isCloseTo(0.9, within(0.01));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT10M", "PT1H", "PT6H", "PT24H", "PT72H"})
    void a_chart_has_as_many_points_as_can_be_seen_and_leaves_nothing_out(Duration span) {
        fresh(60 * 73, MINUTE, Duration.ofSeconds(4));
        LagReport report = history.report(VIEW, now.minus(span), now);
        assertThat(report.points()).hasSizeBetween(59, 600);
        widthsAreAsTheyShould(report);
        Duration told = report.points().stream().map(Point::width).reduce(Duration.ZERO, Duration::plus);
        assertThat(told).isGreaterThanOrEqualTo(span).isLessThan(span.plusHours(2));
        assertThat(report.points()).allMatch(point -> point.lag().equals(Optional.of(Duration.ofSeconds(4))));
        assertThat(report.points()).allMatch(point -> point.target().equals(TARGET));
    }

    @Test
    void what_is_kept_is_bounded() throws SQLException {
        for (int hours = 0; hours < 35 * 12; hours++) {
            for (int minute = 0; minute < 120; minute++) {
                now = now.plus(MINUTE);
                history.record(
                        VIEW,
                        new LagSample(now, Optional.of(Duration.ofSeconds(4)), TARGET, false, Optional.empty()),
                        MINUTE);
            }
            history.save();
        }
        long[] rows = {0, 0, 0};
        int at = 0;
        for (Resolution resolution : Resolution.values()) {
            rows[at++] = count("SELECT COUNT(*) FROM VIEW_LAG WHERE RESOLUTION = " + resolution.seconds());
        }
        assertThat(rows[0]).isBetween(180L, 6 * 60L);
        assertThat(rows[1]).isBetween(24L, 27L);
        assertThat(rows[2]).isBetween(31L, 34L);
        LagReport month = history.report(VIEW, now.minus(Duration.ofDays(31)), now);
        assertThat(month.points()).hasSizeBetween(300, 600);
        assertThat(Duration.between(month.points().getFirst().at(), now))
                .isGreaterThanOrEqualTo(Duration.ofDays(30).plusHours(23));
    }

    @Test
    void a_view_that_is_gone_leaves_nothing() throws SQLException {
        fresh(300, SECOND, Duration.ZERO);
        history.save();
        assertThat(count("SELECT COUNT(*) FROM VIEW_LAG")).isPositive();
        history.keepOnly(Set.of());
        history.save();
        history.saveAll();
        assertThat(count("SELECT COUNT(*) FROM VIEW_LAG")).isZero();
        assertThat(history.report(VIEW, START, now).points()).isEmpty();
    }

    private long count(String query) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
