package io.streamhouse.lineage;

import io.streamhouse.model.Identifiers;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexCorrelVariable;
import org.apache.calcite.rex.RexDynamicParam;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexFieldCollation;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexPatternFieldRef;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlSyntax;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.flink.table.planner.calcite.FlinkTypeFactory;

/** Follows expressions over the fields of some rows. */
final class Expressions {

    private static final Set<String> RANKS = Set.of("ROW_NUMBER", "RANK", "DENSE_RANK");

    /** How a group window's bounds are asked for. */
    private static final Set<String> BOUNDS = Set.of("_START", "_END", "_ROWTIME", "_PROCTIME");

    private static final Set<String> JSON_READERS = Set.of("JSON_VALUE", "JSON_QUERY", "JSON_EXISTS");

    /** Comparisons hold their operands together stronger than NOT and AND do. */
    private static final int COMPARED = 31;

    private final Tracer tracer;
    private final List<Field> input;
    private final Map<CorrelationId, List<Field>> outer;

    /** @param outer the fields of the rows around, by the name the plan gives to such a row */
    Expressions(Tracer tracer, List<Field> input, Map<CorrelationId, List<Field>> outer) {
        this.tracer = tracer;
        this.input = input;
        this.outer = outer;
    }

    Field field(RexNode node) {
        return switch (node) {
            case RexPatternFieldRef reference -> pattern(reference);
            case RexInputRef reference -> input.get(reference.getIndex());
            case RexLiteral literal -> Field.constant(Literals.term(literal));
            case RexDynamicParam ignored -> Field.constant(Term.text("?"));
            case RexFieldAccess access -> access(access);
            case RexSubQuery query -> subquery(query);
            case RexOver over -> over(over, over.getAggOperator().getName());
            case RexCall call -> call(call);
            default ->
                Field.unknown(
                        node.toString(),
                        "Lineage does not know the planner's expression "
                                + node.getClass().getSimpleName());
        };
    }

    private List<Field> fields(List<? extends RexNode> nodes) {
        return nodes.stream().map(this::field).toList();
    }

    private Field pattern(RexPatternFieldRef reference) {
        Field field = input.get(reference.getIndex());
        Term term = Term.builder(Term.TIGHT)
                .add(Identifiers.plain(reference.getAlpha()) + ".")
                .add(field.term())
                .build();
        return new Field(
                term,
                Aggregations.made(term, Dependence.TRANSFORMATION, List.of(field), Set.of(), Optional.empty())
                        .uses(),
                field.unknown());
    }

    private Field access(RexFieldAccess access) {
        if (access.getReferenceExpr() instanceof RexCorrelVariable row) {
            List<Field> fields = outer.get(row.id);
            return fields == null
                    ? Field.unknown(access.getField().getName(), "The row around this subquery is not known")
                    : fields.get(access.getField().getIndex());
        }
        Field of = field(access.getReferenceExpr());
        Term term = Term.builder(Term.TIGHT)
                .add(of.term(), Term.TIGHT)
                .add("." + Identifiers.plain(access.getField().getName()))
                .build();
        return transformed(term, List.of(of));
    }

    private static Field transformed(Term term, List<Field> of) {
        return Aggregations.made(term, Dependence.TRANSFORMATION, of, Set.of(), Optional.empty());
    }

    private Field subquery(RexSubQuery query) {
        Rows rows = tracer.trace(query.rel, outer);
        List<Field> operands = fields(query.getOperands());
        List<Field> selected = query.getKind() == SqlKind.EXISTS ? List.of() : rows.fields();
        Term.Builder text = Term.builder(operands.isEmpty() ? Term.TIGHT : COMPARED);
        if (operands.size() == 1) {
            text.add(operands.get(0).term(), COMPARED).add(" ");
        } else if (operands.size() > 1) {
            text.add("(").list(operands.stream().map(Field::term).toList()).add(") ");
        }
        switch (query.getKind()) {
            case SCALAR_QUERY -> text.add("(SELECT ");
            case ARRAY_QUERY_CONSTRUCTOR -> text.add("ARRAY(SELECT ");
            case MULTISET_QUERY_CONSTRUCTOR -> text.add("MULTISET(SELECT ");
            case MAP_QUERY_CONSTRUCTOR -> text.add("MAP(SELECT ");
            default -> text.add(query.getOperator().getName()).add(" (SELECT ");
        }
        if (selected.isEmpty()) {
            text.add("…)");
        } else {
            text.list(selected.stream().map(Field::term).toList()).add(" …)");
        }
        List<Field> all = new ArrayList<>(operands);
        all.addAll(selected);
        return Aggregations.made(text.build(), Dependence.TRANSFORMATION, all, rows.uses(), rows.unknown());
    }

    /** Where values of several types meet, the planner fits each to one that holds them all. */
    private static RexNode withoutFit(RexNode node, RelDataType type) {
        RexNode inner = node.isA(SqlKind.CAST) ? ((RexCall) node).getOperands().get(0) : node;
        boolean fit = SqlTypeUtil.equalSansNullability(node.getType(), type)
                && inner.getType().getSqlTypeName().getFamily()
                        == type.getSqlTypeName().getFamily();
        return fit ? inner : node;
    }

    /** {@code SUM(…) OVER (…)}, of which the planner makes a sum that is 0 of nothing where there is anything. */
    private Optional<Field> sum(RexCall choice) {
        List<RexNode> operands = choice.getOperands();
        boolean sum = operands.size() == 3
                && operands.get(0) instanceof RexCall counted
                && counted.isA(SqlKind.GREATER_THAN)
                && counted.getOperands().get(0) instanceof RexOver count
                && count.getAggOperator().getKind() == SqlKind.COUNT
                && operands.get(1) instanceof RexOver zero
                && zero.getAggOperator().getKind() == SqlKind.SUM0
                && operands.get(2) instanceof RexLiteral none
                && none.isNull();
        return sum ? Optional.of(over((RexOver) operands.get(1), "SUM")) : Optional.empty();
    }

    private Field over(RexOver over, String name) {
        List<Field> operands = fields(over.getOperands());
        Term.Builder text = Term.builder(Term.TIGHT);
        Aggregations.call(text, name, over.isDistinct(), operands);
        text.add(" OVER (");
        Set<Use> also = new LinkedHashSet<>();
        Optional<String> unknown = Optional.empty();
        List<Field> partitions = fields(over.getWindow().partitionKeys);
        if (!partitions.isEmpty()) {
            text.add("PARTITION BY ").list(partitions.stream().map(Field::term).toList());
        }
        List<Term> keys = new ArrayList<>();
        List<Field> orders = new ArrayList<>();
        for (RexFieldCollation key : over.getWindow().orderKeys) {
            Field field = field(key.left);
            orders.add(field);
            keys.add(Aggregations.ordered(field.term(), key.getDirection()));
        }
        if (!keys.isEmpty()) {
            text.add(partitions.isEmpty() ? "ORDER BY " : " ORDER BY ").list(keys);
        }
        for (Field field : partitions) {
            also.addAll(field.as(Dependence.WINDOW, field.term()));
            unknown = unknown.or(field::unknown);
        }
        for (int at = 0; at < orders.size(); at++) {
            for (Use use : orders.get(at).as(Dependence.WINDOW, keys.get(at))) {
                boolean ranks = RANKS.contains(name) && use.how() == Dependence.WINDOW;
                also.add(new Use(use.from(), use.how(), use.in(), ranks));
            }
            unknown = unknown.or(orders.get(at)::unknown);
        }
        return Aggregations.made(text.add(")").build(), Dependence.AGGREGATION, operands, also, unknown);
    }

    private Field call(RexCall call) {
        return switch (call.getKind()) {
            case CASE -> choice(call);
            case CAST, SAFE_CAST, REINTERPRET -> cast(call);
            case IS_TRUE, FINAL, RUNNING -> {
                boolean condition = call.getOperands().get(0) instanceof RexCall || !call.isA(SqlKind.IS_TRUE);
                yield condition ? field(call.getOperands().get(0)) : other(call);
            }
            case PREV, LAST, FIRST -> navigated(call);
            case SEARCH -> field(RexUtil.expandSearch(tracer.builder(), null, call));
            default -> other(call);
        };
    }

    private Field cast(RexCall call) {
        Field of = field(call.getOperands().get(0));
        RelDataType from = call.getOperands().get(0).getType();
        boolean same = call.getKind() == SqlKind.REINTERPRET
                || SqlTypeUtil.equalSansNullability(from, call.getType())
                || call.getOperands().get(0) instanceof RexLiteral
                        && from.getFamily() == call.getType().getFamily();
        if (same) {
            return of;
        }
        Term term = Term.builder(Term.TIGHT)
                .add(call.getOperator().getName() + "(")
                .add(of.term())
                .add(" AS "
                        + FlinkTypeFactory.toLogicalType(call.getType())
                                .copy(true)
                                .asSummaryString() + ")")
                .build();
        return transformed(term, List.of(of));
    }

    /** Of MATCH_RECOGNIZE: the planner says of every column how many rows away it is read, mostly none. */
    private Field navigated(RexCall call) {
        List<RexNode> operands = call.getOperands();
        boolean here =
                operands.size() == 2 && operands.get(1) instanceof RexLiteral far && RexLiteral.intValue(far) == 0;
        if (!here) {
            return other(call);
        }
        Field of = field(operands.get(0));
        return call.isA(SqlKind.PREV)
                ? of
                : transformed(function(call.getOperator().getName(), List.of(of)), List.of(of));
    }

    private Field choice(RexCall call) {
        Optional<Field> sum = sum(call);
        if (sum.isPresent()) {
            return sum.get();
        }
        List<Field> operands = call.getOperands().stream()
                .map(operand -> field(withoutFit(operand, call.getType())))
                .toList();
        Term.Builder text = Term.builder(Term.TIGHT).add("CASE");
        Set<Use> also = new LinkedHashSet<>();
        List<Field> values = new ArrayList<>();
        Optional<String> unknown = Optional.empty();
        int at = 0;
        for (; at + 1 < operands.size(); at += 2) {
            Field condition = operands.get(at);
            also.addAll(condition.as(Dependence.CONDITIONAL, condition.term()));
            unknown = unknown.or(condition::unknown);
            values.add(operands.get(at + 1));
            text.add(" WHEN ")
                    .add(condition.term())
                    .add(" THEN ")
                    .add(operands.get(at + 1).term());
        }
        values.add(operands.get(at));
        boolean none = call.getOperands().get(at) instanceof RexLiteral last && last.isNull();
        if (!none) {
            text.add(" ELSE ").add(operands.get(at).term());
        }
        return Aggregations.made(text.add(" END").build(), Dependence.TRANSFORMATION, values, also, unknown);
    }

    /** {@code AVG(…) OVER (…)}, of which the planner makes a sum divided by a count. */
    private Optional<Field> average(RexCall quotient) {
        RexNode sum = RexUtil.removeCast(quotient.getOperands().get(0));
        boolean average = quotient.isA(SqlKind.DIVIDE)
                && (sum instanceof RexOver plain && plain.getAggOperator().getKind() == SqlKind.SUM
                        || sum.isA(SqlKind.CASE) && sum((RexCall) sum).isPresent())
                && quotient.getOperands().get(1) instanceof RexOver count
                && count.getAggOperator().getKind() == SqlKind.COUNT;
        return average ? Optional.of(over((RexOver) quotient.getOperands().get(1), "AVG")) : Optional.empty();
    }

    private Field other(RexCall call) {
        Optional<Field> average = call.getOperands().size() == 2 ? average(call) : Optional.empty();
        if (average.isPresent()) {
            return average.get();
        }
        SqlOperator operator = call.getOperator();
        List<Field> operands = fields(call.getOperands());
        if (operator.getName().equals("IF") && operands.size() == 3) {
            Field condition = operands.get(0);
            return Aggregations.made(
                    function("IF", operands),
                    Dependence.TRANSFORMATION,
                    operands.subList(1, 3),
                    condition.as(Dependence.CONDITIONAL, condition.term()),
                    condition.unknown());
        }
        Dependence how = operator.isAggregator() ? Dependence.AGGREGATION : Dependence.TRANSFORMATION;
        return Aggregations.made(text(call, operands), how, operands, Set.of(), Optional.empty());
    }

    private static Term text(RexCall call, List<Field> all) {
        SqlOperator operator = call.getOperator();
        List<Field> operands = new ArrayList<>();
        for (int at = 0; at < all.size(); at++) {
            boolean flag = call.getOperands().get(at) instanceof RexLiteral literal
                    && literal.getTypeName() == SqlTypeName.SYMBOL;
            if (!flag || !operator.getName().startsWith("JSON_")) {
                operands.add(all.get(at));
            }
        }
        String name = operator.getName();
        List<Term> terms = operands.stream().map(Field::term).toList();
        return switch (call.getKind()) {
            case ITEM ->
                Term.builder(Term.TIGHT)
                        .add(terms.get(0), Term.TIGHT)
                        .add("[")
                        .add(terms.get(1))
                        .add("]")
                        .build();
            case EXTRACT ->
                Term.builder(Term.TIGHT)
                        .add("EXTRACT(")
                        .add(terms.get(0))
                        .add(" FROM ")
                        .add(terms.get(1))
                        .add(")")
                        .build();
            case FLOOR, CEIL ->
                terms.size() == 2
                        ? Term.builder(Term.TIGHT)
                                .add(name + "(")
                                .add(terms.get(0))
                                .add(" TO ")
                                .add(terms.get(1))
                                .add(")")
                                .build()
                        : function(name, operands);
            case TRIM ->
                Term.builder(Term.TIGHT)
                        .add("TRIM(")
                        .add(terms.get(0))
                        .add(" ")
                        .add(terms.get(1))
                        .add(" FROM ")
                        .add(terms.get(2))
                        .add(")")
                        .build();
            case LIKE, SIMILAR -> {
                Term.Builder text = Term.builder(COMPARED)
                        .add(terms.get(0), COMPARED)
                        .add(" " + name + " ")
                        .add(terms.get(1), COMPARED);
                yield (terms.size() > 2 ? text.add(" ESCAPE ").add(terms.get(2)) : text).build();
            }
            case ARRAY_VALUE_CONSTRUCTOR, MAP_VALUE_CONSTRUCTOR ->
                Term.builder(Term.TIGHT).add(name + "[").list(terms).add("]").build();
            case ROW ->
                Term.builder(Term.TIGHT).add("ROW(").list(terms).add(")").build();
            case DESCRIPTOR ->
                Term.builder(Term.TIGHT).add("DESCRIPTOR(").list(terms).add(")").build();
            default -> bySyntax(operator, operands, terms);
        };
    }

    private static Term bySyntax(SqlOperator operator, List<Field> operands, List<Term> terms) {
        String name = operator.getName().replace("/INT", "/");
        SqlSyntax syntax = operator.getSyntax();
        boolean infix = syntax == SqlSyntax.BINARY
                || syntax == SqlSyntax.SPECIAL && terms.size() == 2 && (name.equals("+") || name.equals("-"));
        if (infix && terms.size() > 1) {
            Term.Builder text = Term.builder(operator.getLeftPrec()).add(terms.get(0), operator.getLeftPrec());
            boolean loose =
                    operator.getKind() == SqlKind.MINUS || operator.getKind() == SqlKind.DIVIDE || name.equals("-");
            for (Term term : terms.subList(1, terms.size())) {
                text.add(" " + name + " ").add(term, loose ? operator.getRightPrec() + 1 : operator.getLeftPrec());
            }
            return text.build();
        }
        if (syntax == SqlSyntax.PREFIX && terms.size() == 1) {
            return Term.builder(operator.getRightPrec())
                    .add(Character.isLetter(name.charAt(0)) ? name + " " : name)
                    .add(terms.get(0), operator.getRightPrec())
                    .build();
        }
        if (syntax == SqlSyntax.POSTFIX && terms.size() == 1) {
            return Term.builder(operator.getLeftPrec())
                    .add(terms.get(0), operator.getLeftPrec())
                    .add(" " + name)
                    .build();
        }
        if (syntax == SqlSyntax.FUNCTION_ID && terms.isEmpty()) {
            return Term.text(name);
        }
        Optional<String> bound = BOUNDS.stream().filter(name::endsWith).findFirst();
        if (bound.isPresent() && terms.size() == 1) {
            Term window = terms.get(0);
            Term called = window.calling(
                    name, name.substring(0, name.length() - bound.get().length()));
            return called == window ? function(name, operands) : called;
        }
        return function(name, operands);
    }

    private static Term function(String name, List<Field> operands) {
        // What follows the path, or stands before all, says what to do where nothing is found.
        List<Field> shown = operands.size() > 2 && JSON_READERS.contains(name) ? operands.subList(0, 2) : operands;
        String called = name.startsWith("$") ? name.substring(1) : name;
        return Term.builder(Term.TIGHT)
                .add(called.replace("`", "") + "(")
                .list(shown.stream().map(Field::term).toList())
                .add(")")
                .build();
    }
}
