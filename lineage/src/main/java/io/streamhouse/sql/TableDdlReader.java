package io.streamhouse.sql;

import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.Problem;
import io.streamhouse.model.ProblemException;
import io.streamhouse.sql.Tokens.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one {@code CREATE TABLE}, token by token. Types and expressions are taken as they are written. */
final class TableDdlReader {

    private static final Set<String> AFTER_TYPE = Set.of("NOT", "NULL", "COMMENT", "METADATA", "PRIMARY", "UNIQUE");

    private final String text;
    private final Tokens tokens;
    private final LineMap lines;
    /** Comments met and not given to anything yet. */
    private final List<String> met = new ArrayList<>();

    private int at;

    private boolean temporary;
    private boolean ifNotExists;
    private final List<TableDesign.Column> columns = new ArrayList<>();
    private TableDesign.@Nullable Watermark watermark;
    private TableDesign.@Nullable Key key;
    private final List<TableDesign.Option> options = new ArrayList<>();

    TableDdlReader(String text) {
        this.text = text;
        this.tokens = Lexer.read(text);
        this.lines = LineMap.of(text);
        skipComments();
    }

    TableDesign read() {
        checkClosed();
        expectWord("CREATE");
        temporary = takeWord("TEMPORARY");
        if (isWord("MATERIALIZED") || isWord("VIEW")) {
            throw problem(
                    ErrorCode.NOT_SUPPORTED,
                    "This creates no table",
                    "Views and materialized views have pages of their own");
        }
        expectWord("TABLE");
        if (takeWord("IF")) {
            expectWord("NOT");
            expectWord("EXISTS");
            ifNotExists = true;
        }
        List<String> name = name();
        List<String> headNotes = takeNotes();
        if (isSymbol("(")) {
            elements();
        }
        List<String> endNotes = new ArrayList<>(takeNotes());
        Optional<String> comment = takeWord("COMMENT") ? Optional.of(string()) : Optional.empty();
        Optional<String> distribution = isWord("DISTRIBUTED")
                ? Optional.of(slice(Set.of("PARTITIONED", "WITH", "LIKE", "AS"), Within.STATEMENT))
                : Optional.empty();
        List<String> partitions = List.of();
        if (takeWord("PARTITIONED")) {
            expectWord("BY");
            partitions = names();
        }
        if (takeWord("WITH")) {
            endNotes.addAll(takeNotes());
            options();
        }
        Optional<String> tail =
                isWord("LIKE") || isWord("AS") ? Optional.of(slice(Set.of(), Within.STATEMENT)) : Optional.empty();
        if (!isAtEnd() && tokens.kind(at) == Kind.SEMICOLON) {
            advance();
        }
        if (!isAtEnd()) {
            throw unexpected("the end of the statement");
        }
        endNotes.addAll(takeNotes());
        return new TableDesign(
                new TableDesign.Head(name, temporary, ifNotExists),
                columns,
                Optional.ofNullable(watermark),
                Optional.ofNullable(key),
                new TableDesign.Clauses(comment, distribution, partitions, tail),
                options,
                new TableDesign.Notes(headNotes, endNotes));
    }

    private void checkClosed() {
        for (int token = 0; token < tokens.count(); token++) {
            if (tokens.kind(token) == Kind.UNCLOSED || tokens.kind(token) == Kind.ILLEGAL) {
                boolean open = tokens.kind(token) == Kind.UNCLOSED;
                throw problemAt(
                        tokens.from(token),
                        ErrorCode.SYNTAX,
                        open ? "This is never closed" : "Flink’s SQL has no use for " + tokens.text(token),
                        null);
            }
        }
    }

    private void elements() {
        int open = tokens.to(at);
        advance();
        if (isSymbol(")")) {
            throw problem(ErrorCode.SYNTAX, "Expected a column, found ')'", null);
        }
        boolean more = true;
        while (more) {
            List<String> notes = takeNotes();
            Element element = element();
            more = isSymbol(",");
            if (!more && !isSymbol(")")) {
                throw unexpected("',' or ')'");
            }
            if (more) {
                open = tokens.to(at);
            }
            List<String> all = new ArrayList<>(notes);
            all.addAll(takeNotes());
            if (more) {
                advance();
                all.addAll(takeNotesOnLineOf(open));
            } else {
                advance();
            }
            element.with(all);
        }
    }

    /** Becomes part of the design once its comments are known, which may stand behind its comma. */
    private interface Element {

        void with(List<String> notes);
    }

    private Element element() {
        if (isWord("WATERMARK")) {
            return watermark();
        }
        if (isWord("PRIMARY") || isWord("CONSTRAINT") || isWord("UNIQUE")) {
            return constraint();
        }
        return column();
    }

    private Element watermark() {
        refuseTwice(watermark != null, "A table has one watermark");
        advance();
        expectWord("FOR");
        String column = simpleName();
        if (isSymbol(".")) {
            throw problem(
                    ErrorCode.NOT_SUPPORTED,
                    "The event time of a Paimon table is a column, not a field within one",
                    "Add a computed column for the field");
        }
        expectWord("AS");
        String expression = slice(Set.of(), Within.EXPRESSION);
        return notes -> watermark = new TableDesign.Watermark(column, expression, notes);
    }

    private Element constraint() {
        Optional<String> name = takeWord("CONSTRAINT") ? Optional.of(simpleName()) : Optional.empty();
        if (isWord("UNIQUE")) {
            throw problem(ErrorCode.NOT_SUPPORTED, "Flink has no UNIQUE keys", "Write PRIMARY KEY (…) NOT ENFORCED");
        }
        refuseTwice(key != null, "A table has one primary key");
        expectWord("PRIMARY");
        expectWord("KEY");
        List<String> names = names();
        notEnforced();
        return notes -> key = new TableDesign.Key(names, name, notes);
    }

    private void notEnforced() {
        if (!isWord("NOT")) {
            throw problem(
                    ErrorCode.SYNTAX,
                    "A primary key is NOT ENFORCED: Flink writes as the key says, and checks nothing",
                    "Write NOT ENFORCED behind it");
        }
        advance();
        expectWord("ENFORCED");
    }

    private Element column() {
        String name = simpleName();
        if (takeWord("AS")) {
            String expression = slice(Set.of("COMMENT"), Within.EXPRESSION);
            Optional<String> comment = takeWord("COMMENT") ? Optional.of(string()) : Optional.empty();
            return notes ->
                    columns.add(new TableDesign.Column(name, "", true, Optional.of(expression), "", comment, notes));
        }
        String type = slice(AFTER_TYPE, Within.TYPE);
        boolean nullable = true;
        if (takeWord("NOT")) {
            expectWord("NULL");
            nullable = false;
        } else {
            takeWord("NULL");
        }
        if (isWord("PRIMARY")) {
            refuseTwice(key != null, "A table has one primary key");
            advance();
            expectWord("KEY");
            notEnforced();
            key = new TableDesign.Key(List.of(name), Optional.empty(), List.of());
        }
        String extra = slice(Set.of("COMMENT"), Within.EXPRESSION);
        Optional<String> comment = takeWord("COMMENT") ? Optional.of(string()) : Optional.empty();
        boolean canBeNull = nullable;
        return notes ->
                columns.add(new TableDesign.Column(name, type, canBeNull, Optional.empty(), extra, comment, notes));
    }

    private void options() {
        if (!isSymbol("(")) {
            throw unexpected("'('");
        }
        advance();
        boolean more = true;
        while (more) {
            List<String> notes = new ArrayList<>(takeNotes());
            String name = string();
            if (!isSymbol("=")) {
                throw unexpected("'='");
            }
            advance();
            String value = string();
            more = isSymbol(",");
            if (!more && !isSymbol(")")) {
                throw unexpected("',' or ')'");
            }
            int end = tokens.to(at);
            notes.addAll(takeNotes());
            if (more) {
                advance();
                notes.addAll(takeNotesOnLineOf(end));
            } else {
                advance();
            }
            options.add(new TableDesign.Option(name, value, notes));
        }
    }

    /** What a stretch of text is part of: in a type, {@code <} opens a bracket. */
    private enum Within {
        STATEMENT,
        EXPRESSION,
        TYPE
    }

    /** Text as it is written until one of these words, or until a comma or bracket that was not opened in it. */
    private String slice(Set<String> until, Within within) {
        boolean inList = within != Within.STATEMENT;
        int from = isAtEnd() ? text.length() : tokens.from(at);
        int to = from;
        int depth = 0;
        List<String> before = takeNotes();
        while (!isAtEnd()) {
            if (depth == 0 && (ends(until) || inList && (isSymbol(",") || isSymbol(")")))) {
                break;
            }
            if (tokens.kind(at) == Kind.SEMICOLON) {
                break;
            }
            depth += depth(within);
            to = tokens.to(at);
            // What was met up to here stands within the text that is taken.
            met.clear();
            advance();
        }
        met.addAll(0, before);
        return text.substring(from, to);
    }

    private int depth(Within within) {
        if (tokens.kind(at) != Kind.SYMBOL) {
            return 0;
        }
        return switch (tokens.text(at)) {
            case "(", "[", "{" -> 1;
            case ")", "]", "}" -> -1;
            case "<" -> within == Within.TYPE ? 1 : 0;
            case ">" -> within == Within.TYPE ? -1 : 0;
            default -> 0;
        };
    }

    private boolean ends(Set<String> words) {
        return tokens.kind(at) == Kind.WORD && words.contains(tokens.text(at).toUpperCase(Locale.ROOT));
    }

    private List<String> name() {
        List<String> parts = new ArrayList<>();
        do {
            parts.add(simpleName());
        } while (takeSymbol("."));
        if (parts.size() > 3) {
            throw problem(ErrorCode.SYNTAX, "A name has three parts at most: catalog, database and table", null);
        }
        return parts;
    }

    private List<String> names() {
        if (!takeSymbol("(")) {
            throw unexpected("'('");
        }
        List<String> names = new ArrayList<>();
        do {
            names.add(simpleName());
        } while (takeSymbol(","));
        if (!takeSymbol(")")) {
            throw unexpected("',' or ')'");
        }
        return names;
    }

    private String simpleName() {
        if (isAtEnd() || !tokens.isName(at)) {
            throw unexpected("a name");
        }
        String name = tokens.name(at);
        advance();
        return name;
    }

    private String string() {
        if (isAtEnd() || tokens.kind(at) != Kind.STRING || text.charAt(tokens.from(at)) != '\'') {
            throw unexpected("a text in single quotes");
        }
        String quoted = tokens.text(at);
        advance();
        return quoted.substring(1, quoted.length() - 1).replace("''", "'");
    }

    private List<String> takeNotes() {
        List<String> notes = List.copyOf(met);
        met.clear();
        return notes;
    }

    /** Of the comments just met, those on the line where {@code offset} is: they are about what stands before it. */
    private List<String> takeNotesOnLineOf(int offset) {
        int line = lines.position(offset).line();
        int token = at - met.size();
        List<String> notes = new ArrayList<>();
        while (!met.isEmpty() && lines.position(tokens.from(token)).line() == line) {
            notes.add(met.removeFirst());
            token++;
        }
        return notes;
    }

    private void advance() {
        at++;
        skipComments();
    }

    private void skipComments() {
        while (!isAtEnd() && tokens.kind(at) == Kind.COMMENT) {
            met.add(tokens.text(at).stripTrailing());
            at++;
        }
    }

    private boolean isAtEnd() {
        return at >= tokens.count();
    }

    private boolean isWord(String word) {
        return !isAtEnd() && tokens.isWord(at, word);
    }

    private boolean isSymbol(String symbol) {
        return !isAtEnd() && tokens.isSymbol(at, symbol);
    }

    private boolean takeWord(String word) {
        boolean found = isWord(word);
        if (found) {
            advance();
        }
        return found;
    }

    private boolean takeSymbol(String symbol) {
        boolean found = isSymbol(symbol);
        if (found) {
            advance();
        }
        return found;
    }

    private void expectWord(String word) {
        if (!takeWord(word)) {
            throw unexpected(word);
        }
    }

    private void refuseTwice(boolean given, String why) {
        if (given) {
            throw problem(ErrorCode.INVALID_STATEMENT, why, "Leave one of them out");
        }
    }

    private ProblemException unexpected(String wanted) {
        String found = "the end of the statement";
        if (!isAtEnd()) {
            String token = tokens.text(at).lines().findFirst().orElse("");
            found = "'" + (token.length() <= 40 ? token : token.substring(0, 40) + "…") + "'";
        }
        return problem(ErrorCode.SYNTAX, "Expected " + wanted + ", found " + found, null);
    }

    private ProblemException problem(ErrorCode code, String what, @Nullable String nextStep) {
        return problemAt(isAtEnd() ? text.length() : tokens.from(at), code, what, nextStep);
    }

    private ProblemException problemAt(int offset, ErrorCode code, String what, @Nullable String nextStep) {
        return new ProblemException(
                new Problem(code, what, Optional.of(lines.position(offset)), Optional.ofNullable(nextStep)));
    }
}
