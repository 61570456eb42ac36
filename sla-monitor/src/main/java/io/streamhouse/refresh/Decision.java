package io.streamhouse.refresh;

import io.streamhouse.cost.Forecast;
import io.streamhouse.model.Problem;
import io.streamhouse.model.RefreshMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What to do about a view next: a pure function of the facts. */
sealed interface Decision {

    /** How much earlier than its last moment a refresh is begun. */
    Duration MARGIN = Forecast.MARGIN;

    /** How long a job may be starting or restarting by itself before it is taken down. */
    Duration TROUBLE_PATIENCE = Duration.ofSeconds(45);

    /** The pace of a continuous job that nobody needs at any. */
    Duration UNHURRIED = Forecast.UNHURRIED;

    /** Nothing, until something changes or the time comes. */
    record Wait(Optional<Instant> until) implements Decision {}

    /** Say that it can't go on, and why. */
    record Fail(Problem why) implements Decision {}

    /** Find out where a stream that ended out of order can be carried on. */
    record Recover() implements Decision {}

    /** Stop the job, keeping its place. */
    record Settle(String why) implements Decision {}

    /** Compute it anew and carry on from there. */
    record Bootstrap(RefreshMode to, String why) implements Decision {}

    /** Go over to another mode. */
    record Reach(RefreshMode to) implements Decision {}

    /** Start the job that is to run all the time. */
    record Start() implements Decision {}

    /** Have the running job commit what it has read. */
    record Checkpoint() implements Decision {}

    /** Resume, catch up, stop. */
    record Cycle() implements Decision {}

    /** Compute the query over everything. */
    record Recompute() implements Decision {}

    /** A refresh was asked for and there is nothing to do. */
    record NoData() implements Decision {}

    static Decision decide(Facts facts) {
        if (facts.quietUntil().isPresent()
                && facts.now().isBefore(facts.quietUntil().get())
                && !facts.asked()) {
            return new Wait(facts.quietUntil());
        }
        if (facts.suspended()) {
            return facts.job() == Facts.JobFact.NONE ? idle() : new Settle("It is suspended");
        }
        if (facts.broken().isPresent()) {
            return facts.job() == Facts.JobFact.RUNNING
                    ? new Settle(facts.broken().get().what())
                    : new Fail(facts.broken().get());
        }
        boolean outOfOrder = facts.job() == Facts.JobFact.ENDED
                || (facts.job() == Facts.JobFact.TROUBLED && facts.troubled().compareTo(TROUBLE_PATIENCE) > 0);
        if (outOfOrder || facts.unfinished()) {
            return new Recover();
        }
        if (facts.job() == Facts.JobFact.TROUBLED) {
            return idle();
        }
        if (facts.held().isEmpty()) {
            // A full computation would fail over what has no version yet; a stream just begins to read with the first.
            return facts.early() && facts.wished() == RefreshMode.FULL
                    ? idle()
                    : new Bootstrap(facts.wished(), "It has no content yet");
        }
        RefreshMode held = facts.held().get();
        if (facts.queryChanged()) {
            return new Bootstrap(facts.wished(), "Its query, or what it reads, has changed");
        }
        if (facts.foreign()) {
            return new Bootstrap(
                    facts.wished(), "Somebody else wrote into it, or a source was overwritten while it was read");
        }
        if (held != facts.wished()) {
            return new Reach(facts.wished());
        }
        return switch (held) {
            case CONTINUOUS -> continuous(facts);
            case INCREMENTAL ->
                facts.job() == Facts.JobFact.RUNNING ? new Settle("Nothing runs between refreshes") : scheduled(facts);
            case FULL -> facts.job() == Facts.JobFact.RUNNING ? new Settle("It is computed whole") : scheduled(facts);
        };
    }

    private static Decision continuous(Facts facts) {
        if (facts.inputs().unreadable().isPresent()) {
            return new Bootstrap(
                    RefreshMode.CONTINUOUS, facts.inputs().unreadable().get());
        }
        if (facts.job() == Facts.JobFact.NONE) {
            return facts.resumable()
                    ? new Start()
                    : new Bootstrap(RefreshMode.CONTINUOUS, "There is no state to carry on from");
        }
        if (!facts.inputs().moved()) {
            return facts.asked() ? new NoData() : idle();
        }
        if (facts.ahead()) {
            // Readers see more than can be told of it: only a commit of ours says how much.
            return new Checkpoint();
        }
        Optional<Instant> due =
                due(facts.inputs(), Optional.of(facts.target().orElse(UNHURRIED)), facts.refreshTakes());
        return facts.asked() || !facts.now().isBefore(due.orElse(facts.now())) ? new Checkpoint() : new Wait(due);
    }

    private static Decision scheduled(Facts facts) {
        if (!facts.inputs().moved()) {
            return facts.asked() ? new NoData() : idle();
        }
        Optional<Instant> due = due(facts.inputs(), facts.target(), facts.refreshTakes());
        boolean now = facts.asked()
                || facts.unrecorded()
                || (due.isPresent() && !facts.now().isBefore(due.get()));
        if (!now) {
            return new Wait(due);
        }
        if (facts.held().orElseThrow() == RefreshMode.FULL) {
            return new Recompute();
        }
        if (facts.inputs().unreadable().isPresent()) {
            return new Bootstrap(
                    RefreshMode.INCREMENTAL, facts.inputs().unreadable().get());
        }
        if (!facts.resumable()) {
            return new Bootstrap(RefreshMode.INCREMENTAL, "There is no state to carry on from");
        }
        return facts.catchUp()
                .filter(CatchUp::dearer)
                .<Decision>map(catchUp -> new Bootstrap(RefreshMode.INCREMENTAL, catchUp.why()))
                .orElseGet(Cycle::new);
    }

    /** When a refresh has to begin for the target to hold; empty if there is nothing to refresh, or nobody waits. */
    static Optional<Instant> due(Facts.Inputs inputs, Optional<Duration> target, Duration takes) {
        if (!inputs.moved() || target.isEmpty()) {
            return Optional.empty();
        }
        Instant since = inputs.oldestUnseen().orElse(Instant.EPOCH);
        return Optional.of(since.plus(target.get()).minus(takes).minus(MARGIN));
    }

    private static Wait idle() {
        return new Wait(Optional.empty());
    }
}
