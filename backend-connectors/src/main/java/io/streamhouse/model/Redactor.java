package io.streamhouse.model;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The one place that decides what a secret is and hides it: used for options shown, statements kept in the history,
 * problems, EXPLAIN and logs.
 *
 * <p>A value is secret if its key says so: it ends in or contains a word such as password, secret, token, access-key.
 */
public final class Redactor {

    /** What stands in a secret's place. */
    public static final String HIDDEN = "******";

    private static final Pattern SECRET_KEY = Pattern.compile(
            "password|passwd|passphrase|secret|token|credential|api[-_.]?key|apikey|access[-_.]?key|account[-_.]?key"
                    + "|private[-_.]?key|sasl\\.jaas|signature|auth\\.basic",
            Pattern.CASE_INSENSITIVE);

    /**
     * {@code 'key' = 'value'} as it stands in WITH, SET, OPTIONS hints and catalog DDL; a quote inside is doubled. All
     * repetitions are possessive and words start at their start, so that a text of megabytes costs one pass and no stack.
     */
    private static final Pattern ASSIGNMENT =
            Pattern.compile("(?<key>'(?:[^']++|'')*+'|(?<![A-Za-z0-9_.-])[A-Za-z0-9_.-]++)(?<eq>\\s*+=\\s*+)"
                    + "(?<value>'(?:[^']++|'')*+'?)");

    /** {@code scheme://user:password@host}. */
    private static final Pattern USER_INFO =
            Pattern.compile("(?<scheme>(?<![a-zA-Z0-9+.-])[a-zA-Z][a-zA-Z0-9+.-]*+://)[^\\s/@':]++:[^\\s/@']++@");

    private Redactor() {}

    /** Whether the value of an option of this name must not be shown. */
    public static boolean isSecret(String optionKey) {
        return SECRET_KEY.matcher(optionKey.toLowerCase(Locale.ROOT)).find();
    }

    /** The options, sorted by key, with secret values hidden. */
    public static Map<String, String> options(Map<String, String> options) {
        Map<String, String> shown = new TreeMap<>();
        options.forEach((key, value) -> shown.put(key, isSecret(key) ? HIDDEN : userInfo(value)));
        return shown;
    }

    /** A statement, or any text that may quote one, with secret values hidden. */
    public static String text(String text) {
        Matcher matcher = ASSIGNMENT.matcher(text);
        StringBuilder shown = new StringBuilder(text.length());
        while (matcher.find()) {
            String replacement = isSecret(matcher.group("key"))
                    ? matcher.group("key") + matcher.group("eq") + "'" + HIDDEN + "'"
                    : matcher.group();
            matcher.appendReplacement(shown, Matcher.quoteReplacement(replacement));
        }
        matcher.appendTail(shown);
        return userInfo(shown.toString());
    }

    private static String userInfo(String text) {
        return USER_INFO.matcher(text).replaceAll("${scheme}" + HIDDEN + "@");
    }
}
