package io.streamhouse.cluster;

import io.streamhouse.model.Redactor;
import java.util.regex.Pattern;

/** The innermost cause of a stack trace, in one line for people. */
final class RootCause {

    private static final String CAUSED_BY = "Caused by: ";
    private static final Pattern CLASS_PREFIX = Pattern.compile("^(?:[a-z0-9_]+\\.)+(?<name>[A-Z][\\w$]*)(?:: |$)");
    private static final int LONGEST = 400;

    private RootCause() {}

    static String of(String stackTrace) {
        String line = stackTrace
                .lines()
                .filter(text -> !text.startsWith("<Exception on server side"))
                .findFirst()
                .orElse("");
        int last = stackTrace.lastIndexOf(CAUSED_BY);
        if (last >= 0) {
            line = stackTrace
                    .substring(last + CAUSED_BY.length())
                    .lines()
                    .findFirst()
                    .orElse("");
        }
        String message = CLASS_PREFIX.matcher(line).replaceFirst("").strip();
        if (message.isEmpty()) {
            message = line.isBlank() ? "The cluster gives no reason" : kindOf(line);
        }
        String plain = Redactor.text(message);
        return plain.length() <= LONGEST ? plain : plain.substring(0, LONGEST) + "…";
    }

    /** NullPointerException as “Null pointer exception”: all there is to say where a cause has no words. */
    private static String kindOf(String className) {
        String simple = className.substring(className.lastIndexOf('.') + 1);
        String spaced = simple.replaceAll("(?<=[a-z0-9])(?=[A-Z])", " ").toLowerCase(java.util.Locale.ROOT);
        return Character.toUpperCase(spaced.charAt(0)) + spaced.substring(1);
    }
}
