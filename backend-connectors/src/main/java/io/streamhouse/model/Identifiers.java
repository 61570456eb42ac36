package io.streamhouse.model;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Quoting of SQL identifiers and literals in Flink's dialect. Everything a user typed goes into SQL through here. */
public final class Identifiers {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private Identifiers() {}

    /** The identifier in backticks, inner backticks doubled. */
    public static String quote(String identifier) {
        return "`" + identifier.replace("`", "``") + "`";
    }

    /** The identifier as people write it: quoted only where it must be. */
    public static String plain(String identifier) {
        return PLAIN.matcher(identifier).matches() ? identifier : quote(identifier);
    }

    /** A string literal, inner quotes doubled. */
    public static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /**
     * Splits a dotted name whose parts may stand in backticks.
     *
     * @throws IllegalArgumentException if a quote is left open, or follows or precedes other text in its part
     */
    public static List<String> split(String dotted) {
        List<String> parts = new ArrayList<>();
        int at = 0;
        while (true) {
            StringBuilder part = new StringBuilder();
            if (at < dotted.length() && dotted.charAt(at) == '`') {
                at++;
                while (true) {
                    if (at >= dotted.length()) {
                        throw new IllegalArgumentException("Unclosed backtick in: " + dotted);
                    }
                    char c = dotted.charAt(at++);
                    if (c != '`') {
                        part.append(c);
                    } else if (at < dotted.length() && dotted.charAt(at) == '`') {
                        part.append('`');
                        at++;
                    } else {
                        break;
                    }
                }
            } else {
                while (at < dotted.length() && dotted.charAt(at) != '.') {
                    part.append(dotted.charAt(at++));
                }
            }
            parts.add(part.toString());
            if (at == dotted.length()) {
                return List.copyOf(parts);
            }
            if (dotted.charAt(at) != '.') {
                throw new IllegalArgumentException("Expected a dot at position " + at + " in: " + dotted);
            }
            at++;
        }
    }
}
