package io.streamhouse.pipeline.read;

import io.streamhouse.model.Position;
import io.streamhouse.pipeline.Expressions;
import io.streamhouse.sql.Lexeme;
import io.streamhouse.sql.Lexeme.Kind;
import io.streamhouse.sql.LineMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A script as tokens, brackets paired and comments set aside. Parts of it are meant by the index of their first token
 * and that behind their last.
 */
final class Written {

    /** A part of the script. */
    record Part(int from, int to) {

        boolean isEmpty() {
            return from >= to;
        }

        int length() {
            return to - from;
        }
    }

    private final String text;
    private final LineMap lines;
    private final Lexeme[] tokens;
    private final int[] partners;
    private final List<Lexeme> comments;
    private BitSet told = new BitSet();

    Written(String text) {
        this.text = text;
        this.lines = LineMap.of(text);
        List<Lexeme> significant = new ArrayList<>();
        this.comments = new ArrayList<>();
        for (Lexeme lexeme : Lexeme.read(text)) {
            (lexeme.kind() == Kind.COMMENT ? comments : significant).add(lexeme);
        }
        tokens = significant.toArray(Lexeme[]::new);
        partners = new int[tokens.length];
        Arrays.fill(partners, -1);
        int[] open = new int[tokens.length + 1];
        int depth = 0;
        for (int at = 0; at < tokens.length; at++) {
            if (Expressions.opens(tokens[at])) {
                open[depth++] = at;
            } else if (Expressions.closes(tokens[at]) && depth > 0) {
                partners[open[--depth]] = at;
                partners[at] = open[depth];
            }
        }
    }

    int count() {
        return tokens.length;
    }

    Lexeme get(int at) {
        return tokens[at];
    }

    boolean word(int at, String word) {
        return at >= 0 && at < tokens.length && tokens[at].isWord(word);
    }

    boolean anyWord(int at, Set<String> words) {
        return at >= 0
                && at < tokens.length
                && tokens[at].kind() == Kind.WORD
                && words.contains(tokens[at].text().toUpperCase(Locale.ROOT));
    }

    boolean symbol(int at, String symbol) {
        return at >= 0 && at < tokens.length && tokens[at].isSymbol(symbol);
    }

    boolean name(int at) {
        return at >= 0 && at < tokens.length && tokens[at].isName();
    }

    /** The bracket that belongs to the one here; behind everything if there is none. */
    int partner(int at) {
        return partners[at] < 0 ? tokens.length : partners[at];
    }

    /** The token behind this one, or behind its partner where it opens a bracket. */
    int next(int at) {
        return Expressions.opens(tokens[at]) ? Math.max(at + 1, partner(at) + 1) : at + 1;
    }

    /** As it stands there, comments inside of it too. */
    String slice(Part part) {
        return slice(part.from(), part.to());
    }

    String slice(int from, int to) {
        return from >= to ? "" : text.substring(tokens[from].from(), tokens[to - 1].to());
    }

    Position position(int at) {
        return lines.position(at < tokens.length ? tokens[at].from() : text.length());
    }

    /** Whether a bracket opens here around a query that stands inside of something else. */
    boolean opensQuery(int at) {
        return symbol(at, "(") && (word(at + 1, "SELECT") || word(at + 1, "WITH"));
    }

    boolean holdsQuery(Part part) {
        for (int at = part.from(); at < part.to(); at++) {
            if (opensQuery(at)) {
                return true;
            }
        }
        return false;
    }

    /** The same without brackets around the whole of it. */
    Part unwrapped(Part part) {
        Part inner = part;
        while (inner.length() > 2 && symbol(inner.from(), "(") && partner(inner.from()) == inner.to() - 1) {
            inner = new Part(inner.from() + 1, inner.to() - 1);
        }
        return inner;
    }

    /** Whether FROM names relations here; there is IS DISTINCT FROM too. */
    boolean isFrom(int at) {
        boolean distinct = word(at - 1, "DISTINCT") && (word(at - 2, "IS") || word(at - 2, "NOT"));
        return word(at, "FROM") && !distinct;
    }

    /** Where the FROM of a SELECT stands; {@code to} if it has none. */
    int fromClause(int from, int to) {
        for (int at = from; at < to; at = next(at)) {
            if (isFrom(at)) {
                return at;
            }
        }
        return to;
    }

    /** Whether a name starts here, and not the one behind a dot. */
    boolean startsPath(int at) {
        return name(at) && !symbol(at - 1, ".");
    }

    /** Behind a name and those that follow it after dots; {@code at} if there is no name. */
    int pathEnd(int at) {
        if (!name(at)) {
            return at;
        }
        int end = at + 1;
        while (symbol(end, ".") && end + 1 < tokens.length && isWordOrName(end + 1)) {
            end += 2;
        }
        return end;
    }

    /** Whether it can be a name behind a dot, where the dialect's own words can be one too. */
    boolean isWordOrName(int at) {
        return tokens[at].kind() == Kind.WORD || tokens[at].kind() == Kind.QUOTED_NAME;
    }

    /** The names of a path, without quotes. */
    List<String> path(int from, int end) {
        List<String> names = new ArrayList<>();
        for (int at = from; at < end; at += 2) {
            names.add(tokens[at].name());
        }
        return names;
    }

    /** Whether it is one name, qualified or not, and nothing else. */
    boolean isPath(Part part) {
        return !part.isEmpty() && pathEnd(part.from()) == part.to();
    }

    /** The names that stand in the brackets that open here; empty if something else does. */
    Optional<List<String>> names(int open) {
        List<String> names = new ArrayList<>();
        for (Part part : list(open + 1, partner(open))) {
            if (part.length() != 1 || !name(part.from())) {
                return Optional.empty();
            }
            names.add(tokens[part.from()].name());
        }
        return Optional.of(names);
    }

    /** A whole number without a sign, if one stands here. */
    OptionalLong number(int at) {
        boolean number = at < tokens.length
                && tokens[at].kind() == Kind.NUMBER
                && tokens[at].text().matches("\\d{1,18}");
        return number ? OptionalLong.of(Long.parseLong(tokens[at].text())) : OptionalLong.empty();
    }

    /** What a string says, if one without a prefix stands here. */
    Optional<String> literal(int at) {
        String raw = at < tokens.length ? tokens[at].text() : "";
        return raw.startsWith("'")
                ? Optional.of(raw.substring(1, raw.length() - 1).replace("''", "'"))
                : Optional.empty();
    }

    boolean opensHint(int at) {
        return at < tokens.length && tokens[at].kind() == Kind.HINT_OPEN;
    }

    /** Behind the hint that stands here; {@code at} if none does. */
    int hintEnd(int at) {
        if (!opensHint(at)) {
            return at;
        }
        int end = at;
        while (end < tokens.length && tokens[end].kind() != Kind.HINT_CLOSE) {
            end++;
        }
        return end + 1;
    }

    /** A query with the comments around it, if it stands in brackets of its own. */
    String body(Part part) {
        int from = bodyFrom(part);
        boolean enclosed = symbol(part.from() - 1, "(") && symbol(part.to(), ")");
        int to = enclosed ? tokens[part.to()].from() : tokens[part.to() - 1].to();
        return text.substring(from, to).stripTrailing();
    }

    /** Where that begins in the script. */
    int bodyFrom(Part part) {
        int from = tokens[part.from()].from();
        if (symbol(part.from() - 1, "(") && symbol(part.to(), ")")) {
            int before = tokens[part.from() - 1].to();
            String between = text.substring(before, from);
            return from - between.stripLeading().length();
        }
        return from;
    }

    /** Where a word stands outside of brackets; {@code to} if nowhere. */
    int find(int from, int to, Set<String> words) {
        for (int at = from; at < to; at = next(at)) {
            if (anyWord(at, words)) {
                return at;
            }
        }
        return to;
    }

    /** The parts between commas outside of brackets. */
    List<Part> list(int from, int to) {
        List<Part> parts = new ArrayList<>();
        int start = from;
        for (int at = from; at < to; at = next(at)) {
            if (symbol(at, ",")) {
                parts.add(new Part(start, at));
                start = at + 1;
            }
        }
        if (start < to) {
            parts.add(new Part(start, to));
        }
        return parts;
    }

    /** The conditions that all have to hold; one if they are joined by OR. */
    List<Part> conjuncts(Part condition) {
        List<Part> parts = new ArrayList<>();
        int start = condition.from();
        int cases = 0;
        int betweens = 0;
        for (int at = condition.from(); at < condition.to(); at = next(at)) {
            if (word(at, "CASE")) {
                cases++;
            } else if (word(at, "END")) {
                cases--;
            } else if (cases == 0 && word(at, "BETWEEN")) {
                betweens++;
            } else if (cases == 0 && word(at, "OR")) {
                return List.of(condition);
            } else if (cases == 0 && word(at, "AND")) {
                if (betweens > 0) {
                    betweens--;
                } else {
                    parts.add(new Part(start, at));
                    start = at + 1;
                }
            }
        }
        parts.add(new Part(start, condition.to()));
        return parts;
    }

    /** Comments in a stretch of the script that nothing told of yet, from now on told of. */
    List<String> untold(int fromOffset, int toOffset) {
        List<String> found = new ArrayList<>();
        for (int comment = 0; comment < comments.size(); comment++) {
            Lexeme lexeme = comments.get(comment);
            if (lexeme.from() >= fromOffset && lexeme.to() <= toOffset && !told.get(comment)) {
                told.set(comment);
                found.add(words(lexeme.text()));
            }
        }
        return found;
    }

    /** The comments inside of a part are kept with its text. */
    void keep(int from, int to) {
        if (from < to) {
            untold(tokens[from].from(), tokens[to - 1].to());
        }
    }

    int from(int at) {
        return at < tokens.length ? tokens[at].from() : text.length();
    }

    int to(int at) {
        return at < 0 ? 0 : at < tokens.length ? tokens[at].to() : text.length();
    }

    int length() {
        return text.length();
    }

    BitSet told() {
        return (BitSet) told.clone();
    }

    void told(BitSet before) {
        told = (BitSet) before.clone();
    }

    private static String words(String comment) {
        if (comment.startsWith("/*")) {
            return comment.substring(2, comment.length() - 2).strip();
        }
        return comment.substring(comment.startsWith("-- ") || comment.startsWith("// ") ? 3 : 2);
    }
}
