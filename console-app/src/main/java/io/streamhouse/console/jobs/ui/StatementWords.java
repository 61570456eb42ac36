package io.streamhouse.console.jobs.ui;

import io.streamhouse.component.StatusChip;
import io.streamhouse.component.Tone;
import io.streamhouse.streaming.ManagedJob;

/** How streaming statements are spoken of on the pages. */
final class StatementWords {

    private StatementWords() {}

    /** What it is at, and on hover what that means. */
    static StatusChip chip(ManagedJob statement) {
        return new StatusChip(tone(statement.state()), statement.state().name()).withTitle(meaning(statement));
    }

    private static Tone tone(ManagedJob.State state) {
        return switch (state) {
            case RUNNING -> Tone.OK;
            case STARTING -> Tone.ACCENT;
            case RESTARTING, RETRYING, STOPPING, DROPPING -> Tone.WARN;
            case FAILED -> Tone.BAD;
            case STOPPED, UNKNOWN -> Tone.NEUTRAL;
        };
    }

    private static String meaning(ManagedJob statement) {
        return switch (statement.state()) {
            case STARTING -> "It is being submitted, or its tasks are being scheduled";
            case RUNNING -> "Its job runs";
            case RESTARTING -> "A task failed; the engine starts the job again from its last checkpoint";
            case STOPPING -> "Its job is being stopped with a savepoint";
            case STOPPED -> "Stopped by " + statement.wishedBy().name() + "; its place is kept";
            case RETRYING -> "It failed " + statement.failures() + " times in a row and is tried again";
            case FAILED -> "It rests until somebody has seen to it";
            case DROPPING -> "Its job is being cancelled and its state deleted";
            case UNKNOWN -> "Its engine can't be asked now";
        };
    }
}
