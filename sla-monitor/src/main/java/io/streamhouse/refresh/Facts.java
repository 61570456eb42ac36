package io.streamhouse.refresh;

import io.streamhouse.model.Problem;
import io.streamhouse.model.RefreshMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Everything a decision about a view depends on, the instant included.
 *
 * @param wished the mode it is to be in
 * @param held the mode it was last brought into; empty before its first content
 * @param suspended whether it is to rest
 * @param asked whether somebody asked for a refresh now
 * @param target the target that holds; empty if it is refreshed on demand
 * @param broken why its query can't be run any more
 * @param queryChanged whether its query is another than the one it holds the result of
 * @param foreign whether somebody else wrote into it
 * @param ahead whether its job committed by itself, so that it holds more than is recorded of it
 * @param unfinished whether something was begun and not finished, by a process that is gone
 * @param resumable whether the state of its stream can be carried on from
 * @param job its job, as the cluster tells
 * @param troubled for how long the job has not been running in order
 * @param inputs what became of its sources
 * @param unrecorded whether nobody remembers what its content contains, so that it is refreshed unasked
 * @param early whether a view that it reads has no content yet
 * @param refreshTakes how long a refresh takes at the 95th percentile
 * @param quietUntil after a failure, when it is tried again
 * @param catchUp what reading on from where it rests would take; empty if it is not known, or its mode is not ours to
 *     choose
 */
record Facts(
        Instant now,
        RefreshMode wished,
        Optional<RefreshMode> held,
        boolean suspended,
        boolean asked,
        Optional<Duration> target,
        Optional<Problem> broken,
        boolean queryChanged,
        boolean foreign,
        boolean ahead,
        boolean unfinished,
        boolean resumable,
        JobFact job,
        Duration troubled,
        Inputs inputs,
        boolean unrecorded,
        boolean early,
        Duration refreshTakes,
        Optional<Instant> quietUntil,
        Optional<CatchUp> catchUp) {

    /** What the cluster says of the job that the ledger names. */
    enum JobFact {
        /** The ledger names none. */
        NONE,
        RUNNING,
        /** Starting, restarting, failing. */
        TROUBLED,
        /** Ended, or not known to the cluster. */
        ENDED
    }

    /**
     * What became of the sources since the view last read them.
     *
     * @param oldestUnseen when the first change it does not contain was made; empty if it contains all
     * @param unreadable why the changes can't be had one by one: overwritten, expired, rolled back; empty if they can
     */
    record Inputs(Optional<Instant> oldestUnseen, Optional<String> unreadable) {
        static final Inputs NOTHING_NEW = new Inputs(Optional.empty(), Optional.empty());

        /** What happened to these and those. */
        Inputs and(Inputs those) {
            Optional<Instant> earlier = oldestUnseen.isPresent() && those.oldestUnseen.isPresent()
                    ? oldestUnseen
                            .filter(mine -> mine.isBefore(those.oldestUnseen.get()))
                            .or(() -> those.oldestUnseen)
                    : oldestUnseen.or(() -> those.oldestUnseen);
            return new Inputs(earlier, unreadable.or(() -> those.unreadable));
        }

        boolean moved() {
            return oldestUnseen.isPresent() || unreadable.isPresent();
        }
    }
}
