package io.streamhouse.sql;

import io.streamhouse.model.ErrorCode;
import io.streamhouse.sql.Tokens.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one {@code CREATE TABLE}, token by token. Types and expressions are taken as they are written. */
final class TableDdlReader {

    private static final Set<String> AFTER_TYPE = Set.of("NOT", "NULL", "COMMENT", "METADATA", "PRIMARY", "UNIQUE");

    private final String text;
    private final Tokens tokens;
    private final TokenCursor cursor;

    /** Comments met and not given to anything yet. */
    private final List<String> met = new ArrayList<>();

    private boolean temporary;
    private boolean ifNotExists;
    private final List<TableDesign.Column> columns = new ArrayList<>();
    private TableDesign.@Nullable Watermark watermark;
    private TableDesign.@Nullable Key key;
    private final List<TableDesign.Option> options = new ArrayList<>();

    TableDdlReader(String text) {
        this.text = text;
        this.tokens = Lexer.read(text);
        this.cursor = new TokenCursor(text, tokens, met::add);
    }

    TableDesign read() {
        checkClosed();
        cursor.expectWord("CREATE");
        temporary = cursor.takeWord("TEMPORARY");
        if (cursor.isWord("MATERIALIZED") || cursor.isWord("VIEW")) {
            throw cursor.problem(
                    ErrorCode.NOT_SUPPORTED,
                    "This creates no table",
                    "Views and materialized views have pages of their own");
        }
        cursor.expectWord("TABLE");
        if (cursor.takeWord("IF")) {
            cursor.expectWord("NOT");
            cursor.expectWord("EXISTS");
            ifNotExists = true;
        }
        List<String> name = name();
        List<String> headNotes = takeNotes();
        if (cursor.isSymbol("(")) {
            elements();
        }
        List<String> endNotes = new ArrayList<>(takeNotes());
        Optional<String> comment = cursor.takeWord("COMMENT") ? Optional.of(string()) : Optional.empty();
        Optional<String> distribution = cursor.isWord("DISTRIBUTED")
                ? Optional.of(slice(Set.of("PARTITIONED", "WITH", "LIKE", "AS"), Within.STATEMENT))
                : Optional.empty();
        List<String> partitions = List.of();
        if (cursor.takeWord("PARTITIONED")) {
            cursor.expectWord("BY");
            partitions = names();
        }
        if (cursor.takeWord("WITH")) {
            endNotes.addAll(takeNotes());
            options();
        }
        Optional<String> tail = cursor.isWord("LIKE") || cursor.isWord("AS")
                ? Optional.of(slice(Set.of(), Within.STATEMENT))
                : Optional.empty();
        if (cursor.is(Kind.SEMICOLON)) {
            cursor.advance();
        }
        if (!cursor.isAtEnd()) {
            throw cursor.unexpected("the end of the statement");
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
                throw cursor.problemAt(
                        tokens.from(token),
                        ErrorCode.SYNTAX,
                        open ? "This is never closed" : "Flink’s SQL has no use for " + tokens.text(token),
                        null);
            }
        }
    }

    private void elements() {
        int open = cursor.to();
        cursor.advance();
        if (cursor.isSymbol(")")) {
            throw cursor.problem(ErrorCode.SYNTAX, "Expected a column, found ')'", null);
        }
        boolean more = true;
        while (more) {
            List<String> notes = takeNotes();
            Element element = element();
            more = cursor.isSymbol(",");
            if (!more && !cursor.isSymbol(")")) {
                throw cursor.unexpected("',' or ')'");
            }
            if (more) {
                open = cursor.to();
            }
            List<String> all = new ArrayList<>(notes);
            all.addAll(takeNotes());
            if (more) {
                cursor.advance();
                all.addAll(takeNotesOnLineOf(open));
            } else {
                cursor.advance();
            }
            element.with(all);
        }
    }

    /** Becomes part of the design once its comments are known, which may stand behind its comma. */
    private interface Element {

        void with(List<String> notes);
    }

    private Element element() {
        if (cursor.isWord("WATERMARK")) {
            return watermark();
        }
        if (cursor.isWord("PRIMARY") || cursor.isWord("CONSTRAINT") || cursor.isWord("UNIQUE")) {
            return constraint();
        }
        return column();
    }

    private Element watermark() {
        refuseTwice(watermark != null, "A table has one watermark");
        cursor.advance();
        cursor.expectWord("FOR");
        String column = simpleName();
        if (cursor.isSymbol(".")) {
            throw cursor.problem(
                    ErrorCode.NOT_SUPPORTED,
                    "The event time of a Paimon table is a column, not a field within one",
                    "Add a computed column for the field");
        }
        cursor.expectWord("AS");
        String expression = slice(Set.of(), Within.EXPRESSION);
        return notes -> watermark = new TableDesign.Watermark(column, expression, notes);
    }

    private Element constraint() {
        Optional<String> name = cursor.takeWord("CONSTRAINT") ? Optional.of(simpleName()) : Optional.empty();
        if (cursor.isWord("UNIQUE")) {
            throw cursor.problem(
                    ErrorCode.NOT_SUPPORTED, "Flink has no UNIQUE keys", "Write PRIMARY KEY (…) NOT ENFORCED");
        }
        refuseTwice(key != null, "A table has one primary key");
        cursor.expectWord("PRIMARY");
        cursor.expectWord("KEY");
        List<String> names = names();
        notEnforced();
        return notes -> key = new TableDesign.Key(names, name, notes);
    }

    private void notEnforced() {
        if (!cursor.isWord("NOT")) {
            throw cursor.problem(
                    ErrorCode.SYNTAX,
                    "A primary key is NOT ENFORCED: Flink writes as the key says, and checks nothing",
                    "Write NOT ENFORCED behind it");
        }
        cursor.advance();
        cursor.expectWord("ENFORCED");
    }

    private Element column() {
        String name = simpleName();
        if (cursor.takeWord("AS")) {
            String expression = slice(Set.of("COMMENT"), Within.EXPRESSION);
            Optional<String> comment = cursor.takeWord("COMMENT") ? Optional.of(string()) : Optional.empty();
            return notes ->
                    columns.add(new TableDesign.Column(name, "", true, Optional.of(expression), "", comment, notes));
        }
        String type = slice(AFTER_TYPE, Within.TYPE);
        boolean nullable = true;
        if (cursor.takeWord("NOT")) {
            cursor.expectWord("NULL");
            nullable = false;
        } else {
            cursor.takeWord("NULL");
        }
        if (cursor.isWord("PRIMARY")) {
            refuseTwice(key != null, "A table has one primary key");
            cursor.advance();
            cursor.expectWord("KEY");
            notEnforced();
            key = new TableDesign.Key(List.of(name), Optional.empty(), List.of());
        }
        String extra = slice(Set.of("COMMENT"), Within.EXPRESSION);
        Optional<String> comment = cursor.takeWord("COMMENT") ? Optional.of(string()) : Optional.empty();
        boolean canBeNull = nullable;
        return notes ->
                columns.add(new TableDesign.Column(name, type, canBeNull, Optional.empty(), extra, comment, notes));
    }

    private void options() {
        cursor.expectSymbol("(");
        boolean more = true;
        while (more) {
            List<String> notes = new ArrayList<>(takeNotes());
            String name = string();
            cursor.expectSymbol("=");
            String value = string();
            more = cursor.isSymbol(",");
            if (!more && !cursor.isSymbol(")")) {
                throw cursor.unexpected("',' or ')'");
            }
            int end = cursor.to();
            notes.addAll(takeNotes());
            if (more) {
                cursor.advance();
                notes.addAll(takeNotesOnLineOf(end));
            } else {
                cursor.advance();
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
        int from = cursor.from();
        int to = from;
        int depth = 0;
        List<String> before = takeNotes();
        while (!cursor.isAtEnd()) {
            if (depth == 0 && (cursor.isAnyWord(until) || inList && (cursor.isSymbol(",") || cursor.isSymbol(")")))) {
                break;
            }
            if (cursor.is(Kind.SEMICOLON)) {
                break;
            }
            depth += depth(within);
            to = cursor.to();
            // What was met up to here stands within the text that is taken.
            met.clear();
            cursor.advance();
        }
        met.addAll(0, before);
        return text.substring(from, to);
    }

    private int depth(Within within) {
        if (!cursor.is(Kind.SYMBOL)) {
            return 0;
        }
        return switch (cursor.text()) {
            case "(", "[", "{" -> 1;
            case ")", "]", "}" -> -1;
            case "<" -> within == Within.TYPE ? 1 : 0;
            case ">" -> within == Within.TYPE ? -1 : 0;
            default -> 0;
        };
    }

    private List<String> name() {
        List<String> parts = new ArrayList<>();
        do {
            parts.add(simpleName());
        } while (cursor.takeSymbol("."));
        if (parts.size() > 3) {
            throw cursor.problem(ErrorCode.SYNTAX, "A name has three parts at most: catalog, database and table", null);
        }
        return parts;
    }

    private List<String> names() {
        cursor.expectSymbol("(");
        List<String> names = new ArrayList<>();
        do {
            names.add(simpleName());
        } while (cursor.takeSymbol(","));
        if (!cursor.takeSymbol(")")) {
            throw cursor.unexpected("',' or ')'");
        }
        return names;
    }

    private String simpleName() {
        if (!cursor.isName()) {
            throw cursor.unexpected("a name");
        }
        return cursor.takeName();
    }

    private String string() {
        if (!cursor.is(Kind.STRING) || !cursor.text().startsWith("'")) {
            throw cursor.unexpected("a text in single quotes");
        }
        return cursor.takeString();
    }

    private List<String> takeNotes() {
        List<String> notes = List.copyOf(met);
        met.clear();
        return notes;
    }

    /** Of the comments just met, those on the line where {@code offset} is: they are about what stands before it. */
    private List<String> takeNotesOnLineOf(int offset) {
        int line = cursor.position(offset).line();
        int token = cursor.at() - met.size();
        List<String> notes = new ArrayList<>();
        while (!met.isEmpty() && cursor.position(tokens.from(token)).line() == line) {
            notes.add(met.removeFirst());
            token++;
        }
        return notes;
    }

    private void refuseTwice(boolean given, String why) {
        if (given) {
            throw cursor.problem(ErrorCode.INVALID_STATEMENT, why, "Leave one of them out");
        }
    }
}
