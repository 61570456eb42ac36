package io.streamhouse.sql;

import io.streamhouse.sql.Tokens.Kind;
import io.streamhouse.sql.Words.Word;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Where a cursor stands: the statement around it, the name being typed, and the names and dots before that.
 *
 * @param words the statement with the cursor in place of the name being typed
 * @param qualifiers what stands before the dot
 * @param prefix what has been typed of the name, without its quote
 * @param quote the quote the name was opened with: a backtick, a single quote in a string, or nothing
 * @param from where the name being typed starts, its quote included
 * @param to where it ends
 */
record Place(Words words, List<String> qualifiers, String prefix, String quote, int from, int to) {

    static Optional<Place> at(String script, int offset) {
        String before = script.substring(0, Math.clamp(offset, 0, script.length()));
        Tokens left = Lexer.read(before);
        int last = left.count() - 1;
        int start = statementStart(left);
        String prefix = "";
        String quote = "";
        int from = before.length();
        int end = left.count();
        if (last >= 0 && left.to(last) == before.length()) {
            Kind kind = left.kind(last);
            String text = left.text(last);
            if (kind == Kind.COMMENT && !text.endsWith("*/") || kind == Kind.NUMBER) {
                return Optional.empty();
            }
            if (kind == Kind.UNCLOSED) {
                if (text.startsWith("/*")) {
                    return Optional.empty();
                }
                int opening = text.startsWith("`") ? 0 : text.indexOf('\'');
                quote = text.substring(opening, opening + 1);
                prefix = text.substring(opening + 1).replace(quote + quote, quote);
                from = left.from(last) + opening;
                end = last;
            } else if (kind == Kind.WORD) {
                prefix = text;
                from = left.from(last);
                end = last;
            } else if (kind == Kind.STRING || kind == Kind.QUOTED_NAME) {
                return Optional.empty();
            }
        }
        Deque<String> qualifiers = new ArrayDeque<>();
        int qualified = end;
        while (!quote.equals("'")
                && qualified - 2 >= start
                && left.isSymbol(qualified - 1, ".")
                && left.isName(qualified - 2)) {
            qualifiers.addFirst(left.name(qualified - 2));
            qualified -= 2;
        }
        int to = typedTo(script, before.length(), prefix, quote);
        Words words = Words.of(Words.read(left, start, qualified), right(script, to, quote));
        return Optional.of(new Place(words, List.copyOf(qualifiers), prefix, quote, from, to));
    }

    private static int statementStart(Tokens left) {
        for (int token = left.count() - 1; token >= 0; token--) {
            if (left.kind(token) == Kind.SEMICOLON) {
                return token + 1;
            }
        }
        return 0;
    }

    /** The rest of a word whose start was typed, or of a quoted name or string on this line, is replaced too. */
    private static int typedTo(String script, int offset, String prefix, String quote) {
        int to = offset;
        if (!quote.isEmpty()) {
            int lineEnd = to;
            while (lineEnd < script.length() && "\r\n".indexOf(script.charAt(lineEnd)) < 0) {
                lineEnd++;
            }
            int closing = script.indexOf(quote, to);
            boolean closesHere = closing >= 0 && closing < lineEnd && isNameLike(script, to, closing);
            return closesHere ? closing + 1 : to;
        }
        while (!prefix.isEmpty() && to < script.length() && Character.isJavaIdentifierPart(script.charAt(to))) {
            to++;
        }
        return to;
    }

    private static boolean isNameLike(String script, int from, int to) {
        for (int at = from; at < to; at++) {
            char c = script.charAt(at);
            if (!Character.isLetterOrDigit(c) && c != '_' && c != '.' && c != '-') {
                return false;
            }
        }
        return true;
    }

    private static List<Word> right(String script, int from, String quote) {
        // In an open string there is no telling what belongs to it.
        if (quote.equals("'")) {
            return List.of();
        }
        Tokens tokens = Lexer.read(script.substring(from));
        int end = 0;
        while (end < tokens.count() && tokens.kind(end) != Kind.SEMICOLON) {
            end++;
        }
        return new ArrayList<>(Words.read(tokens, 0, end));
    }

    boolean isInString() {
        return quote.equals("'");
    }

    Word before(int back) {
        return words.get(words.cursor() - back);
    }
}
