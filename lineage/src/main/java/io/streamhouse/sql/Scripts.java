package io.streamhouse.sql;

import io.streamhouse.model.Position;
import io.streamhouse.sql.Tokens.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Cuts a script into its statements, in time linear in its length.
 *
 * <p>Semicolons in strings, quoted names and comments do not count, nor do those inside a statement set
 * ({@code EXECUTE STATEMENT SET BEGIN … END}, {@code BEGIN STATEMENT SET; … END;}), which is one statement. Parts that
 * hold nothing but comments are no statements. A quote or comment that is never closed takes the rest of the script
 * with it: nothing behind it is run by mistake.
 */
public final class Scripts {

    private static final Pattern EMPTY_LINE = Pattern.compile("\\R[ \\t\\f]*\\R");

    private Scripts() {}

    /** The script's statements in order. */
    public static List<Slice> split(String script) {
        Tokens tokens = Lexer.read(script);
        LineMap lines = LineMap.of(script);
        List<Slice> slices = new ArrayList<>();
        StatementSets sets = new StatementSets(tokens);
        int first = -1;
        int last = -1;
        for (int token = 0; token < tokens.count(); token++) {
            Kind kind = tokens.kind(token);
            if (kind == Kind.COMMENT) {
                continue;
            }
            if (first < 0) {
                if (kind == Kind.SEMICOLON) {
                    continue;
                }
                int end = sets.lastToken(token);
                first = token;
                last = Math.max(token, end);
                token = last;
                continue;
            }
            if (kind == Kind.SEMICOLON) {
                slices.add(slice(script, tokens, lines, first, last));
                first = -1;
            } else {
                last = token;
            }
        }
        if (first >= 0) {
            slices.add(slice(script, tokens, lines, first, last));
        }
        return List.copyOf(slices);
    }

    /**
     * The statement a cursor at {@code offset} means: the one it stands in or right behind on the same line; in the
     * comments above a statement, that one; elsewhere between statements, the one before.
     */
    public static Optional<Slice> at(String script, int offset) {
        return at(script, split(script), offset);
    }

    /** {@link #at(String, int)} in a script split before. */
    public static Optional<Slice> at(String script, List<Slice> slices, int offset) {
        Slice before = null;
        for (Slice slice : slices) {
            if (offset < slice.from()) {
                if (before == null) {
                    return Optional.of(slice);
                }
                boolean belongsToNext = !sameLine(script, before.to(), offset) && adjoins(script, offset, slice);
                return Optional.of(belongsToNext ? slice : before);
            }
            if (offset <= slice.to()) {
                return Optional.of(slice);
            }
            before = slice;
        }
        return Optional.ofNullable(before);
    }

    /**
     * The INSERTs of a statement set, placed in the script that the set stands in; nothing for other statements.
     *
     * @param set a statement of that script
     */
    public static List<Slice> inserts(Slice set) {
        if (Statements.kind(set.text()) != StatementKind.STATEMENT_SET) {
            return List.of();
        }
        Tokens tokens = Lexer.read(set.text());
        LineMap lines = LineMap.of(set.text());
        int token = 0;
        while (token < tokens.count() && !opensSet(tokens, token)) {
            token++;
        }
        List<Slice> inserts = new ArrayList<>();
        int first = -1;
        int last = -1;
        for (token++; token < tokens.count(); token++) {
            Kind kind = tokens.kind(token);
            if (kind == Kind.COMMENT || first < 0 && (kind == Kind.SEMICOLON || tokens.isWord(token, "END"))) {
                continue;
            }
            if (kind == Kind.SEMICOLON) {
                inserts.add(within(set, slice(set.text(), tokens, lines, first, last)));
                first = -1;
            } else {
                first = first < 0 ? token : first;
                last = token;
            }
        }
        if (first >= 0) {
            inserts.add(within(set, slice(set.text(), tokens, lines, first, last)));
        }
        return List.copyOf(inserts);
    }

    /** Whether the opening of a set ends here: with its first semicolon, or with BEGIN. */
    private static boolean opensSet(Tokens tokens, int token) {
        return tokens.kind(token) == Kind.SEMICOLON || token > 0 && tokens.isWord(token, "BEGIN");
    }

    private static Slice within(Slice set, Slice part) {
        return new Slice(
                part.text(),
                set.from() + part.from(),
                set.from() + part.to(),
                part.start().within(set.start()));
    }

    private static boolean sameLine(String script, int from, int to) {
        for (int at = from; at < Math.min(to, script.length()); at++) {
            if (script.charAt(at) == '\n' || script.charAt(at) == '\r') {
                return false;
            }
        }
        return true;
    }

    /** Whether no empty line lies between the line of the offset, itself included, and the statement. */
    private static boolean adjoins(String script, int offset, Slice next) {
        int start = offset;
        while (start > 0 && script.charAt(start - 1) != '\n' && script.charAt(start - 1) != '\r') {
            start--;
        }
        return !EMPTY_LINE
                .matcher(script)
                .region(Math.max(0, start - 1), next.from())
                .find();
    }

    private static Slice slice(String script, Tokens tokens, LineMap lines, int first, int last) {
        int from = tokens.from(first);
        int to = tokens.to(last);
        Position start = lines.position(from);
        return new Slice(script.substring(from, to), from, to, start);
    }

    /** Where the statement sets of a script end. */
    private static final class StatementSets {

        private final Tokens tokens;

        /** For each token, the first token at or behind it that is an END closing a set or the start of another set. */
        private int[] boundaries = {};

        StatementSets(Tokens tokens) {
            this.tokens = tokens;
        }

        /**
         * The last token that must be passed over unseen in the statement that starts at {@code first}, because its
         * semicolons are those of a statement set; -1 if it is not one.
         */
        int lastToken(int first) {
            int header = header(first);
            if (header < 0) {
                return -1;
            }
            if (boundaries.length == 0) {
                boundaries = boundaries();
            }
            int body = header + 1;
            int boundary = body < tokens.count() ? boundaries[body] : tokens.count();
            return isWord(boundary, "END") ? boundary : unfinished(header);
        }

        /** An unfinished set goes on as long as INSERTs follow. */
        private int unfinished(int header) {
            int last = header;
            boolean startsStatement = true;
            for (int token = header + 1; token < tokens.count(); token++) {
                Kind kind = tokens.kind(token);
                if (kind == Kind.COMMENT) {
                    continue;
                }
                if (kind == Kind.SEMICOLON) {
                    startsStatement = true;
                    continue;
                }
                if (startsStatement && !tokens.isWord(token, "INSERT")) {
                    break;
                }
                startsStatement = false;
                last = token;
            }
            return last;
        }

        /** The last word of a set's opening, or -1 if the statement that starts at {@code first} opens none. */
        private int header(int first) {
            if (tokens.isWord(first, "BEGIN")) {
                int statement = significant(first + 1);
                int set = significant(statement + 1);
                boolean opens =
                        isWord(statement, "STATEMENT") && isWord(set, "SET") && isSemicolon(significant(set + 1));
                return opens ? set : -1;
            }
            if (!tokens.isWord(first, "EXECUTE")
                    && !tokens.isWord(first, "EXPLAIN")
                    && !tokens.isWord(first, "COMPILE")) {
                return -1;
            }
            for (int token = first + 1; token < tokens.count() && !isSemicolon(token); token++) {
                if (opensBody(token)) {
                    return significant(significant(token + 1) + 1);
                }
                if (tokens.isWord(token, "INSERT") || tokens.isWord(token, "SELECT")) {
                    return -1;
                }
            }
            return -1;
        }

        /** Whether {@code STATEMENT SET BEGIN} stands here. */
        private boolean opensBody(int token) {
            if (!isWord(token, "STATEMENT")) {
                return false;
            }
            int set = significant(token + 1);
            return isWord(set, "SET") && isWord(significant(set + 1), "BEGIN");
        }

        private int[] boundaries() {
            int[] next = new int[tokens.count()];
            int nearest = tokens.count();
            for (int token = tokens.count() - 1; token >= 0; token--) {
                if (tokens.isWord(token, "END") && followsSeparator(token)
                        || opensBody(token)
                        || tokens.isWord(token, "BEGIN") && isWord(significant(token + 1), "STATEMENT")) {
                    nearest = token;
                }
                next[token] = nearest;
            }
            return next;
        }

        private boolean followsSeparator(int token) {
            int before = token - 1;
            while (before >= 0 && tokens.kind(before) == Kind.COMMENT) {
                before--;
            }
            return before >= 0 && (isSemicolon(before) || isWord(before, "BEGIN"));
        }

        private int significant(int token) {
            int at = token;
            while (at < tokens.count() && tokens.kind(at) == Kind.COMMENT) {
                at++;
            }
            return at;
        }

        private boolean isWord(int token, String word) {
            return token < tokens.count() && tokens.isWord(token, word);
        }

        private boolean isSemicolon(int token) {
            return token < tokens.count() && tokens.kind(token) == Kind.SEMICOLON;
        }
    }
}
