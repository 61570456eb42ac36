package io.streamhouse.plan;

import io.streamhouse.model.Identifiers;
import io.streamhouse.plan.QueryOutline.Star;
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
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.dialect.AnsiSqlDialect;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlBasicVisitor;

/** What the validator has made of stars, by their place in the text. */
final class ExpandedNames extends SqlBasicVisitor<Void> {

    private static final AnsiSqlDialect DIALECT =
            new AnsiSqlDialect(AnsiSqlDialect.DEFAULT_CONTEXT.withIdentifierQuoteString("`"));

    /** How names start that the validator gives to what has none. */
    private static final String MADE_UP = "EXPR$";

    private final Map<SqlParserPos, List<Star>> stars;
    private final Map<SqlParserPos, List<SqlNode>> columns = new HashMap<>();

    private ExpandedNames(Map<SqlParserPos, List<Star>> stars) {
        this.stars = stars;
    }

    static ExpandedNames of(ReadQuery query) {
        ExpandedNames names =
                new ExpandedNames(query.outline().stars().stream().collect(Collectors.groupingBy(Star::select)));
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
                texts.add(merged(item).orElseGet(() -> item.toSqlString(DIALECT).getSql()));
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

    @Override
    public Void visit(SqlCall call) {
        if (call instanceof SqlSelect select) {
            for (Star star : stars.getOrDefault(select.getParserPosition(), List.of())) {
                columns.putIfAbsent(star.place(), items(select.getSelectList(), star));
            }
        }
        return super.visit(call);
    }

    /** Columns that USING has made one of two do not have the star's place, but stand where it stood. */
    private static List<SqlNode> items(List<SqlNode> list, Star star) {
        return star.alone()
                ? list.subList(star.before(), list.size() - star.after())
                : list.stream()
                        .filter(item -> item.getParserPosition().equals(star.place()))
                        .toList();
    }

    /** The column that USING makes of two: the validator leaves names inside of it that belong to the list. */
    private static Optional<String> merged(SqlNode item) {
        boolean named = item.getKind() == SqlKind.AS && ((SqlCall) item).operand(0) instanceof SqlCall;
        if (!named) {
            return Optional.empty();
        }
        SqlCall coalesce = ((SqlCall) item).operand(0);
        if (!coalesce.getOperator().getName().equals("COALESCE")) {
            return Optional.empty();
        }
        SqlIdentifier name = ((SqlCall) item).operand(1);
        return Optional.of(coalesce.getOperandList().stream()
                .map(operand -> operand.getKind() == SqlKind.AS ? ((SqlCall) operand).operand(0) : operand)
                .map(operand -> ((SqlNode) operand).toSqlString(DIALECT).getSql())
                .collect(Collectors.joining(", ", "COALESCE(", ") AS " + quoted(name.names))));
    }

    private static String quoted(List<String> names) {
        return names.stream().map(Identifiers::quote).collect(Collectors.joining("."));
    }
}
