package io.streamhouse.console.jobs.ui;

import io.streamhouse.component.Formats;
import io.streamhouse.component.ProblemText;
import io.streamhouse.component.StatusChip;
import io.streamhouse.component.Tone;
import io.streamhouse.model.JobCheckpoints;
import io.streamhouse.model.JobState;
import io.streamhouse.model.Problem;
import io.streamhouse.model.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How jobs are spoken of on their pages. */
final class JobWords {

    private JobWords() {}

    /** The state as the cluster reports it, and on hover what it means. */
    static StatusChip chip(JobState state) {
        return new StatusChip(tone(state), state.name()).withTitle(meaning(state));
    }

    static Tone tone(JobState state) {
        return switch (state) {
            case RUNNING -> Tone.OK;
            case INITIALIZING, CREATED, RECONCILING -> Tone.ACCENT;
            case RESTARTING, FAILING, CANCELLING, SUSPENDED -> Tone.WARN;
            case FAILED -> Tone.BAD;
            case CANCELED, FINISHED -> Tone.NEUTRAL;
        };
    }

    static String meaning(JobState state) {
        return switch (state) {
            case INITIALIZING -> "The job manager is being set up";
            case CREATED -> "Waiting for its tasks to be scheduled";
            case RUNNING -> "Its tasks are scheduled, and those not done yet are at work";
            case FAILING -> "A task failed; the others are being stopped";
            case FAILED -> "Failed for good: it will not be restarted";
            case CANCELLING -> "Being cancelled";
            case CANCELED -> "Cancelled; its state was given up";
            case FINISHED -> "Done, or stopped with a savepoint";
            case RESTARTING -> "A task failed; the job starts again from its last checkpoint";
            case SUSPENDED -> "The job manager lost hold of it";
            case RECONCILING -> "The job manager is finding its tasks again";
        };
    }

    static ProblemText text(Problem problem) {
        return new ProblemText(
                problem.code().name(),
                problem.what(),
                problem.where().map(at -> "line " + at.line() + ", column " + at.column()),
                problem.nextStep());
    }

    /** Any failure of a background action as a problem; what is not one of ours is said without its insides. */
    static ProblemText text(Throwable failure) {
        return failure instanceof ProblemException known
                ? text(known.problem())
                : ProblemText.of("INTERNAL", "That did not work, and the console does not know why", "See its log");
    }

    /** What is lost when a job is cancelled now, for the question before it is. */
    static String lostByCancelling(String what, Optional<JobCheckpoints> checkpoints, Instant now) {
        Optional<JobCheckpoints.Checkpoint> last = checkpoints.flatMap(all -> all.history().stream()
                .filter(one -> one.status() == JobCheckpoints.Status.COMPLETED)
                .findFirst());
        String state = last.map(one -> "Its state (" + Formats.bytes(one.stateBytes()) + " at the last checkpoint, "
                        + Formats.duration(Duration.between(one.triggeredAt(), now))
                        + " ago) and the rows it has read since then but not written are lost.")
                .orElse("It has no completed checkpoint: all that it has read and not written is lost.");
        return "The job of " + what + " ends without a savepoint and cannot be resumed. " + state
                + " Rows already committed stay.";
    }
}
