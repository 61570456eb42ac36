package io.streamhouse.model;

import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
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

    private static final int LONGEST_KEY = 300;

    private static final Pattern SECRET_KEY = Pattern.compile(
            "password|passwd|passphrase|secret|token|credential|api[-_.]?key|apikey|access[-_.]?key|account[-_.]?key"
                    + "|private[-_.]?key|sasl\\.jaas|signature|auth\\.basic",
            Pattern.CASE_INSENSITIVE);

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

    /**
     * A statement, or any text that may quote one, with secret values hidden: {@code 'key' = 'value'} as it stands in
     * WITH, SET, OPTIONS hints and catalog DDL, also inside another literal, where quotes are doubled.
     *
     * <p>Goes from one equals sign to the next, so that neither an apostrophe before it nor megabytes around it matter.
     */
    public static String text(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        int copied = 0;
        for (int equals = text.indexOf('='); equals >= 0; equals = text.indexOf('=', Math.max(equals + 1, copied))) {
            int open = skipSpace(text, equals + 1);
            int quotes = quotesAt(text, open);
            boolean empty = quotes == 2 && endsValue(text, open + 2);
            if (quotes == 0 || empty || !isSecret(keyBefore(text, equals))) {
                continue;
            }
            String quote = quotes % 2 == 0 ? "''" : "'";
            shown.append(text, copied, open).append(quote).append(HIDDEN).append(quote);
            copied = endOfValue(text, open + quote.length(), quote);
        }
        return userInfo(shown.append(text, copied, text.length()).toString());
    }

    /** Where the value's closing quotes end; the end of the text if they are missing. */
    private static int endOfValue(String text, int from, String quote) {
        for (int at = text.indexOf('\'', from); at >= 0; ) {
            int quotes = quotesAt(text, at);
            if (quote.length() == 2 ? quotes >= 2 : quotes % 2 == 1) {
                return at + (quote.length() == 2 ? 2 : quotes);
            }
            at = text.indexOf('\'', at + quotes);
        }
        return text.length();
    }

    private static boolean endsValue(String text, int at) {
        return at >= text.length() || ",); \n\r\t".indexOf(text.charAt(at)) >= 0;
    }

    private static String keyBefore(String text, int equals) {
        int end = equals;
        while (end > 0 && Character.isWhitespace(text.charAt(end - 1))) {
            end--;
        }
        while (end > 0 && text.charAt(end - 1) == '\'') {
            end--;
        }
        int start = end;
        while (start > 0 && end - start < LONGEST_KEY && isKeyCharacter(text.charAt(start - 1))) {
            start--;
        }
        return text.substring(start, end);
    }

    private static boolean isKeyCharacter(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '.' || c == '-';
    }

    private static int skipSpace(String text, int from) {
        int at = from;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static int quotesAt(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) == '\'') {
            at++;
        }
        return at - from;
    }

    /**
     * The address of a webhook or the like, of which any part behind the host may be the secret that lets messages in:
     * its scheme, host and port.
     */
    public static String address(URI address) {
        String port = address.getPort() < 0 ? "" : ":" + address.getPort();
        return address.getScheme() + "://" + address.getHost() + port + "/" + HIDDEN;
    }

    private static String userInfo(String text) {
        return USER_INFO.matcher(text).replaceAll("${scheme}" + HIDDEN + "@");
    }
}
