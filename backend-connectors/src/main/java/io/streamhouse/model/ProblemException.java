package io.streamhouse.model;

/** Carries a {@link Problem} to whoever shows it: the page, the HTTP API, the log. */
public final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    public ProblemException(Problem problem) {
        super(problem.what());
        this.problem = problem;
    }

    public ProblemException(Problem problem, Throwable cause) {
        super(problem.what(), cause);
        this.problem = problem;
    }

    public ProblemException(ErrorCode code, String what) {
        this(Problem.of(code, what));
    }

    public ProblemException(ErrorCode code, String what, String nextStep) {
        this(Problem.of(code, what, nextStep));
    }

    public Problem problem() {
        return problem;
    }
}
