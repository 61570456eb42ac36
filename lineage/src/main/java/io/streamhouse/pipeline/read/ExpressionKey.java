package io.streamhouse.pipeline.read;

import io.streamhouse.pipeline.read.Scope.Visible;
import io.streamhouse.pipeline.read.Written.Part;
import io.streamhouse.sql.Lexeme;
import io.streamhouse.sql.Lexeme.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What an expression says, to find the same one again where it is written another time: spaces, comments and the case of
 * keywords make no difference, and names are those that the node has.
 *
 * @param text tokens with one space between; for a column alone its name
 */
record ExpressionKey(String text) {

    /** @param scopes what its names mean: the first that knows a name has it */
    static ExpressionKey of(Written text, Part part, List<Scope> scopes) {
        List<String> pieces = new ArrayList<>();
        int at = part.from();
        while (at < part.to()) {
            int end = text.startsPath(at) ? text.pathEnd(at) : at + 1;
            if (text.startsPath(at) && !text.symbol(end, "(")) {
                pieces.add(column(text.path(at, end), scopes));
            } else {
                for (int token = at; token < end; token++) {
                    pieces.add(token(text, token));
                }
            }
            at = end;
        }
        return new ExpressionKey(String.join(" ", pieces));
    }

    private static String token(Written text, int at) {
        Lexeme lexeme = text.get(at);
        boolean keyword = lexeme.kind() == Kind.WORD && (!lexeme.isName() || text.symbol(at + 1, "("));
        if (keyword) {
            return lexeme.text().toUpperCase(Locale.ROOT);
        }
        return lexeme.isName() ? lexeme.name() : lexeme.text();
    }

    private static String column(List<String> path, List<Scope> scopes) {
        String name = path.get(0);
        int used = 1;
        for (Scope scope : scopes) {
            Optional<Visible> relation = path.size() > 1 ? scope.item(name) : Optional.empty();
            if (relation.isPresent()) {
                name = relation.get().now(path.get(1)).orElse(path.get(1));
                used = 2;
                break;
            }
            List<Visible> having = scope.having(name);
            if (!having.isEmpty()) {
                name = having.get(0).now(name).orElse(name);
                break;
            }
        }
        StringBuilder column = new StringBuilder(name);
        path.subList(used, path.size()).forEach(more -> column.append('.').append(more));
        return column.toString();
    }
}
