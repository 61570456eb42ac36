package io.streamhouse.console.settings;

import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.Problem;
import java.util.List;
import java.util.Optional;

/** What was found out by trying something before taking it, one check after the other, in words. */
public record TestReport(List<Check> checks) {

    public TestReport {
        checks = List.copyOf(checks);
    }

    /** Whether what was tried can be taken: nothing failed. */
    public boolean passed() {
        return firstFailure().isEmpty();
    }

    public Optional<Check> firstFailure() {
        return checks.stream().filter(check -> check.result() == Result.FAILED).findFirst();
    }

    /** The first failure as a problem, for who asked to take it all the same. */
    Problem problem(ErrorCode code, String nextStep) {
        return Problem.of(code, firstFailure().map(Check::words).orElse("It can’t be used as it is"), nextStep);
    }

    /**
     * @param subject what was tried, in a word or two
     * @param words what came of it, a sentence
     */
    public record Check(String subject, Result result, String words) {

        static Check passed(String subject, String words) {
            return new Check(subject, Result.PASSED, words);
        }

        static Check warning(String subject, String words) {
            return new Check(subject, Result.WARNING, words);
        }

        static Check failed(String subject, String words) {
            return new Check(subject, Result.FAILED, words);
        }

        static Check skipped(String subject, String words) {
            return new Check(subject, Result.SKIPPED, words);
        }
    }

    /** What came of a check. A warning does not keep anybody from going on. */
    public enum Result {
        PASSED,
        WARNING,
        FAILED,
        SKIPPED
    }
}
