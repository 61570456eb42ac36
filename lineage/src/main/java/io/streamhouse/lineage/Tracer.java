package io.streamhouse.lineage;

import io.streamhouse.model.RelationId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Intersect;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Match;
import org.apache.calcite.rel.core.Minus;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.SetOp;
import org.apache.calcite.rel.core.Snapshot;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.TableFunctionScan;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.core.Uncollect;
import org.apache.calcite.rel.core.Union;
import org.apache.calcite.rel.core.Values;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.apache.flink.table.catalog.Column;
import org.apache.flink.table.catalog.ContextResolvedTable;
import org.apache.flink.table.catalog.ObjectIdentifier;
import org.apache.flink.table.planner.plan.nodes.calcite.WatermarkAssigner;
import org.apache.flink.table.planner.plan.schema.TableSourceTable;

/** Follows the fields of a plan, not optimised, down to the columns that its scans read. */
final class Tracer {

    /** What Flink puts before the name of a piece of metadata where a column has that name. */
    private static final String METADATA = "$metadata$";

    private final RexBuilder builder;
    private final BiFunction<RelationId, String, RelationId> holder;
    private final Views views;

    /** @param holder the relation whose own column a column of a relation is */
    Tracer(RexBuilder builder, BiFunction<RelationId, String, RelationId> holder, Views views) {
        this.builder = builder;
        this.holder = holder;
        this.views = views;
    }

    RexBuilder builder() {
        return builder;
    }

    Rows trace(RelNode node) {
        if (System.getenv("TREE") != null) System.out.println(org.apache.calcite.plan.RelOptUtil.toString(node));
        return trace(node, Map.of());
    }

    /** @param outer the fields of the rows around, by the name the plan gives to such a row */
    Rows trace(RelNode node, Map<CorrelationId, List<Field>> outer) {
        return switch (node) {
            case TableScan scan -> scan(scan);
            case Project project -> project(project, outer);
            case Filter filter -> filter(filter, outer);
            case Join join -> join(join, outer);
            case Correlate correlate -> correlate(correlate, outer);
            case Aggregate aggregate -> aggregate(aggregate, outer);
            case Sort sort -> sort(sort, outer);
            case SetOp operation -> setOperation(operation, outer);
            case Values values -> values(values);
            case TableFunctionScan function -> function(function, outer);
            case Uncollect uncollect -> uncollect(uncollect, outer);
            case Snapshot snapshot -> snapshot(snapshot, outer);
            case Match match -> match(match, outer);
            case WatermarkAssigner watermark -> trace(watermark.getInput(), outer);
            default -> unknown(node);
        };
    }

    private static Rows unknown(RelNode node) {
        String why = "Lineage does not know the planner's node " + node.getRelTypeName();
        return new Rows(
                node.getRowType().getFieldNames().stream()
                        .map(name -> Field.unknown(name, why))
                        .toList(),
                Set.of(),
                Optional.of(why));
    }

    private Expressions over(List<Field> input, Map<CorrelationId, List<Field>> outer) {
        return new Expressions(this, input, outer);
    }

    private static Map<CorrelationId, List<Field>> around(
            Map<CorrelationId, List<Field>> outer, Set<CorrelationId> ids, List<Field> fields) {
        if (ids.isEmpty()) {
            return outer;
        }
        Map<CorrelationId, List<Field>> all = new HashMap<>(outer);
        ids.forEach(id -> all.put(id, fields));
        return all;
    }

    private Rows scan(TableScan scan) {
        TableSourceTable table = scan.getTable().unwrap(TableSourceTable.class);
        if (table == null) {
            return unknown(scan);
        }
        List<Column> metadata = table.contextResolvedTable().getResolvedSchema().getColumns().stream()
                .filter(Column.MetadataColumn.class::isInstance)
                .toList();
        List<String> names = scan.getRowType().getFieldNames();
        int stored = names.size() - metadata.size();
        List<String> columns = new ArrayList<>();
        for (int at = 0; at < names.size(); at++) {
            columns.add(at < stored ? names.get(at) : called(names.get(at), metadata));
        }
        return new Rows(columns(table.contextResolvedTable(), columns), Set.of());
    }

    /** The name of the column for a piece of metadata, which a scan has under a name of the source's own. */
    private static String called(String key, List<Column> metadata) {
        String plain = key.startsWith(METADATA) ? key.substring(METADATA.length()) : key;
        return metadata.stream()
                .filter(column -> ((Column.MetadataColumn) column)
                        .getMetadataKey()
                        .orElse(column.getName())
                        .equals(plain))
                .map(Column::getName)
                .findFirst()
                .orElse(plain);
    }

    private List<Field> columns(ContextResolvedTable table, List<String> names) {
        ObjectIdentifier id = table.getIdentifier();
        RelationId relation = new RelationId(id.getCatalogName(), id.getDatabaseName(), id.getObjectName());
        return names.stream()
                .map(name -> Field.column(new ColumnRef(holder.apply(relation, name), name)))
                .toList();
    }

    /**
     * The table whose columns a projection gives: the planner puts one on a scan for computed columns and metadata. What
     * a computed column is made of is only looked into where views are, too.
     */
    private Optional<ContextResolvedTable> wholeTable(Project project) {
        TableSourceTable table =
                project.getInput() instanceof TableScan scan ? scan.getTable().unwrap(TableSourceTable.class) : null;
        if (table == null || views != Views.AS_THEY_ARE) {
            return Optional.empty();
        }
        boolean whole = table.contextResolvedTable().getResolvedSchema().getColumns().stream()
                .anyMatch(column -> !column.isPhysical());
        return whole ? Optional.of(table.contextResolvedTable()) : Optional.empty();
    }

    private Rows project(Project project, Map<CorrelationId, List<Field>> outer) {
        Optional<ContextResolvedTable> table = wholeTable(project);
        if (table.isPresent()) {
            return new Rows(columns(table.get(), project.getRowType().getFieldNames()), Set.of());
        }
        Rows input = trace(project.getInput(), outer);
        Expressions expressions = over(input.fields(), around(outer, project.getVariablesSet(), input.fields()));
        return input.with(project.getProjects().stream().map(expressions::field).toList());
    }

    private Rows filter(Filter filter, Map<CorrelationId, List<Field>> outer) {
        return filter(filter, outer, Dependence.FILTER);
    }

    private Rows filter(Filter filter, Map<CorrelationId, List<Field>> outer, Dependence how) {
        Rows input = trace(filter.getInput(), outer);
        Expressions expressions = over(input.fields(), around(outer, filter.getVariablesSet(), input.fields()));
        return conditions(input, filter.getCondition(), expressions, how);
    }

    /** Each part of a condition with AND is a condition of its own. */
    private static Rows conditions(Rows rows, RexNode condition, Expressions expressions, Dependence how) {
        if (condition.isA(SqlKind.AND)) {
            Rows result = rows;
            for (RexNode part : ((RexCall) condition).getOperands()) {
                result = conditions(result, part, expressions, how);
            }
            return result;
        }
        Field field = expressions.field(condition);
        Set<Use> uses = new LinkedHashSet<>();
        for (Use use : field.as(how, field.term())) {
            // The rows with the first numbers are the first ones of an order.
            uses.add(use.ranks() ? new Use(use.from(), Dependence.SORT, use.in()) : use);
        }
        return rows.and(uses, field.unknown());
    }

    private Rows join(Join join, Map<CorrelationId, List<Field>> outer) {
        Rows left = trace(join.getLeft(), outer);
        Rows both = left.beside(trace(join.getRight(), outer));
        Expressions expressions = over(both.fields(), around(outer, join.getVariablesSet(), both.fields()));
        Rows joined = conditions(both, join.getCondition(), expressions, Dependence.JOIN);
        return join.getJoinType().projectsRight() ? joined : joined.with(left.fields());
    }

    private Rows correlate(Correlate correlate, Map<CorrelationId, List<Field>> outer) {
        Rows left = trace(correlate.getLeft(), outer);
        Map<CorrelationId, List<Field>> inside = around(outer, Set.of(correlate.getCorrelationId()), left.fields());
        // The condition of a join that is computed row by row, as one with a snapshot is.
        Rows right = correlate.getRight() instanceof Filter condition
                ? filter(condition, inside, Dependence.JOIN)
                : trace(correlate.getRight(), inside);
        Rows both = left.beside(right);
        return correlate.getJoinType().projectsRight() ? both : both.with(left.fields());
    }

    private Rows aggregate(Aggregate aggregate, Map<CorrelationId, List<Field>> outer) {
        Rows input = trace(aggregate.getInput(), outer);
        List<Field> fields = new ArrayList<>();
        Rows rows = input;
        for (int key : aggregate.getGroupSet()) {
            Field field = input.fields().get(key);
            fields.add(field);
            rows = rows.and(field.as(Dependence.GROUP_BY, field.term()), field.unknown());
        }
        for (AggregateCall call : aggregate.getAggCallList()) {
            fields.add(Aggregations.field(call, input.fields()));
        }
        return rows.with(fields);
    }

    private Rows sort(Sort sort, Map<CorrelationId, List<Field>> outer) {
        Rows rows = trace(sort.getInput(), outer);
        for (RelFieldCollation key : sort.getCollation().getFieldCollations()) {
            Field field = rows.fields().get(key.getFieldIndex());
            rows = rows.and(
                    field.as(Dependence.SORT, Aggregations.ordered(field.term(), key.getDirection())), field.unknown());
        }
        return rows;
    }

    private Rows setOperation(SetOp operation, Map<CorrelationId, List<Field>> outer) {
        List<Rows> inputs =
                operation.getInputs().stream().map(input -> trace(input, outer)).toList();
        Rows first = inputs.get(0);
        boolean union = operation instanceof Union;
        List<Field> fields = new ArrayList<>();
        Rows rows = first;
        for (Rows other : inputs.subList(1, inputs.size())) {
            rows = rows.and(other.uses(), other.unknown());
        }
        boolean compared = operation instanceof Intersect || operation instanceof Minus || !operation.all;
        for (int at = 0; at < first.fields().size(); at++) {
            if (union) {
                fields.add(either(operation.getRowType().getFieldNames().get(at), inputs, at));
            } else {
                fields.add(first.fields().get(at));
            }
            if (compared) {
                for (Rows input : inputs) {
                    Field field = input.fields().get(at);
                    rows = rows.and(
                            field.as(union ? Dependence.GROUP_BY : Dependence.FILTER, field.term()), field.unknown());
                }
            }
        }
        return rows.with(fields);
    }

    /** A field that comes from one input or another. */
    private static Field either(String name, List<Rows> inputs, int at) {
        Set<Use> uses = new LinkedHashSet<>();
        Optional<String> unknown = Optional.empty();
        Set<String> terms = new LinkedHashSet<>();
        for (Rows input : inputs) {
            Field field = input.fields().get(at);
            uses.addAll(field.uses());
            unknown = unknown.or(field::unknown);
            terms.add(field.term().sql());
        }
        Term term = terms.size() == 1 ? inputs.get(0).fields().get(at).term() : Term.text(name);
        return new Field(term, uses, unknown);
    }

    private static Rows values(Values values) {
        List<Field> fields = new ArrayList<>();
        for (int at = 0; at < values.getRowType().getFieldCount(); at++) {
            boolean one = values.getTuples().size() == 1;
            fields.add(Field.constant(
                    one
                            ? Literals.term(values.getTuples().get(0).get(at))
                            : Term.text(values.getRowType().getFieldNames().get(at))));
        }
        return new Rows(fields, Set.of());
    }

    private Rows function(TableFunctionScan scan, Map<CorrelationId, List<Field>> outer) {
        Rows input = new Rows(List.of(), Set.of());
        for (RelNode each : scan.getInputs()) {
            input = input.beside(trace(each, outer));
        }
        List<String> given = scan.getInputs().stream()
                .flatMap(each -> each.getRowType().getFieldNames().stream())
                .toList();
        return TableFunctions.rows(
                (RexCall) scan.getCall(), input, given, scan.getRowType().getFieldNames(), over(input.fields(), outer));
    }

    private Rows uncollect(Uncollect uncollect, Map<CorrelationId, List<Field>> outer) {
        return TableFunctions.unnested(trace(uncollect.getInput(), outer), uncollect);
    }

    private Rows snapshot(Snapshot snapshot, Map<CorrelationId, List<Field>> outer) {
        Rows rows = trace(snapshot.getInput(), outer);
        Field period = over(rows.fields(), outer).field(snapshot.getPeriod());
        Term term =
                Term.builder(0).add("FOR SYSTEM_TIME AS OF ").add(period.term()).build();
        return rows.and(period.as(Dependence.JOIN, term), period.unknown());
    }

    private Rows match(Match match, Map<CorrelationId, List<Field>> outer) {
        Rows input = trace(match.getInput(), outer);
        Expressions expressions = over(input.fields(), outer);
        Rows rows = input;
        Map<String, Field> named = new HashMap<>();
        for (int key : match.getPartitionKeys()) {
            Field field = input.fields().get(key);
            rows = rows.and(field.as(Dependence.GROUP_BY, field.term()), field.unknown());
            named.put(match.getInput().getRowType().getFieldNames().get(key), field);
        }
        for (RelFieldCollation key : match.getOrderKeys().getFieldCollations()) {
            Field field = input.fields().get(key.getFieldIndex());
            rows = rows.and(
                    field.as(Dependence.SORT, Aggregations.ordered(field.term(), key.getDirection())), field.unknown());
        }
        for (RexNode definition : match.getPatternDefinitions().values()) {
            rows = conditions(rows, definition, expressions, Dependence.FILTER);
        }
        match.getMeasures().forEach((name, measure) -> named.put(name, expressions.field(measure)));
        List<Field> fields = new ArrayList<>();
        for (RelDataTypeField field : match.getRowType().getFieldList()) {
            fields.add(Optional.ofNullable(named.get(field.getName())).orElseGet(() -> {
                int at = match.getInput().getRowType().getFieldNames().indexOf(field.getName());
                return at < 0
                        ? Field.unknown(field.getName(), "MATCH_RECOGNIZE gives it in a way not known here")
                        : input.fields().get(at);
            }));
        }
        return rows.with(fields);
    }
}
