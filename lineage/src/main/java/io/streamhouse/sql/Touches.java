package io.streamhouse.sql;

import io.streamhouse.sql.Tokens.Kind;
import java.util.ArrayList;
import java.util.List;

/** Finds what a statement would write to, change or drop, by its words: enough to stop it before an engine has it. */
public final class Touches {

    private final Tokens tokens;
    private final LineMap lines;
    private final List<Touch> found = new ArrayList<>();

    private Touches(String statement) {
        tokens = withoutComments(statement);
        lines = LineMap.of(statement);
    }

    /**
     * What one statement touches, in its order. A table that is merely read is not among it, nor is one that is made
     * anew. Empty for what can't be read.
     */
    public static List<Touch> of(String statement) {
        Touches touches = new Touches(statement);
        touches.read();
        return List.copyOf(touches.found);
    }

    private static Tokens withoutComments(String statement) {
        Tokens all = Lexer.read(statement);
        Tokens kept = new Tokens(statement);
        for (int token = 0; token < all.count(); token++) {
            if (all.kind(token) != Kind.COMMENT) {
                kept.add(all.kind(token), all.from(token), all.to(token));
            }
        }
        return kept;
    }

    private void read() {
        if (isWord(0, "DROP")) {
            dropped();
        } else if (isWord(0, "ALTER") && (isWord(1, "TABLE") || isWord(1, "VIEW"))) {
            add(Touch.Act.ALTER, behindIfExists(2));
        } else if (isWord(0, "UPDATE")) {
            add(Touch.Act.WRITE, 1);
        } else if (isWord(0, "DELETE") && isWord(1, "FROM")) {
            add(Touch.Act.WRITE, 2);
        } else if (isWord(0, "TRUNCATE") && isWord(1, "TABLE")) {
            add(Touch.Act.WRITE, 2);
        } else if (isWord(0, "REPLACE") && isWord(1, "TABLE")) {
            add(Touch.Act.DROP, 2);
        } else if (isWord(0, "CREATE") && isWord(1, "OR") && isWord(2, "REPLACE") && isWord(3, "TABLE")) {
            add(Touch.Act.DROP, 4);
        } else if (!isWord(0, "EXPLAIN") && !isWord(0, "CREATE")) {
            inserted();
        }
    }

    private void dropped() {
        if (isWord(1, "TABLE") || isWord(1, "VIEW")) {
            add(Touch.Act.DROP, behindIfExists(2));
        } else if (isWord(1, "DATABASE") && isWord(tokenBeforeEnd(), "CASCADE")) {
            add(Touch.Act.DROP_DATABASE, behindIfExists(2));
        }
    }

    /** The targets of an INSERT and of all those in a statement set. */
    private void inserted() {
        for (int token = 0; token + 1 < tokens.count(); token++) {
            boolean into = isWord(token, "INTO") || isWord(token, "OVERWRITE");
            if (into && (isWord(token - 1, "INSERT") || isWord(token - 1, "UPSERT"))) {
                add(Touch.Act.WRITE, isWord(token + 1, "TABLE") ? token + 2 : token + 1);
            }
        }
    }

    private int tokenBeforeEnd() {
        int last = tokens.count() - 1;
        while (last > 0 && tokens.kind(last) == Kind.SEMICOLON) {
            last--;
        }
        return last;
    }

    private int behindIfExists(int token) {
        return isWord(token, "IF") && isWord(token + 1, "EXISTS") ? token + 2 : token;
    }

    private boolean isWord(int token, String word) {
        return token >= 0 && token < tokens.count() && tokens.isWord(token, word);
    }

    private void add(Touch.Act act, int first) {
        List<String> parts = new ArrayList<>();
        int token = first;
        while (token < tokens.count() && tokens.isName(token)) {
            parts.add(tokens.name(token));
            if (token + 1 >= tokens.count() || !tokens.isSymbol(token + 1, ".")) {
                break;
            }
            token += 2;
        }
        if (!parts.isEmpty()) {
            found.add(new Touch(act, parts, lines.position(tokens.from(first))));
        }
    }
}
