package io.streamhouse.paimon;

import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.Redactor;
import java.util.Locale;
import java.util.concurrent.Callable;

/** Turns whatever storage throws into a problem in words. */
final class Failures {

    private Failures() {}

    /**
     * Runs {@code work}; what it throws becomes WAREHOUSE_FAILED, or DISK_FULL.
     *
     * @param doing what is being done, to follow “Could not”
     */
    static <T> T guard(String doing, Callable<T> work) {
        try {
            return work.call();
        } catch (ProblemException known) {
            throw known;
        } catch (Exception | LinkageError failure) {
            throw problem(doing, failure);
        }
    }

    static ProblemException problem(String doing, Throwable failure) {
        if (failure instanceof InterruptedException) {
            Thread.currentThread().interrupt();
            return new ProblemException(
                    io.streamhouse.model.Problem.of(ErrorCode.CANCELLED, "Stopped while trying to " + doing), failure);
        }
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        String reason = root.getMessage() == null ? root.getClass().getSimpleName() : firstLine(root.getMessage());
        if (reason.toLowerCase(Locale.ROOT).contains("no space left")) {
            return new ProblemException(
                    io.streamhouse.model.Problem.of(
                            ErrorCode.DISK_FULL,
                            "Could not " + doing + ": the disk is full",
                            "Free some space, then try again"),
                    failure);
        }
        return new ProblemException(
                io.streamhouse.model.Problem.of(
                        ErrorCode.WAREHOUSE_FAILED,
                        "Could not " + doing + ": " + Redactor.text(reason),
                        "Check that the warehouse's storage can be reached"),
                failure);
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse(message);
    }
}
