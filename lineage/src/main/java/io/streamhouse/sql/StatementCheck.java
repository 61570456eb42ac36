package io.streamhouse.sql;

import io.streamhouse.model.ProblemException;
import io.streamhouse.sql.Tokens.Kind;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.flink.sql.parser.impl.ParseException;

/**
 * Checks one statement by Flink's parser, and says in words what that one says in lists of tokens. A guess at what was
 * meant is only made where the parser gets further with it.
 */
final class StatementCheck {

    private static final Set<String> STARTERS = Set.of(
            "SELECT",
            "WITH",
            "VALUES",
            "INSERT",
            "UPDATE",
            "DELETE",
            "TRUNCATE",
            "CREATE",
            "ALTER",
            "DROP",
            "SHOW",
            "DESCRIBE",
            "DESC",
            "EXPLAIN",
            "EXECUTE",
            "COMPILE",
            "BEGIN",
            "END",
            "SET",
            "RESET",
            "USE",
            "CALL",
            "ANALYZE",
            "LOAD",
            "UNLOAD",
            "ADD",
            "REMOVE",
            "STOP");

    /** Words that are far more often a clause in the wrong place than a name someone forgot to quote. */
    private static final Set<String> CLAUSES = Set.of(
            "SELECT",
            "FROM",
            "WHERE",
            "HAVING",
            "JOIN",
            "ON",
            "AS",
            "AND",
            "OR",
            "NOT",
            "UNION",
            "INTERSECT",
            "EXCEPT",
            "LIMIT",
            "THEN",
            "WHEN",
            "ELSE",
            "CASE",
            "WITH",
            "INTO",
            "INSERT",
            "BY",
            "IN",
            "IS",
            "INNER",
            "LEFT",
            "RIGHT",
            "FULL",
            "OUTER",
            "CROSS",
            "CREATE",
            "DROP",
            "BETWEEN",
            "LIKE",
            "EXISTS",
            "DISTINCT",
            "ALL");

    /** How far before the place where the parser stumbled a misspelt keyword is looked for. */
    private static final int WORDS_BACK = 3;

    private static final Pattern PLACE_IN_MESSAGE = Pattern.compile("(?s)\\s+at line \\d+, column \\d+.*");

    private static final Pattern TOO_LONG_NAME =
            Pattern.compile("(?s)^Length of identifier '.*' must be less than or equal to (?<most>\\d+) characters.*");

    private final String text;
    private final Tokens tokens;
    private final LineMap lines;

    private StatementCheck(String text) {
        this.text = text;
        this.tokens = Lexer.read(text);
        this.lines = LineMap.of(text);
    }

    /** The first mistake of a statement; positions are within it. */
    static Optional<Diagnostic> check(String statement) {
        return new StatementCheck(statement).check();
    }

    private Optional<Diagnostic> check() {
        int foreign = firstForeign();
        if (tokens.count() > Statements.MOST_TOKENS) {
            return foreign < 0 ? Optional.empty() : Optional.of(foreign(foreign));
        }
        if (MaterializedTableParser.concerns(tokens)) {
            return foreign < 0 ? materializedTable() : Optional.of(foreign(foreign));
        }
        if (FlinkDialect.isCommand(text)) {
            return Optional.empty();
        }
        Optional<SqlParseException> failure = parse(text);
        if (failure.isEmpty()) {
            return Optional.empty();
        }
        int token = tokenOf(failure.get());
        if (foreign >= 0 && foreign <= token) {
            return Optional.of(foreign(foreign));
        }
        return Optional.of(explain(failure.get(), token));
    }

    /** What Flink's grammar lacks of these statements is carried out all the same. */
    private Optional<Diagnostic> materializedTable() {
        try {
            new MaterializedTableParser(text, tokens).parse();
            return Optional.empty();
        } catch (ProblemException refusal) {
            int from = refusal.problem().where().map(lines::offset).orElse(0);
            int token = Math.max(0, tokens.before(from + 1));
            return Optional.of(mark(token, refusal.problem().what()));
        }
    }

    private static Optional<SqlParseException> parse(String text) {
        try {
            FlinkDialect.parse(text);
            return Optional.empty();
        } catch (SqlParseException e) {
            return Optional.of(e);
        }
    }

    /** The first token that no statement of Flink's dialect can hold; -1 if there is none. */
    private int firstForeign() {
        for (int token = 0; token < tokens.count(); token++) {
            if (tokens.kind(token) == Kind.ILLEGAL || tokens.kind(token) == Kind.UNCLOSED) {
                return token;
            }
        }
        return -1;
    }

    private Diagnostic foreign(int token) {
        String found = tokens.text(token);
        if (tokens.kind(token) == Kind.UNCLOSED) {
            int lineEnd = tokens.from(token) + firstLine(found).length();
            return mark(tokens.from(token), lineEnd, unclosed(found));
        }
        if (found.startsWith("\"")) {
            return mark(token, "Double quotes mean nothing here: names take backticks, text takes single quotes");
        }
        if (found.equals("&")) {
            return mark(token, "Unexpected character '&': write AND");
        }
        int character = found.codePointAt(0);
        boolean visible = !Character.isISOControl(character)
                && !Character.isSpaceChar(character)
                && Character.getType(character) != Character.FORMAT
                && Character.getType(character) != Character.SURROGATE;
        String code = String.format(Locale.ROOT, "U+%04X", character);
        return mark(token, visible ? "Unexpected character '" + found + "'" : "Unexpected invisible character " + code);
    }

    private static String unclosed(String found) {
        if (found.startsWith("`")) {
            return "This quoted name is never closed: a ` is missing";
        }
        return found.startsWith("/*")
                ? "This comment is never closed: a */ is missing"
                : "This string is never closed: a ' is missing";
    }

    private Diagnostic explain(SqlParseException failure, int token) {
        if (failure.getCause() instanceof StackOverflowError) {
            return mark(0, "This statement is nested too deeply for Flink's parser");
        }
        int[][] sequences = failure.getExpectedTokenSequences();
        if (sequences != null) {
            int from = token < tokens.count() ? tokens.from(token) : text.length();
            Expectation expected = Expectation.of(sequences, FlinkDialect.tokenKinds(text.substring(from)));
            return unexpected(Math.min(tokens.count(), skip(token, expected.matched())), expected);
        }
        int first = significant(0);
        if (String.valueOf(failure.getMessage()).startsWith("Non-query expression") && first < tokens.count()) {
            return notAStatement(first);
        }
        return positioned(failure);
    }

    private Diagnostic notAStatement(int first) {
        String word = tokens.text(first);
        if (STARTERS.contains(word.toUpperCase(Locale.ROOT))) {
            return mark(first, "This " + word.toUpperCase(Locale.ROOT) + " is not complete");
        }
        return mark(
                first,
                Misspelling.nearest(word, STARTERS)
                        .map(meant -> "Expected " + meant + ", found '" + word + "'")
                        .orElse("No statement starts with '" + shortened(word) + "'"));
    }

    /** A mistake that the parser describes in words of its own. */
    private Diagnostic positioned(SqlParseException failure) {
        String said = PLACE_IN_MESSAGE
                .matcher(firstLine(String.valueOf(failure.getMessage())))
                .replaceAll("");
        SqlParserPos pos = failure.getPos();
        if (pos == null || pos.getLineNum() < 1) {
            return mark(significant(0), shortened(said));
        }
        int from = offset(pos.getLineNum(), pos.getColumnNum());
        said = TOO_LONG_NAME.matcher(said).replaceAll("A name has at most ${most} characters");
        if (said.startsWith("Lexical error")) {
            said = text.substring(from).stripLeading().startsWith("`")
                    ? "A quoted name has at least one character, and no line break"
                    : "Flink's parser does not know this character";
        }
        int to = Math.min(text.length(), offset(pos.getEndLineNum(), pos.getEndColumnNum()) + 1);
        int token = significant(Math.max(0, tokens.before(from + 1)));
        boolean onBlank = token < tokens.count()
                && text.substring(from, Math.max(from, to)).isBlank();
        return onBlank
                ? mark(Math.min(tokens.count() - 1, significant(token + 1)), shortened(said))
                : mark(from, Math.max(from, to), shortened(said));
    }

    /** @param token the one that does not fit; the count of tokens for the end of the statement */
    private Diagnostic unexpected(int token, Expectation expected) {
        int before = previous(token);
        Optional<Diagnostic> guess = guess(token, before, expected);
        if (guess.isPresent()) {
            return guess.get();
        }
        String wanted = expected.inWords();
        if (token == tokens.count()) {
            String missing = wanted.isEmpty() ? "" : ": " + wanted + " is missing";
            String behind = before < 0 ? "" : " after " + shown(before);
            return mark(Math.max(0, before), "The statement ends too soon" + behind + missing);
        }
        if (tokens.isSymbol(token, ")") && !isOpenBefore(token)) {
            return mark(token, "This ')' closes nothing");
        }
        if (tokens.isSymbol(token, "=") && before >= 0 && tokens.isSymbol(before, "=")) {
            return mark(tokens.from(before), tokens.to(token), "Equality is written with one '='");
        }
        if (!wanted.isEmpty()) {
            return mark(token, "Expected " + wanted + ", found " + shown(token));
        }
        return mark(token, "Unexpected " + shown(token) + (before < 0 ? "" : " after " + shown(before)));
    }

    private Optional<Diagnostic> guess(int token, int before, Expectation expected) {
        Optional<Diagnostic> guess = Optional.empty();
        if (token < tokens.count()) {
            guess = misspelt(token, token, expected).or(() -> unquoted(token, token));
        }
        int earlier = before;
        for (int back = 0; back < WORDS_BACK && guess.isEmpty() && earlier >= 0; back++) {
            guess = misspelt(earlier, token, expected);
            earlier = previous(earlier);
        }
        if (guess.isEmpty() && before >= 0) {
            guess = unquoted(before, token);
        }
        if (guess.isEmpty() && token < tokens.count()) {
            guess = missingComma(token, expected);
        }
        return guess;
    }

    /**
     * A word that is nearly a keyword: the one that does not fit, or one before it, as in {@code SELECT a FORM t}, where
     * the parser takes FORM for an alias and stumbles over what follows.
     */
    private Optional<Diagnostic> misspelt(int word, int stumbled, Expectation expected) {
        if (tokens.kind(word) != Kind.WORD) {
            return Optional.empty();
        }
        String typed = tokens.text(word);
        if (Expectation.allKeywords().contains(typed.toUpperCase(Locale.ROOT))) {
            return Optional.empty();
        }
        Optional<String> meant = Misspelling.near(typed, expected.keywords()).stream()
                .filter(keyword -> word == stumbled || getsBeyond(word, keyword, stumbled))
                .findFirst();
        if (meant.isEmpty() && (word != stumbled || expected.exhausted())) {
            meant = Misspelling.near(typed, Expectation.allKeywords()).stream()
                    .limit(4)
                    .filter(keyword -> getsBeyond(word, keyword, stumbled))
                    .findFirst();
        }
        return meant.map(keyword -> mark(word, "Expected " + keyword + ", found '" + typed + "'"));
    }

    private Optional<Diagnostic> unquoted(int token, int stumbled) {
        String word = tokens.text(token);
        String upper = word.toUpperCase(Locale.ROOT);
        boolean clause = CLAUSES.contains(upper) || nextIsWord(token, "BY");
        boolean keyword =
                tokens.kind(token) == Kind.WORD && Expectation.allKeywords().contains(upper);
        if (clause || !keyword || previous(token) < 0 || !getsBeyond(token, "`" + word + "`", stumbled)) {
            return Optional.empty();
        }
        return Optional.of(mark(token, "'" + word + "' is a reserved word: as a name it is written `" + word + "`"));
    }

    private Optional<Diagnostic> missingComma(int token, Expectation expected) {
        if (!expected.wants(",")
                || tokens.kind(token) == Kind.SYMBOL
                || !getsBeyond(token, "," + tokens.text(token), token)) {
            return Optional.empty();
        }
        return Optional.of(mark(token, "Unexpected " + shown(token) + ": a comma may be missing before it"));
    }

    /** Whether the parser, given the replacement for a token, is content with the token {@code target} too. */
    private boolean getsBeyond(int token, String replacement, int target) {
        String repaired = text.substring(0, tokens.from(token)) + replacement + text.substring(tokens.to(token));
        Optional<SqlParseException> failure = parse(repaired);
        if (failure.isEmpty()) {
            return true;
        }
        StatementCheck again = new StatementCheck(repaired);
        int stopped = again.tokenOf(failure.get());
        int added = again.tokens.count() - tokens.count();
        return stopped > target + added;
    }

    /** The token a failure points at; the count of tokens for the end of the statement. */
    private int tokenOf(SqlParseException failure) {
        SqlParserPos pos = failure.getPos();
        if (failure.getCause() instanceof ParseException cause
                && cause.currentToken != null
                && cause.currentToken.next != null
                && cause.currentToken.next.kind == 0) {
            return tokens.count();
        }
        if (pos == null || pos.getLineNum() < 1) {
            return significant(0);
        }
        int at = tokens.before(offset(pos.getLineNum(), pos.getColumnNum()) + 1);
        return significant(Math.max(0, at));
    }

    private int offset(int line, int column) {
        return lines.offset(new io.streamhouse.model.Position(line, Math.max(1, column)));
    }

    private int significant(int token) {
        int at = token;
        while (at < tokens.count() && tokens.kind(at) == Kind.COMMENT) {
            at++;
        }
        return at;
    }

    private int skip(int token, int count) {
        int at = token;
        for (int skipped = 0; skipped < count && at < tokens.count(); skipped++) {
            at = significant(at + 1);
        }
        return at;
    }

    private int previous(int token) {
        int at = token - 1;
        while (at >= 0 && tokens.kind(at) == Kind.COMMENT) {
            at--;
        }
        return at;
    }

    private boolean nextIsWord(int token, String word) {
        int next = significant(token + 1);
        return next < tokens.count() && tokens.isWord(next, word);
    }

    private boolean isOpenBefore(int token) {
        int depth = 0;
        for (int at = 0; at < token; at++) {
            if (tokens.isSymbol(at, "(")) {
                depth++;
            } else if (tokens.isSymbol(at, ")")) {
                depth--;
            }
        }
        return depth > 0;
    }

    private String shown(int token) {
        String found = tokens.text(token);
        boolean keyword =
                tokens.kind(token) == Kind.WORD && Expectation.allKeywords().contains(found.toUpperCase(Locale.ROOT));
        if (keyword && CLAUSES.contains(found.toUpperCase(Locale.ROOT))) {
            return found.toUpperCase(Locale.ROOT);
        }
        return tokens.kind(token) == Kind.STRING ? shortened(found) : "'" + shortened(found) + "'";
    }

    private static String shortened(String found) {
        String line = firstLine(found);
        return line.length() == found.length() && line.length() <= 120
                ? found
                : line.substring(0, Math.min(line.length(), 40)) + "…";
    }

    private static String firstLine(String found) {
        return found.lines().findFirst().orElse("");
    }

    private Diagnostic mark(int token, String message) {
        return token < tokens.count()
                ? mark(tokens.from(token), tokens.to(token), message)
                : mark(text.length(), text.length(), message);
    }

    private Diagnostic mark(int from, int to, String message) {
        return new Diagnostic(lines.position(from), lines.position(to), message);
    }
}
