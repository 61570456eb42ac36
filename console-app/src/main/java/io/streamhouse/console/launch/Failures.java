package io.streamhouse.console.launch;

import io.streamhouse.model.Problem;
import io.streamhouse.model.ProblemException;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.util.Optional;

/** Finds the one line that a person needs in what went wrong. */
final class Failures {

    private Failures() {}

    /** @param what failed, in words */
    static Refusal refusal(IOException failure, String what) {
        if (isDiskFull(failure)) {
            return Refusal.unfit(what + ": the disk is full; make room, or choose another folder with --home");
        }
        String why =
                switch (failure) {
                    case AccessDeniedException denied -> "no permission for " + denied.getFile();
                    case FileSystemException of ->
                        Optional.ofNullable(of.getReason())
                                .map(reason -> reason + " (" + of.getFile() + ")")
                                .orElse(String.valueOf(of.getMessage()));
                    default -> String.valueOf(failure.getMessage());
                };
        return Refusal.unfit(what + ": " + why + "; choose another folder with --home");
    }

    /** The line for an application that could not start. */
    static String line(Throwable failure, Options options) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String message = String.valueOf(cause.getMessage());
            if (cause instanceof BindException
                    || cause.getClass().getSimpleName().equals("PortInUseException")) {
                return Ports.taken(options.port());
            }
            if (isDiskFull(cause)) {
                return "The disk of the home folder " + options.home() + " is full: make room and start again";
            }
            if (cause.getClass().getSimpleName().equals("FlywayValidateException")) {
                return "The database in " + options.home()
                        + " was written by a newer console: use that version, or another folder with --home";
            }
            if (cause instanceof ProblemException known) {
                Problem problem = known.problem();
                return problem.what()
                        + problem.nextStep().map(step -> ": " + step).orElse("");
            }
            if (message.contains("Database may be already in use")) {
                return "The database in " + options.home() + " is in use by another program: stop that one";
            }
            if (message.contains("file is corrupt") || message.contains("File corrupted")) {
                return "The database in " + options.home()
                        + " is damaged: restore the home folder from a backup, see docs/home.md";
            }
        }
        return "The console could not start: " + firstLine(root(failure));
    }

    private static boolean isDiskFull(Throwable failure) {
        return String.valueOf(failure.getMessage()).contains("No space left on device");
    }

    private static Throwable root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    private static String firstLine(Throwable failure) {
        String message = failure.getMessage();
        return message == null
                ? failure.getClass().getSimpleName()
                : message.lines().findFirst().orElse(message);
    }
}
