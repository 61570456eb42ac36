package io.streamhouse.lineage;

import io.streamhouse.model.Identifiers;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.rel.core.Uncollect;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.apache.flink.table.planner.calcite.RexTableArgCall;
import org.apache.flink.table.planner.functions.sql.SqlWindowTableFunction;

/** Functions that stand where a table does. */
final class TableFunctions {

    private TableFunctions() {}

    /**
     * @param given names of the fields of its input
     * @param names of the fields that the function gives
     */
    static Rows rows(RexCall call, Rows input, List<String> given, List<String> names, Expressions expressions) {
        if (call.getOperator() instanceof SqlWindowTableFunction) {
            return windowed(call, input, given, names, expressions);
        }
        return input.fields().isEmpty() ? made(call, names, expressions) : ofTables(call, input, names, expressions);
    }

    /** A window table function passes its rows on, each with the bounds of its window. */
    private static Rows windowed(
            RexCall call, Rows input, List<String> given, List<String> names, Expressions expressions) {
        List<Field> times = new ArrayList<>();
        Set<Use> also = new LinkedHashSet<>();
        Optional<String> unknown = Optional.empty();
        Term.Builder text = Term.builder(Term.TIGHT).add(call.getOperator().getName() + "(");
        boolean first = true;
        for (RexNode operand : call.getOperands()) {
            if (operand instanceof RexTableArgCall table) {
                for (int key : table.getPartitionKeys()) {
                    Field partition = input.fields().get(key);
                    also.addAll(partition.as(Dependence.WINDOW, partition.term()));
                    unknown = unknown.or(partition::unknown);
                }
                continue;
            }
            if (operand.isA(SqlKind.DEFAULT)) {
                continue;
            }
            if (operand.isA(SqlKind.DESCRIPTOR)) {
                for (RexNode column : ((RexCall) operand).getOperands()) {
                    Field time = input.fields().get(given.indexOf(RexLiteral.stringValue(column)));
                    times.add(time);
                    text.add(first ? "" : ", ").add(time.term());
                    first = false;
                }
            } else {
                text.add(first ? "" : ", ").add(expressions.field(operand).term());
                first = false;
            }
        }
        Term term = text.add(")").build();
        List<Field> fields = new ArrayList<>(input.fields());
        boolean session = call.getOperator().getName().equalsIgnoreCase("SESSION");
        for (int at = fields.size(); at < names.size(); at++) {
            fields.add(Aggregations.made(
                    term, session ? Dependence.AGGREGATION : Dependence.TRANSFORMATION, times, also, unknown));
        }
        return input.with(fields);
    }

    /** A function of values makes rows of them: what it gives and how often depends on them. */
    private static Rows made(RexCall call, List<String> names, Expressions expressions) {
        Field result = expressions.field(call);
        List<Field> fields = names.stream()
                .map(name -> Aggregations.made(
                        names.size() == 1 ? result.term() : part(result.term(), name),
                        Dependence.TRANSFORMATION,
                        List.of(result),
                        Set.of(),
                        Optional.empty()))
                .toList();
        return new Rows(fields, result.as(Dependence.JOIN, result.term()), result.unknown());
    }

    private static Term part(Term of, String name) {
        return Term.builder(Term.TIGHT)
                .add(of)
                .add("." + Identifiers.plain(name))
                .build();
    }

    /** A function of whole tables: all it gives may come from all it is given. */
    private static Rows ofTables(RexCall call, Rows input, List<String> names, Expressions expressions) {
        List<Field> given = new ArrayList<>(input.fields());
        for (RexNode operand : call.getOperands()) {
            if (!(operand instanceof RexTableArgCall)
                    && !operand.isA(SqlKind.DESCRIPTOR)
                    && !operand.isA(SqlKind.DEFAULT)) {
                given.add(expressions.field(operand));
            }
        }
        Term term = Term.text(call.getOperator().getName() + "(…)");
        Field all = Aggregations.made(term, Dependence.AGGREGATION, given, Set.of(), Optional.empty());
        List<Field> fields = names.stream()
                .map(name -> Aggregations.made(
                        part(term, name), Dependence.AGGREGATION, List.of(all), Set.of(), Optional.empty()))
                .toList();
        return input.with(fields).and(all.as(Dependence.JOIN, term), all.unknown());
    }

    /** The elements of an array, map or multiset, each a row. */
    static Rows unnested(Rows input, Uncollect uncollect) {
        List<Field> of = input.fields();
        List<String> names = uncollect.getRowType().getFieldNames();
        Term term = Term.builder(Term.TIGHT)
                .add("UNNEST(")
                .list(of.stream().map(Field::term).toList())
                .add(")")
                .build();
        Field all = Aggregations.made(term, Dependence.TRANSFORMATION, of, Set.of(), Optional.empty());
        List<Field> fields = names.stream()
                .map(name -> Aggregations.made(
                        names.size() == 1 ? term : part(term, name),
                        Dependence.TRANSFORMATION,
                        of,
                        Set.of(),
                        Optional.empty()))
                .toList();
        return input.with(fields).and(all.as(Dependence.JOIN, term), all.unknown());
    }
}
