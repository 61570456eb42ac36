package io.streamhouse.console.pipeline.ui;

import io.streamhouse.component.StatusChip;
import io.streamhouse.component.Tone;
import io.streamhouse.console.pipeline.PipelineStatus;
import io.streamhouse.console.problems.ProblemTexts;

/** What a pipeline does, in a word. */
final class PipelineChips {

    private PipelineChips() {}

    static StatusChip of(PipelineStatus status) {
        StatusChip chip = of(status.state());
        status.problem().map(ProblemTexts::of).ifPresent(problem -> chip.withTitle(problem.what()));
        return chip;
    }

    static StatusChip of(PipelineStatus.State state) {
        return switch (state) {
            case AT_REST -> new StatusChip(Tone.NEUTRAL, "AT REST");
            case STARTING -> new StatusChip(Tone.ACCENT, "STARTING");
            case RUNNING -> new StatusChip(Tone.OK, "RUNNING");
            case RESTARTING -> new StatusChip(Tone.WARN, "RESTARTING");
            case STOPPING -> new StatusChip(Tone.NEUTRAL, "STOPPING");
            case STOPPED -> new StatusChip(Tone.NEUTRAL, "STOPPED");
            case FINISHED -> new StatusChip(Tone.OK, "FINISHED");
            case FAILED -> new StatusChip(Tone.BAD, "FAILED");
            case UNKNOWN -> new StatusChip(Tone.WARN, "UNKNOWN");
        };
    }
}
