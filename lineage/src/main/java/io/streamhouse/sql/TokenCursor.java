package io.streamhouse.sql;

import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.Position;
import io.streamhouse.model.Problem;
import io.streamhouse.model.ProblemException;
import io.streamhouse.sql.Tokens.Kind;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A place in a statement that is read token by token: what stands there, going on if it is what is wanted, and the
 * problem with its position if not. Comments are passed over.
 */
final class TokenCursor {

    private static final int LONGEST_SHOWN = 40;

    private final String text;
    private final Tokens tokens;
    private final LineMap lines;
    private final Consumer<String> comments;
    private int at;

    TokenCursor(String text, Tokens tokens) {
        this(text, tokens, comment -> {});
    }

    /** @param comments is told of each comment that is passed over */
    TokenCursor(String text, Tokens tokens, Consumer<String> comments) {
        this.text = text;
        this.tokens = tokens;
        this.lines = LineMap.of(text);
        this.comments = comments;
        passComments();
    }

    /** The index of the token. */
    int at() {
        return at;
    }

    void advance() {
        at++;
        passComments();
    }

    private void passComments() {
        while (is(Kind.COMMENT)) {
            comments.accept(text().stripTrailing());
            at++;
        }
    }

    boolean isAtEnd() {
        return at >= tokens.count();
    }

    boolean is(Kind kind) {
        return !isAtEnd() && tokens.kind(at) == kind;
    }

    boolean isName() {
        return !isAtEnd() && tokens.isName(at);
    }

    boolean isWord(String word) {
        return !isAtEnd() && tokens.isWord(at, word);
    }

    /** @param words in upper case */
    boolean isAnyWord(Set<String> words) {
        return words.contains(word());
    }

    boolean isSymbol(String symbol) {
        return !isAtEnd() && tokens.isSymbol(at, symbol);
    }

    /** The token as it is written. */
    String text() {
        return tokens.text(at);
    }

    /** The word that stands here, in upper case; empty if something else does. */
    String word() {
        return is(Kind.WORD) ? text().toUpperCase(Locale.ROOT) : "";
    }

    /** Where the token starts; the statement's end if there is none. */
    int from() {
        return isAtEnd() ? text.length() : tokens.from(at);
    }

    /** Where the token ends. */
    int to() {
        return tokens.to(at);
    }

    /** Where the token before this one ends, comments aside. */
    int endBefore() {
        int last = at - 1;
        while (last > 0 && tokens.kind(last) == Kind.COMMENT) {
            last--;
        }
        return tokens.to(last);
    }

    boolean takeWord(String word) {
        boolean found = isWord(word);
        if (found) {
            advance();
        }
        return found;
    }

    boolean takeSymbol(String symbol) {
        boolean found = isSymbol(symbol);
        if (found) {
            advance();
        }
        return found;
    }

    /** The name that stands here, without its quotes; goes on. */
    String takeName() {
        String name = tokens.name(at);
        advance();
        return name;
    }

    /** What the string says that stands here in single quotes; goes on. */
    String takeString() {
        String quoted = text();
        advance();
        return quoted.substring(1, quoted.length() - 1).replace("''", "'");
    }

    void expectWord(String word) {
        if (!takeWord(word)) {
            throw unexpected(word);
        }
    }

    void expectSymbol(String symbol) {
        if (!takeSymbol(symbol)) {
            throw unexpected("'" + symbol + "'");
        }
    }

    /** What stands here, as a problem says it. */
    String found() {
        if (isAtEnd()) {
            return "the end of the statement";
        }
        String token = text().lines().findFirst().orElse("");
        return "'" + (token.length() <= LONGEST_SHOWN ? token : token.substring(0, LONGEST_SHOWN) + "…") + "'";
    }

    ProblemException unexpected(String wanted) {
        return problem(ErrorCode.SYNTAX, "Expected " + wanted + ", found " + found(), null);
    }

    /** A problem with what stands here. */
    ProblemException problem(ErrorCode code, String what, @Nullable String nextStep) {
        return problemAt(from(), code, what, nextStep);
    }

    ProblemException problemAt(int offset, ErrorCode code, String what, @Nullable String nextStep) {
        return new ProblemException(
                new Problem(code, what, Optional.of(position(offset)), Optional.ofNullable(nextStep)));
    }

    Position position(int offset) {
        return lines.position(offset);
    }
}
