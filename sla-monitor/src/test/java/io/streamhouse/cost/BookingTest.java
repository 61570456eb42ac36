package io.streamhouse.cost;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamhouse.model.EngineReading;
import io.streamhouse.model.JobId;
import io.streamhouse.model.JobReading;
import io.streamhouse.model.RefreshMode;
import io.streamhouse.model.RelationId;
import io.streamhouse.store.UsageAccount;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is booked of two readings of a meter. */
final class BookingTest {

    private static final JobId JOB = new JobId("00000000000000000000000000000001");
    private static final JobId QUERY = new JobId("00000000000000000000000000000002");
    private static final UsageAccount REVENUE =
            UsageAccount.of(new RelationId("lake", "shop", "revenue"), Optional.of(RefreshMode.CONTINUOUS));
    private static final Duration PASSED = Duration.ofSeconds(5);

    private final Booking booking =
            new Booking(job -> job.equals(JOB) ? Optional.of(REVENUE) : Optional.<UsageAccount>empty());

    @Test
    void jobsAreBookedToWhatTheyWorkForAndTheRestToOverhead() {
        EngineReading before = reading(Map.of(JOB, job(1_000, 100, true)), 10, 20, 30, 40, 1_100);
        EngineReading now =
                reading(Map.of(JOB, job(3_000, 400, true), QUERY, job(500, 0, false)), 110, 220, 130, 340, 4_300);

        var booked = booking.book(before, now, PASSED);

        assertThat(booked.get(REVENUE)).isEqualTo(new Booking.Entry(millis(2_000), millis(300), Duration.ZERO, PASSED));
        assertThat(cpu(booked, Accounts.STATEMENTS)).isEqualTo(millis(500));
        assertThat(cpu(booked, Accounts.PLANNING)).isEqualTo(millis(100));
        assertThat(cpu(booked, Accounts.ENGINE)).isEqualTo(millis(200));
        assertThat(cpu(booked, Accounts.CONSOLE)).isEqualTo(millis(100));
        assertThat(cpu(booked, Accounts.RUNTIME)).isEqualTo(millis(300));
        assertThat(cpu(booked, Accounts.TOTAL)).isEqualTo(millis(3_200));
        assertThat(booked).doesNotContainKey(Accounts.IDLE);
    }

    @Test
    void whatIsUsedWhileNothingRunsIsIdle() {
        EngineReading before = reading(Map.of(JOB, job(1_000, 0, false)), 10, 20, 30, 40, 1_100);
        EngineReading now = reading(Map.of(JOB, job(1_000, 0, false)), 11, 120, 60, 90, 1_281);

        var booked = booking.book(before, now, PASSED);

        assertThat(cpu(booked, Accounts.IDLE)).isEqualTo(cpu(booked, Accounts.TOTAL));
        assertThat(booked).doesNotContainKeys(REVENUE, Accounts.ENGINE, Accounts.CONSOLE);
    }

    @Test
    void aStatementBeingPlannedIsWorkThoughNoJobRuns() {
        EngineReading before = reading(Map.of(), 0, 0, 0, 0, 0);
        EngineReading now = reading(Map.of(), 400, 10, 10, 80, 500);

        var booked = booking.book(before, now, PASSED);

        assertThat(cpu(booked, Accounts.PLANNING)).isEqualTo(millis(400));
        assertThat(booked).doesNotContainKey(Accounts.IDLE);
    }

    @Test
    void aJobThatWaitsForRowsStillHoldsItsSlotAndKeepsTheEngineFromIdling() {
        EngineReading before = reading(Map.of(JOB, job(1_000, 0, true)), 0, 0, 0, 0, 1_000);
        EngineReading now = reading(Map.of(JOB, job(1_000, 0, true)), 0, 30, 0, 0, 1_030);

        var booked = booking.book(before, now, PASSED);

        assertThat(cpu(booked, Accounts.ENGINE)).isEqualTo(millis(30));
        assertThat(booked.getOrDefault(REVENUE, new Booking.Entry(PASSED, PASSED, PASSED, Duration.ZERO))
                        .worked())
                .isEqualTo(PASSED);
    }

    @Test
    void nothingIsBookedAcrossTheRestartOfAnEngineAndNothingIsEverNegative() {
        EngineReading before = reading(Map.of(JOB, job(9_000, 900, true)), 500, 500, 500, 500, 11_000);
        EngineReading restarted = reading(Map.of(JOB, job(10, 1, true)), 1, 1, 1, 1, 14);
        EngineReading oneCounterBack = reading(Map.of(JOB, job(10, 1, true)), 1, 600, 600, 600, 12_000);

        assertThat(booking.book(before, restarted, PASSED)).isEmpty();
        assertThat(booking.book(before, oneCounterBack, PASSED).values()).allSatisfy(entry -> {
            assertThat(entry.cpu()).isGreaterThanOrEqualTo(Duration.ZERO);
            assertThat(entry.compactionCpu()).isGreaterThanOrEqualTo(Duration.ZERO);
        });
    }

    private static Duration cpu(Map<UsageAccount, Booking.Entry> booked, UsageAccount account) {
        Booking.Entry entry = booked.get(account);
        return entry == null ? Duration.ZERO : entry.cpu();
    }

    private static Duration millis(long millis) {
        return Duration.ofMillis(millis);
    }

    private static JobReading job(long cpu, long compaction, boolean running) {
        return new JobReading(millis(cpu), millis(compaction), Duration.ZERO, running);
    }

    private static EngineReading reading(
            Map<JobId, JobReading> jobs, long planning, long engine, long console, long runtime, long total) {
        return new EngineReading(
                jobs, millis(planning), millis(engine), millis(console), millis(runtime), millis(total), 2);
    }
}
