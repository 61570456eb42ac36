package io.streamhouse.plan;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlHint;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlMatchRecognize;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlSnapshot;
import org.apache.calcite.sql.SqlTableRef;
import org.apache.calcite.sql.SqlWith;
import org.apache.calcite.sql.SqlWithItem;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/**
 * Where a parsed query names relations, and what else of its text has to be written anew to mean the same elsewhere.
 * Read from the tree before it is validated, since validation changes it.
 */
final class QueryOutline {

    /**
     * A relation named by the query.
     *
     * @param explicit whether it is written {@code TABLE name}
     * @param alias as given by AS
     * @param bare whether an alias could be added behind the name
     */
    record Reference(SqlIdentifier name, List<SqlHint> hints, Optional<String> alias, boolean bare, boolean explicit) {}

    /**
     * A star in a SELECT list.
     *
     * @param select where its SELECT stands
     * @param before how many items stand before it
     * @param after how many behind it
     * @param alone whether it is the list's only star
     */
    record Star(SqlParserPos place, SqlParserPos select, int before, int after, boolean alone) {}

    private final List<Reference> references = new ArrayList<>();
    private final List<Star> stars = new ArrayList<>();
    private final List<SqlIdentifier> longNames = new ArrayList<>();
    private final List<SqlHint> queryHints = new ArrayList<>();
    private final List<SqlParserPos> snapshots = new ArrayList<>();

    private QueryOutline() {}

    static QueryOutline of(SqlNode query) {
        QueryOutline outline = new QueryOutline();
        outline.expression(query, Set.of());
        return outline;
    }

    /** In no particular order. */
    List<Reference> references() {
        return references;
    }

    /** The stars of SELECT lists. */
    List<Star> stars() {
        return stars;
    }

    /** Columns with the name of their table's database before them, or fields of nested rows. */
    List<SqlIdentifier> longNames() {
        return longNames;
    }

    /** Where {@code FOR SYSTEM_TIME AS OF} stands. */
    List<SqlParserPos> snapshots() {
        return snapshots;
    }

    /** Hints behind SELECT. */
    List<SqlHint> queryHints() {
        return queryHints;
    }

    private void expressions(Iterable<? extends @Nullable SqlNode> nodes, Set<String> ctes) {
        for (SqlNode node : nodes) {
            expression(node, ctes);
        }
    }

    private void expression(@Nullable SqlNode node, Set<String> ctes) {
        if (node instanceof SqlSelect select) {
            select(select, ctes);
        } else if (node instanceof SqlWith with) {
            Set<String> known = new HashSet<>(ctes);
            for (SqlNode item : with.withList) {
                SqlWithItem named = (SqlWithItem) item;
                expression(named.query, Set.copyOf(known));
                known.add(named.name.getSimple());
            }
            expression(with.body, known);
        } else if (node instanceof SqlIdentifier name) {
            if (name.names.size() > 2 && !name.isStar()) {
                longNames.add(name);
            }
        } else if (node instanceof SqlNodeList list) {
            expressions(list, ctes);
        } else if (node instanceof SqlJoin || node instanceof SqlSnapshot || node instanceof SqlMatchRecognize) {
            from(node, ctes, Optional.empty(), true);
        } else if (node instanceof SqlCall call) {
            if (call.getKind() == SqlKind.EXPLICIT_TABLE && call.operand(0) instanceof SqlIdentifier name) {
                reference(new Reference(name, List.of(), Optional.empty(), false, true), ctes);
            } else {
                expressions(call.getOperandList(), ctes);
            }
        }
    }

    private void select(SqlSelect select, Set<String> ctes) {
        SqlNodeList hints = select.getHints();
        if (hints != null) {
            hints.forEach(hint -> queryHints.add((SqlHint) hint));
        }
        SqlNodeList items = select.getSelectList();
        long starred = items.stream().filter(QueryOutline::isStar).count();
        for (int at = 0; at < items.size(); at++) {
            SqlNode item = items.get(at);
            if (isStar(item)) {
                stars.add(new Star(
                        item.getParserPosition(), select.getParserPosition(), at, items.size() - at - 1, starred == 1));
            } else {
                expression(item, ctes);
            }
        }
        from(select.getFrom(), ctes, Optional.empty(), true);
        expression(select.getWhere(), ctes);
        expression(select.getGroup(), ctes);
        expression(select.getHaving(), ctes);
        expression(select.getQualify(), ctes);
        expressions(select.getWindowList(), ctes);
        expression(select.getOrderList(), ctes);
    }

    private static boolean isStar(@Nullable SqlNode item) {
        return item instanceof SqlIdentifier name && name.isStar();
    }

    private void from(@Nullable SqlNode node, Set<String> ctes, Optional<String> alias, boolean bare) {
        if (node instanceof SqlIdentifier name) {
            reference(new Reference(name, List.of(), alias, bare, false), ctes);
        } else if (node instanceof SqlTableRef table) {
            List<SqlHint> hints = new ArrayList<>();
            for (SqlNode hint : (SqlNodeList) table.operand(1)) {
                hints.add((SqlHint) hint);
            }
            reference(new Reference(table.operand(0), hints, alias, bare, false), ctes);
        } else if (node instanceof SqlJoin join) {
            from(join.getLeft(), ctes, Optional.empty(), true);
            from(join.getRight(), ctes, Optional.empty(), true);
            expression(join.getCondition(), ctes);
        } else if (node instanceof SqlSnapshot snapshot) {
            snapshots.add(snapshot.getParserPosition());
            from(snapshot.getTableRef(), ctes, alias, false);
            expression(snapshot.getPeriod(), ctes);
        } else if (node instanceof SqlMatchRecognize match) {
            from(match.getTableRef(), ctes, alias, false);
            expression(match.getMeasureList(), ctes);
            expression(match.getPatternDefList(), ctes);
        } else if (node instanceof SqlBasicCall call && call.getKind() == SqlKind.AS) {
            from(call.operand(0), ctes, Optional.of(((SqlIdentifier) call.operand(1)).getSimple()), false);
        } else if (node instanceof SqlCall call && readsFirstOperand(call.getKind())) {
            from(call.operand(0), ctes, alias, false);
            expressions(call.getOperandList().subList(1, call.operandCount()), ctes);
        } else {
            expression(node, ctes);
        }
    }

    private static boolean readsFirstOperand(SqlKind kind) {
        return kind == SqlKind.TABLESAMPLE
                || kind == SqlKind.PIVOT
                || kind == SqlKind.UNPIVOT
                || kind == SqlKind.EXTEND;
    }

    private void reference(Reference reference, Set<String> ctes) {
        SqlIdentifier name = reference.name();
        boolean cte = name.names.size() == 1 && ctes.contains(name.getSimple());
        if (!cte) {
            references.add(reference);
        }
    }
}
