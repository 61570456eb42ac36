package io.streamhouse.streaming;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamhouse.store.LedgerJob.Hindrance;
import io.streamhouse.store.LedgerJob.Wish;
import io.streamhouse.streaming.Facts.JobFact;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is decided for every combination of what can be known of a streaming statement. */
final class DecisionTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final Duration GRACE = Duration.ofSeconds(60);
    private static final List<Boolean> EITHER = List.of(false, true);

    /** Jobs that are, or may be, at work or about to be. */
    private static final Set<JobFact> ALIVE =
            EnumSet.of(JobFact.STARTING, JobFact.RUNNING, JobFact.RESTARTING, JobFact.ENDING);

    private static Facts facts(Wish wish, JobFact job) {
        return facts(wish, job, true, true, GRACE, Hindrance.NONE, 0, false);
    }

    private static Facts facts(
            Wish wish,
            JobFact job,
            boolean seen,
            boolean placed,
            Duration since,
            Hindrance hindrance,
            int failures,
            boolean quiet) {
        return new Facts(
                NOW,
                wish,
                job,
                seen,
                placed,
                since,
                since,
                GRACE,
                false,
                hindrance,
                failures,
                quiet ? Optional.of(NOW.plusSeconds(1)) : Optional.empty());
    }

    @ParameterizedTest
    @CsvSource({
        "RUN,  NONE,       Start",
        "RUN,  STARTING,   Wait",
        "RUN,  RUNNING,    Wait",
        "RUN,  RESTARTING, Wait",
        "RUN,  ENDING,     Wait",
        "RUN,  FAILED,     Fail",
        "RUN,  CANCELED,   Follow",
        "RUN,  FINISHED,   Conclude",
        "RUN,  ABSENT,     Settle",
        "STOP, NONE,       Wait",
        "STOP, STARTING,   Wait",
        "STOP, RUNNING,    Stop",
        "STOP, RESTARTING, Halt",
        "STOP, ENDING,     Wait",
        "STOP, FAILED,     Settle",
        "STOP, CANCELED,   Settle",
        "STOP, FINISHED,   Conclude",
        "STOP, ABSENT,     Settle",
        "DROP, NONE,       Drop",
        "DROP, RUNNING,    Drop",
        "DROP, ABSENT,     Drop",
    })
    void what_is_wished_and_what_there_is_say_what_to_do(Wish wish, JobFact job, String decision) {
        assertThat(Decision.decide(facts(wish, job)).getClass().getSimpleName()).isEqualTo(decision);
    }

    @Test
    void a_job_that_runs_first_takes_a_checkpoint_of_its_own() {
        assertThat(Decision.decide(
                        facts(Wish.RUN, JobFact.RUNNING, true, false, Duration.ZERO, Hindrance.NONE, 3, false)))
                .isEqualTo(new Decision.Place());
    }

    @Test
    void failures_are_forgotten_once_it_has_run_for_a_minute() {
        assertThat(Decision.decide(
                        facts(Wish.RUN, JobFact.RUNNING, true, true, Duration.ofSeconds(59), Hindrance.NONE, 3, false)))
                .isEqualTo(new Decision.Wait());
        assertThat(Decision.decide(
                        facts(Wish.RUN, JobFact.RUNNING, true, true, Duration.ofSeconds(60), Hindrance.NONE, 3, false)))
                .isEqualTo(new Decision.Recovered());
    }

    @Test
    void a_job_that_the_cluster_may_come_back_with_is_waited_for() {
        Facts briefly = facts(Wish.RUN, JobFact.ABSENT, true, true, Duration.ofSeconds(59), Hindrance.NONE, 0, false);

        assertThat(Decision.decide(briefly)).isEqualTo(new Decision.Wait());
    }

    @Test
    void a_submission_nobody_heard_of_is_repeated_at_once() {
        Facts unheard = facts(Wish.RUN, JobFact.ABSENT, false, false, Duration.ZERO, Hindrance.NONE, 0, false);

        assertThat(Decision.decide(unheard)).isEqualTo(new Decision.Start());
    }

    @Test
    void nothing_is_started_while_a_job_may_be_at_work_while_it_rests_or_after_a_failure() {
        for (Wish wish : Wish.values()) {
            for (JobFact job : JobFact.values()) {
                for (Hindrance hindrance : Hindrance.values()) {
                    for (boolean seen : EITHER) {
                        for (boolean quiet : EITHER) {
                            Facts facts = facts(wish, job, seen, false, Duration.ZERO, hindrance, 1, quiet);
                            if (Decision.decide(facts) instanceof Decision.Start) {
                                assertThat(wish).isEqualTo(Wish.RUN);
                                assertThat(hindrance).isEqualTo(Hindrance.NONE);
                                assertThat(quiet).isFalse();
                                assertThat(ALIVE).doesNotContain(job);
                                assertThat(job == JobFact.NONE || !seen)
                                        .as("%s", facts)
                                        .isTrue();
                            }
                        }
                    }
                }
            }
        }
    }

    @Test
    void the_pauses_between_attempts_grow_to_five_minutes() {
        assertThat(List.of(Cared.pause(1), Cared.pause(2), Cared.pause(3), Cared.pause(4), Cared.pause(9)))
                .containsExactly(
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(15),
                        Duration.ofSeconds(45),
                        Duration.ofSeconds(135),
                        Duration.ofMinutes(5));
    }
}
