package io.streamhouse.paimon;

import io.streamhouse.model.Column;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.paimon.types.DataField;
import org.apache.paimon.types.DataType;
import org.apache.paimon.types.DataTypeJsonParser;
import org.apache.paimon.types.DataTypes;

/** Flink's SQL types as Paimon's: the way back from {@link FlinkTypes}. */
final class PaimonTypes {

    private static final String NOT_NULL = "NOT NULL";

    private final String text;
    private int at;
    private int fields;

    private PaimonTypes(String text) {
        this.text = text;
    }

    /**
     * The type a column is stored with, its nullability included.
     *
     * @throws ProblemException NOT_SUPPORTED, naming the column
     */
    static DataType of(Column column) {
        try {
            PaimonTypes parser = new PaimonTypes(column.type().strip());
            DataType type = parser.type();
            parser.expectEnd();
            return type.copy(column.nullable());
        } catch (RuntimeException unknown) {
            throw new ProblemException(
                    io.streamhouse.model.Problem.of(
                            ErrorCode.NOT_SUPPORTED,
                            "Paimon has no type for the column " + column.name() + ": " + column.type(),
                            "Leave the column out, or CAST it to a type that Paimon stores, such as STRING"),
                    unknown);
        }
    }

    /** A type with its own NOT NULL, if it has one. */
    private DataType type() {
        DataType type =
                switch (word()) {
                    case "ARRAY" -> DataTypes.ARRAY(nested());
                    case "MULTISET" -> DataTypes.MULTISET(nested());
                    case "MAP" -> map();
                    case "ROW" -> row();
                    default -> atomic();
                };
        skipSpace();
        if (text.regionMatches(true, at, NOT_NULL, 0, NOT_NULL.length())) {
            at += NOT_NULL.length();
            return type.notNull();
        }
        return type;
    }

    private DataType nested() {
        skip("<");
        DataType type = type();
        skip(">");
        return type;
    }

    private DataType map() {
        skip("<");
        DataType key = type();
        skip(",");
        DataType value = type();
        skip(">");
        return DataTypes.MAP(key, value);
    }

    private DataType row() {
        skip("<");
        List<DataField> row = new ArrayList<>();
        while (!looksAt(">")) {
            if (!row.isEmpty()) {
                skip(",");
            }
            row.add(field());
        }
        skip(">");
        return DataTypes.ROW(row.toArray(DataField[]::new));
    }

    private DataField field() {
        skipSpace();
        String name = looksAt("`") ? quoted('`') : plainName();
        int id = fields++;
        DataType type = type();
        return looksAt("'") ? new DataField(id, name, type, quoted('\'')) : new DataField(id, name, type);
    }

    /** Everything up to the end, a comma or a closing bracket, without a NOT NULL. */
    private DataType atomic() {
        int depth = 0;
        int start = at;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (depth == 0
                    && (c == ','
                            || c == '>'
                            || c == '\''
                            || text.regionMatches(true, at, NOT_NULL, 0, NOT_NULL.length()))) {
                break;
            }
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            at++;
        }
        return DataTypeJsonParser.parseAtomicTypeSQLString(
                text.substring(start, at).strip());
    }

    /** The word that comes next, in upper case; it is passed by only where it opens a type with others inside. */
    private String word() {
        skipSpace();
        int end = at;
        while (end < text.length() && Character.isLetter(text.charAt(end))) {
            end++;
        }
        String word = text.substring(at, end).toUpperCase(Locale.ROOT);
        if (text.startsWith("<", end)) {
            at = end;
            return word;
        }
        return "";
    }

    private String plainName() {
        int start = at;
        while (at < text.length() && !Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return text.substring(start, at);
    }

    private String quoted(char quote) {
        StringBuilder name = new StringBuilder();
        at++;
        while (true) {
            char c = text.charAt(at++);
            if (c != quote) {
                name.append(c);
            } else if (at < text.length() && text.charAt(at) == quote) {
                name.append(text.charAt(at++));
            } else {
                return name.toString();
            }
        }
    }

    private boolean looksAt(String expected) {
        skipSpace();
        return text.startsWith(expected, at);
    }

    private void skip(String expected) {
        if (!looksAt(expected)) {
            throw new IllegalArgumentException("Expected " + expected + " at " + at + " in " + text);
        }
        at += expected.length();
    }

    private void skipSpace() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private void expectEnd() {
        skipSpace();
        if (at < text.length()) {
            throw new IllegalArgumentException("Unexpected text at " + at + " in " + text);
        }
    }
}
