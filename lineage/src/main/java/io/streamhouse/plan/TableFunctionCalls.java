package io.streamhouse.plan;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.util.SqlBasicVisitor;

/** The functions that a query calls where a table stands, and how it calls their columns. */
final class TableFunctionCalls extends SqlBasicVisitor<Void> {

    private final Map<String, List<String>> columns = new HashMap<>();

    private TableFunctionCalls() {}

    /** Their columns, none where the query does not say, by the last part of their names in lower case. */
    static Map<String, List<String>> of(SqlNode query) {
        TableFunctionCalls calls = new TableFunctionCalls();
        query.accept(calls);
        return calls.columns;
    }

    @Override
    public Void visit(SqlCall call) {
        if (call.getKind() == SqlKind.AS && call.operandCount() > 2) {
            List<String> names = call.getOperandList().subList(2, call.operandCount()).stream()
                    .map(name -> ((SqlIdentifier) name).getSimple())
                    .toList();
            called(call.operand(0), names);
        } else if (call.getKind() == SqlKind.COLLECTION_TABLE) {
            called(call, List.of());
        }
        return super.visit(call);
    }

    private void called(SqlNode table, List<String> names) {
        SqlNode node = table;
        while (node instanceof SqlCall call
                && (call.getKind() == SqlKind.LATERAL || call.getKind() == SqlKind.COLLECTION_TABLE)) {
            node = call.operand(0);
        }
        if (node instanceof SqlCall call && call.getOperator() instanceof SqlFunction function) {
            List<String> parts = function.getNameAsId().names;
            columns.putIfAbsent(parts.get(parts.size() - 1).toLowerCase(Locale.ROOT), names);
        }
    }
}
