package io.streamhouse.pipeline.check;

import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.Identifiers;
import io.streamhouse.model.Problem;
import io.streamhouse.model.Relation;
import io.streamhouse.model.RelationId;
import io.streamhouse.pipeline.Step;
import io.streamhouse.pipeline.check.NodeRows.Column;
import io.streamhouse.plan.RelationSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.logical.utils.LogicalTypeCasts;
import org.apache.flink.table.types.logical.utils.LogicalTypeParser;
import org.apache.flink.table.types.logical.utils.LogicalTypeUtils;

/** Looks whether rows fit where they end. */
final class TargetChecks {

    private static final String RELATION = "relation";
    private static final String INPUT = "inputs[0]";

    private final NodeRows rows;
    private final RelationSource relations;
    private final List<NodeProblem> problems = new ArrayList<>();

    TargetChecks(NodeRows rows, RelationSource relations) {
        this.rows = rows;
        this.relations = relations;
    }

    List<NodeProblem> of(Step.Target target) {
        switch (target) {
            case Step.IntoTable table -> intoTable(table);
            case Step.IntoNewTable table -> intoNewTable(table);
            case Step.IntoView view -> intoView(view);
        }
        return problems;
    }

    private void add(String field, boolean blocking, ErrorCode code, String what, String nextStep) {
        problems.add(new NodeProblem(field, Problem.of(code, what, nextStep), blocking));
    }

    private void refuse(String field, String what, String nextStep) {
        add(field, true, ErrorCode.INVALID_STATEMENT, what, nextStep);
    }

    private void warn(String field, String what, String nextStep) {
        add(field, false, ErrorCode.INVALID_REQUEST, what, nextStep);
    }

    private void intoTable(Step.IntoTable into) {
        RelationId id = into.relation();
        Optional<Relation> relation = relations.relation(id);
        if (relation.isEmpty()) {
            add(
                    RELATION,
                    true,
                    ErrorCode.NOT_FOUND,
                    "There is no table " + id,
                    "It was dropped or renamed: choose another, or make a new one");
            return;
        } else if (!(relation.get() instanceof Relation.BaseTable)) {
            boolean kept = relation.get() instanceof Relation.MaterializedView;
            refuse(
                    RELATION,
                    id
                            + (kept
                                    ? " is a materialized view, which only its own query fills"
                                    : " is a view, which holds no rows"),
                    "Choose a table");
            return;
        }
        List<io.streamhouse.model.Column> all = relation.get().schema().storedColumns();
        List<io.streamhouse.model.Column> filled = new ArrayList<>();
        for (int at = 0; at < into.columns().size(); at++) {
            String name = into.columns().get(at);
            Optional<io.streamhouse.model.Column> column =
                    all.stream().filter(each -> each.name().equals(name)).findFirst();
            if (column.isEmpty()) {
                add(
                        "columns[" + at + "]",
                        true,
                        ErrorCode.NOT_FOUND,
                        id + " has no column " + name + " that can be filled",
                        "Choose one of " + FieldChecks.list(names(all)));
                return;
            }
            filled.add(column.get());
        }
        if (into.columns().isEmpty()) {
            filled.addAll(all);
        } else {
            notFilled(all, into, relation.get());
        }
        fit(filled, id.toString());
    }

    private static List<String> names(List<io.streamhouse.model.Column> columns) {
        return columns.stream().map(io.streamhouse.model.Column::name).toList();
    }

    private void notFilled(List<io.streamhouse.model.Column> all, Step.IntoTable into, Relation table) {
        List<String> needed = all.stream()
                .filter(column ->
                        !column.nullable() || table.schema().primaryKey().contains(column.name()))
                .map(io.streamhouse.model.Column::name)
                .filter(name -> !into.columns().contains(name))
                .toList();
        if (!needed.isEmpty()) {
            refuse(
                    "columns",
                    into.relation() + " can't have rows without " + FieldChecks.list(needed),
                    "Fill " + (needed.size() == 1 ? "it" : "them") + " too");
        }
    }

    private void fit(List<io.streamhouse.model.Column> filled, String table) {
        if (filled.size() != rows.columns().size()) {
            refuse(
                    INPUT,
                    "The input has " + rows.columns().size() + " columns, and " + filled.size() + " of " + table
                            + " are to be filled: " + FieldChecks.list(names(filled)),
                    "Choose as many before, in the same order, or say which columns are filled");
            return;
        }
        for (int at = 0; at < filled.size(); at++) {
            Column from = rows.columns().get(at);
            io.streamhouse.model.Column to = filled.get(at);
            Optional<LogicalType> type = type(to.type());
            LogicalType given = LogicalTypeUtils.removeTimeAttributes(from.type());
            if (type.isPresent() && !LogicalTypeCasts.supportsImplicitCast(given, type.get())) {
                refuse(
                        INPUT,
                        "Column " + (at + 1) + " (" + from.name() + ") is " + from.words() + ", and " + to.name()
                                + " of " + table + " is " + to.type(),
                        "Convert it before: CAST(" + Identifiers.plain(from.name()) + " AS " + to.type() + ")");
                return;
            }
            if (!to.nullable() && from.type().isNullable()) {
                warn(
                        INPUT,
                        from.name() + " may be null, and " + to.name() + " of " + table
                                + " can't be: the job fails at the first such row",
                        "Leave such rows out before, or give them a value with COALESCE");
            } else if (!from.name().equalsIgnoreCase(to.name())
                    && rows.names().stream().anyMatch(name -> name.equalsIgnoreCase(to.name()))) {
                warn(
                        INPUT,
                        from.name() + " goes into " + to.name()
                                + ": columns are filled in their order, not by their names",
                        "Put the columns into the table's order before, or say which are filled");
            }
        }
    }

    private static Optional<LogicalType> type(String words) {
        try {
            return Optional.of(LogicalTypeParser.parse(words, TargetChecks.class.getClassLoader()));
        } catch (ValidationException unknown) {
            return Optional.empty();
        }
    }

    private void storable() {
        for (Column column : rows.columns()) {
            LogicalTypeRoot root = column.type().getTypeRoot();
            if (root == LogicalTypeRoot.NULL
                    || root == LogicalTypeRoot.INTERVAL_DAY_TIME
                    || root == LogicalTypeRoot.INTERVAL_YEAR_MONTH) {
                refuse(
                        INPUT,
                        "The column " + column.name() + " is " + column.words() + ", which no table can hold",
                        "Convert it before with CAST, or leave it out");
            }
        }
    }

    private void among(String field, List<String> chosen, List<String> columns) {
        for (int at = 0; at < chosen.size(); at++) {
            if (!columns.contains(chosen.get(at))) {
                add(
                        field + "[" + at + "]",
                        true,
                        ErrorCode.NOT_FOUND,
                        "There is no column " + chosen.get(at),
                        "Choose one of " + FieldChecks.list(columns));
            } else if (chosen.indexOf(chosen.get(at)) < at) {
                refuse(field + "[" + at + "]", chosen.get(at) + " is there twice", "Leave it out here");
            }
        }
    }

    private void intoNewTable(Step.IntoNewTable into) {
        List<String> columns = into.columns().isEmpty() ? rows.names() : names(into.columns());
        among("primaryKey", into.primaryKey(), columns);
        among("partitionedBy", into.partitionedBy(), columns);
        partitionsInKey(into.primaryKey(), into.partitionedBy());
        if (into.columns().isEmpty()) {
            storable();
        } else {
            fit(
                    into.columns().stream()
                            .filter(column -> column.computedAs().isEmpty())
                            .toList(),
                    into.relation().toString());
        }
        if (relations.relation(into.relation()).isPresent()) {
            warn(
                    RELATION,
                    into.relation() + " is there already, and can't be made a second time",
                    "Write into it as it is, or choose another name");
        }
    }

    /** Paimon finds a row's bucket inside its partition by its key. */
    private void partitionsInKey(List<String> key, List<String> partitions) {
        List<String> outside =
                partitions.stream().filter(column -> !key.contains(column)).toList();
        if (!key.isEmpty() && !outside.isEmpty()) {
            warn(
                    "partitionedBy",
                    FieldChecks.list(outside) + (outside.size() == 1 ? " is" : " are")
                            + " not in the key: a row that moves to another partition is looked for in all of them",
                    "Add it to the key, if it never changes for a row");
        }
    }

    private void intoView(Step.IntoView into) {
        among("primaryKey", into.primaryKey(), rows.names());
        among("partitionedBy", into.partitionedBy(), rows.names());
        partitionsInKey(into.primaryKey(), into.partitionedBy());
        storable();
        Optional<Relation> relation = relations.relation(into.relation());
        if (relation.isPresent() && !(relation.get() instanceof Relation.MaterializedView)) {
            add(
                    RELATION,
                    true,
                    ErrorCode.ALREADY_EXISTS,
                    into.relation() + " is there already, and is no materialized view",
                    "Choose another name");
        }
    }
}
