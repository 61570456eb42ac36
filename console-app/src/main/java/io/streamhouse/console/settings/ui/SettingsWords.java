package io.streamhouse.console.settings.ui;

import io.streamhouse.component.ProblemText;
import io.streamhouse.component.Tone;
import io.streamhouse.console.settings.TestReport;
import io.streamhouse.model.EngineState;
import io.streamhouse.model.Problem;
import io.streamhouse.model.ProblemException;

/** How the settings speak. */
final class SettingsWords {

    private SettingsWords() {}

    static ProblemText text(Problem problem) {
        return new ProblemText(
                problem.code().name(),
                problem.what(),
                problem.where().map(at -> "line " + at.line() + ", column " + at.column()),
                problem.nextStep());
    }

    static ProblemText text(Throwable failure) {
        return failure instanceof ProblemException known
                ? text(known.problem())
                : ProblemText.of("INTERNAL", "That did not work, and the console does not know why", "See its log");
    }

    static Tone tone(EngineState state) {
        return switch (state) {
            case STARTING, WARMING_UP -> Tone.ACCENT;
            case READY -> Tone.OK;
            case UNREACHABLE -> Tone.BAD;
        };
    }

    static Tone tone(TestReport.Result result) {
        return switch (result) {
            case PASSED -> Tone.OK;
            case WARNING -> Tone.WARN;
            case FAILED -> Tone.BAD;
            case SKIPPED -> Tone.NEUTRAL;
        };
    }

    static String word(TestReport.Result result) {
        return switch (result) {
            case PASSED -> "OK";
            case WARNING -> "NOTE";
            case FAILED -> "FAILED";
            case SKIPPED -> "SKIPPED";
        };
    }
}
