package io.streamhouse.console.launch;

/** Why the console does not start, as one line for the person who started it. */
final class Refusal extends Exception {

    private static final long serialVersionUID = 1L;

    /** The command line is wrong. */
    static final int USAGE = 2;

    /** The machine or the home folder is not fit. */
    static final int UNFIT = 1;

    private final int exitCode;

    Refusal(int exitCode, String line) {
        super(line);
        this.exitCode = exitCode;
    }

    static Refusal unfit(String line) {
        return new Refusal(UNFIT, line);
    }

    static Refusal usage(String line) {
        return new Refusal(USAGE, line);
    }

    int exitCode() {
        return exitCode;
    }

    String line() {
        return String.valueOf(getMessage());
    }
}
