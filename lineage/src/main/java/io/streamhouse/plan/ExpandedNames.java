package io.streamhouse.plan;

import io.streamhouse.model.Identifiers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.dialect.AnsiSqlDialect;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlBasicVisitor;

/** What the validator has made of stars and of columns' names, by their place in the text. */
final class ExpandedNames extends SqlBasicVisitor<Void> {

    private static final AnsiSqlDialect DIALECT =
            new AnsiSqlDialect(AnsiSqlDialect.DEFAULT_CONTEXT.withIdentifierQuoteString("`"));

    /** How names start that the validator gives to what has none. */
    private static final String MADE_UP = "EXPR$";

    private final Set<SqlParserPos> stars;
    private final Map<SqlParserPos, List<SqlNode>> columns = new HashMap<>();
    private final Map<SqlParserPos, SqlIdentifier> identifiers = new HashMap<>();

    private ExpandedNames(Set<SqlParserPos> stars) {
        this.stars = stars;
    }

    static ExpandedNames of(ReadQuery query) {
        ExpandedNames names = new ExpandedNames(new HashSet<>(query.outline().stars()));
        query.validated().accept(names);
        return names;
    }

    /**
     * The columns that a star stands for, as text. Empty where they can't be told apart by name, which only nameless
     * subqueries do: their own stars are expanded.
     */
    Optional<String> star(SqlParserPos place) {
        List<SqlNode> items = columns.getOrDefault(place, List.of());
        List<String> texts = new ArrayList<>();
        Set<String> unqualified = new HashSet<>();
        for (SqlNode item : items) {
            if (!(item instanceof SqlIdentifier name)) {
                texts.add(item.toSqlString(DIALECT).getSql());
            } else if (!name.names.get(0).startsWith(MADE_UP)) {
                texts.add(quoted(name.names));
            } else if (unqualified.add(name.names.get(name.names.size() - 1))) {
                texts.add(quoted(name.names.subList(1, name.names.size())));
            } else {
                return Optional.empty();
            }
        }
        return texts.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", texts));
    }

    /** The name without its catalog and database, if it has them. */
    Optional<String> shortened(SqlIdentifier name) {
        SqlIdentifier validated = identifiers.get(name.getParserPosition());
        if (validated == null || validated.names.size() >= name.names.size()) {
            return Optional.empty();
        }
        List<String> tail = name.names.subList(name.names.size() - validated.names.size(), name.names.size());
        return tail.equals(validated.names) ? Optional.of(quoted(tail)) : Optional.empty();
    }

    @Override
    public Void visit(SqlIdentifier name) {
        identifiers.putIfAbsent(name.getParserPosition(), name);
        return null;
    }

    @Override
    public Void visit(SqlCall call) {
        if (call instanceof SqlSelect select) {
            Map<SqlParserPos, List<SqlNode>> found = new HashMap<>();
            for (SqlNode item : select.getSelectList()) {
                if (stars.contains(item.getParserPosition())) {
                    found.computeIfAbsent(item.getParserPosition(), place -> new ArrayList<>())
                            .add(item);
                }
            }
            found.forEach(columns::putIfAbsent);
        }
        return super.visit(call);
    }

    private static String quoted(List<String> names) {
        return names.stream().map(Identifiers::quote).collect(Collectors.joining("."));
    }
}
