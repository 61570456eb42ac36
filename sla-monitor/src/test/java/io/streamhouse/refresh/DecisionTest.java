package io.streamhouse.refresh;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.Problem;
import io.streamhouse.model.RefreshMode;
import io.streamhouse.refresh.Facts.Inputs;
import io.streamhouse.refresh.Facts.JobFact;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Every combination of what can be known of a view, and what must hold of what is decided. */
final class DecisionTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final Problem GONE = Problem.of(ErrorCode.NOT_FOUND, "The source is gone");
    private static final List<Boolean> EITHER = List.of(false, true);
    private static final Optional<String> OVERWRITTEN = Optional.of("The source was overwritten");
    private static final List<Inputs> INPUTS = List.of(
            Inputs.NOTHING_NEW,
            new Inputs(Optional.of(NOW.minusSeconds(1)), Optional.empty()),
            new Inputs(Optional.of(NOW.minusSeconds(3600)), Optional.empty()),
            new Inputs(Optional.of(NOW.minusSeconds(3600)), OVERWRITTEN),
            new Inputs(Optional.empty(), OVERWRITTEN));

    private static final CatchUp MUCH = new CatchUp(1_200_000, 36, 4.2);
    private static final CatchUp LITTLE = new CatchUp(1_000, 1.5, 4.2);

    private interface Rule {
        void holds(Facts facts, Decision decision);
    }

    private static void forAll(Rule rule) {
        List<Optional<RefreshMode>> held = List.of(
                Optional.empty(),
                Optional.of(RefreshMode.CONTINUOUS),
                Optional.of(RefreshMode.INCREMENTAL),
                Optional.of(RefreshMode.FULL));
        for (RefreshMode wished : RefreshMode.values()) {
            for (Optional<RefreshMode> in : held) {
                for (JobFact job : JobFact.values()) {
                    for (Inputs inputs : INPUTS) {
                        for (int bits = 0; bits < 1 << 11; bits++) {
                            Facts facts = facts(wished, in, job, inputs, bits);
                            rule.holds(facts, Decision.decide(facts));
                        }
                    }
                }
            }
        }
    }

    private static Facts facts(RefreshMode wished, Optional<RefreshMode> held, JobFact job, Inputs inputs, int bits) {
        return new Facts(
                NOW,
                wished,
                held,
                bit(bits, 0),
                bit(bits, 1),
                bit(bits, 2) ? Optional.of(Duration.ofMinutes(1)) : Optional.empty(),
                bit(bits, 3) ? Optional.of(GONE) : Optional.empty(),
                bit(bits, 4),
                bit(bits, 5),
                bit(bits, 10),
                bit(bits, 6),
                bit(bits, 7),
                job,
                Duration.ZERO,
                inputs,
                bit(bits, 9),
                bit(bits, 8),
                Duration.ofSeconds(2),
                Optional.empty(),
                Optional.of(bit(bits, 9) ? MUCH : LITTLE));
    }

    private static boolean bit(int bits, int index) {
        return EITHER.get(bits >> index & 1);
    }

    @Test
    void aSuspendedViewIsOnlyBroughtToRest() {
        forAll((facts, decision) -> {
            if (facts.suspended()) {
                assertThat(decision)
                        .isInstanceOf(facts.job() == JobFact.NONE ? Decision.Wait.class : Decision.Settle.class);
            }
        });
    }

    @Test
    void aBrokenViewSaysWhyAndRunsNothing() {
        forAll((facts, decision) -> {
            if (!facts.suspended() && facts.broken().isPresent()) {
                assertThat(decision)
                        .isInstanceOf(facts.job() == JobFact.RUNNING ? Decision.Settle.class : Decision.Fail.class);
            }
        });
    }

    @Test
    void whatEndedOutOfOrderIsRecoveredBeforeAnythingElse() {
        forAll((facts, decision) -> {
            if (!facts.suspended()
                    && facts.broken().isEmpty()
                    && (facts.unfinished() || facts.job() == JobFact.ENDED)) {
                assertThat(decision).isInstanceOf(Decision.Recover.class);
            }
        });
    }

    @Test
    void nothingIsCarriedOnWhereItCannotBe() {
        forAll((facts, decision) -> {
            boolean carriesOn = decision instanceof Decision.Cycle
                    || decision instanceof Decision.Start
                    || decision instanceof Decision.Checkpoint;
            if (carriesOn) {
                assertThat(facts.inputs().unreadable()).as("%s", facts).isEmpty();
                assertThat(facts.foreign()).as("%s", facts).isFalse();
                assertThat(facts.queryChanged()).as("%s", facts).isFalse();
            }
            if (decision instanceof Decision.Cycle || decision instanceof Decision.Start) {
                assertThat(facts.resumable()).as("%s", facts).isTrue();
                assertThat(facts.job()).as("%s", facts).isEqualTo(JobFact.NONE);
            }
        });
    }

    @Test
    void noRefreshRunsWithoutAChangeOrADemand() {
        forAll((facts, decision) -> {
            if (decision instanceof Decision.Cycle || decision instanceof Decision.Recompute) {
                assertThat(facts.inputs().moved()).as("%s", facts).isTrue();
                assertThat(facts.asked() || facts.unrecorded() || facts.target().isPresent())
                        .as("%s", facts)
                        .isTrue();
            }
            if (decision instanceof Decision.NoData) {
                assertThat(facts.asked()).as("%s", facts).isTrue();
                assertThat(facts.inputs().moved()).as("%s", facts).isFalse();
            }
        });
    }

    @Test
    void anotherModeIsReachedFromAnyState() {
        forAll((facts, decision) -> {
            boolean inOrder = !facts.suspended()
                    && facts.broken().isEmpty()
                    && !facts.unfinished()
                    && !facts.foreign()
                    && !facts.queryChanged()
                    && (facts.job() == JobFact.NONE || facts.job() == JobFact.RUNNING);
            if (inOrder && facts.held().isPresent() && facts.held().get() != facts.wished()) {
                assertThat(decision).isEqualTo(new Decision.Reach(facts.wished()));
            }
        });
    }

    @Test
    void whatCannotBeFollowedIsComputedAnewAndSaysWhy() {
        forAll((facts, decision) -> {
            if (decision instanceof Decision.Bootstrap bootstrap
                    && facts.held().filter(facts.wished()::equals).isPresent()
                    && !facts.queryChanged()
                    && !facts.foreign()
                    && facts.inputs().unreadable().isPresent()) {
                assertThat(bootstrap.why()).isEqualTo("The source was overwritten");
            }
        });
    }

    @Test
    void aViewOfWhichNobodyRemembersWhatItContainsIsRefreshedUnasked() {
        forAll((facts, decision) -> {
            boolean atRest = facts.held().filter(facts.wished()::equals).isPresent()
                    && facts.wished() != RefreshMode.CONTINUOUS
                    && facts.job() == JobFact.NONE
                    && !facts.suspended();
            if (atRest && facts.unrecorded() && facts.inputs().moved()) {
                assertThat(decision).as("%s", facts).isNotInstanceOf(Decision.Wait.class);
            }
        });
    }

    @Test
    void nothingIsComputedWholeOverAViewThatHasNoContentYet() {
        forAll((facts, decision) -> {
            if (facts.held().isEmpty() && facts.early() && facts.wished() == RefreshMode.FULL) {
                assertThat(decision).isNotInstanceOf(Decision.Bootstrap.class);
            }
        });
    }

    @Test
    void aChangeThatIsClearlyDearerToReadThanToBeginAnewIsNotRead() {
        forAll((facts, decision) -> {
            boolean much = facts.catchUp().equals(Optional.of(MUCH));
            if (decision instanceof Decision.Cycle) {
                assertThat(much).as("%s", facts).isFalse();
            }
            if (decision instanceof Decision.Bootstrap bootstrap
                    && bootstrap.why().contains("unread")) {
                assertThat(much).as("%s", facts).isTrue();
                assertThat(facts.held()).contains(RefreshMode.INCREMENTAL);
                assertThat(bootstrap.why())
                        .isEqualTo(
                                "1,200,000 changes are unread: reading them would take about 36.0 s of CPU, beginning"
                                        + " anew 4.2 s");
            }
        });
        assertThat(new CatchUp(10, 5, 4).dearer())
                .as("for a little it is read on")
                .isFalse();
        assertThat(new CatchUp(10, 3, 1.5).dearer())
                .as("for a second or two it is read on")
                .isFalse();
    }

    @Test
    void aRefreshBeginsAsLateAsTheTargetAllows() {
        Instant oldest = NOW.minusSeconds(10);
        Optional<Instant> due = Decision.due(
                new Inputs(Optional.of(oldest), Optional.empty()),
                Optional.of(Duration.ofMinutes(1)),
                Duration.ofSeconds(2));
        assertThat(due).contains(oldest.plusSeconds(58).minus(Decision.MARGIN));
        assertThat(Decision.due(Inputs.NOTHING_NEW, Optional.of(Duration.ofMinutes(1)), Duration.ofSeconds(2)))
                .isEmpty();
        assertThat(Decision.due(
                        new Inputs(Optional.of(oldest), Optional.empty()), Optional.empty(), Duration.ofSeconds(2)))
                .isEmpty();
    }

    @Test
    void aJobThatCommittedByItselfIsToldToCommitBeforeItIsDue() {
        forAll((facts, decision) -> {
            if (decision instanceof Decision.Wait
                    && facts.job() == JobFact.RUNNING
                    && facts.inputs().moved()
                    && facts.held().equals(Optional.of(RefreshMode.CONTINUOUS))
                    && !facts.suspended()) {
                assertThat(facts.ahead()).isFalse();
            }
        });
    }

    @Test
    void afterAFailureItIsLeftAloneForAWhile() {
        Facts facts = new Facts(
                NOW,
                RefreshMode.FULL,
                Optional.of(RefreshMode.FULL),
                false,
                false,
                Optional.of(Duration.ofMinutes(1)),
                Optional.empty(),
                false,
                false,
                false,
                true,
                true,
                JobFact.NONE,
                Duration.ZERO,
                INPUTS.get(2),
                false,
                false,
                Duration.ofSeconds(2),
                Optional.of(NOW.plusSeconds(5)),
                Optional.empty());
        assertThat(Decision.decide(facts)).isEqualTo(new Decision.Wait(Optional.of(NOW.plusSeconds(5))));
    }
}
