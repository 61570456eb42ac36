package io.streamhouse.console.problems;

import io.streamhouse.component.ProblemText;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.Problem;
import io.streamhouse.model.ProblemException;

/** Turns problems into what {@code ProblemPanel} and {@code Toast} show. */
public final class ProblemTexts {

    private ProblemTexts() {}

    public static ProblemText of(Problem problem) {
        return new ProblemText(
                problem.code().name(),
                problem.what(),
                problem.where().map(place -> "line " + place.line() + ", column " + place.column()),
                problem.nextStep());
    }

    /** What a page may say about a failure: the problem it carries, or that it is our fault; never its trace. */
    public static ProblemText of(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProblemException known) {
                return of(known.problem());
            }
        }
        return ProblemText.of(
                ErrorCode.INTERNAL.name(),
                "The console failed at this",
                "Try again; if it happens again, the log in the home folder says more");
    }
}
