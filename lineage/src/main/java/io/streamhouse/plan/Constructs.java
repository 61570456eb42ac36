package io.streamhouse.plan;

import io.streamhouse.model.Position;
import io.streamhouse.plan.PhysicalPlan.Construct;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlGroupedWindowFunction;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlWindowTableFunction;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.apache.calcite.util.Util;

/** Finds where in a query's text stands what its plan has been judged by; nothing is judged here. */
final class Constructs {

    private Constructs() {}

    /** The first call of a function. */
    static Optional<Position> call(ReadQuery query, String function) {
        return first(query, call -> call.getOperator().getName().equalsIgnoreCase(function));
    }

    /** The outermost ORDER BY. */
    static Optional<Position> orderBy(ReadQuery query) {
        return query.validated() instanceof SqlSelect select && select.getOrderList() != null
                ? position(query, select.getOrderList())
                : Optional.empty();
    }

    static Optional<Position> place(ReadQuery query, Construct construct) {
        return switch (construct) {
            case WINDOW_AGGREGATION, SESSION_WINDOW, WINDOW_JOIN, WINDOW_TOP_N -> first(query, Constructs::isWindow);
            case INTERVAL_JOIN -> first(query, call -> call instanceof SqlJoin);
            case TEMPORAL_JOIN, LOOKUP -> first(query, call -> call.getKind() == SqlKind.SNAPSHOT);
            case OVER, DEDUPLICATION -> first(query, call -> call.getKind() == SqlKind.OVER);
            case MATCH -> first(query, call -> call.getKind() == SqlKind.MATCH_RECOGNIZE);
            case TEMPORAL_SORT, SORT -> orderBy(query);
            case LIMIT -> limit(query);
            case OTHER -> Optional.empty();
        };
    }

    private static boolean isWindow(SqlCall call) {
        return call.getOperator() instanceof SqlWindowTableFunction
                || call.getOperator() instanceof SqlGroupedWindowFunction;
    }

    private static Optional<Position> limit(ReadQuery query) {
        Optional<SqlNode> limit = find(query, call -> call instanceof SqlSelect select && select.getFetch() != null)
                .map(call -> ((SqlSelect) call).getFetch());
        return limit.flatMap(node -> position(query, node));
    }

    private static Optional<Position> first(ReadQuery query, Predicate<SqlCall> wanted) {
        return find(query, wanted).flatMap(call -> position(query, call));
    }

    private static Optional<SqlCall> find(ReadQuery query, Predicate<SqlCall> wanted) {
        try {
            query.validated().accept(new SqlBasicVisitor<Void>() {
                @Override
                public Void visit(SqlCall call) {
                    if (wanted.test(call)) {
                        throw new Util.FoundOne(call);
                    }
                    return super.visit(call);
                }
            });
            return Optional.empty();
        } catch (Util.FoundOne found) {
            return Optional.ofNullable((SqlCall) found.getNode());
        }
    }

    private static Optional<Position> position(ReadQuery query, SqlNode node) {
        SqlParserPos place = node.getParserPosition();
        return place.getLineNum() > 0 ? Optional.of(query.position(place)) : Optional.empty();
    }
}
