package io.streamhouse.console.pipeline.ui;

import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.textfield.TextField;
import io.streamhouse.model.Column;
import io.streamhouse.model.DatabaseId;
import io.streamhouse.model.Identifiers;
import io.streamhouse.model.RelationId;
import io.streamhouse.pipeline.Step;
import io.streamhouse.pipeline.check.PipelineColumn;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Fields of steps in which rows end. */
final class TargetFields {

    private TargetFields() {}

    static final class OfTable extends StepFields {

        private static final long serialVersionUID = 1L;

        private final Step.IntoTable before;
        private final ComboBox<String> relation;
        private final ColumnsField columns;

        OfTable(FormContext context, Step.IntoTable target) {
            super(context);
            before = target;
            relation = Relations.existing(
                    this, "Table", "Rows are added to it, or put in place by its key.", target.relation());
            columns = columns(
                    "Columns that are filled",
                    "columns",
                    "In the order of the input’s columns; empty for all. Others become null.",
                    target.columns(),
                    inputs -> context.surroundings().columns(target.relation()).stream()
                            .map(PipelineColumn::name)
                            .toList());
        }

        @Override
        Step step() {
            return new Step.IntoTable(Relations.value(relation, before.relation()), columns.values());
        }

        @Override
        void focus() {
            relation.focus();
        }
    }

    /** A relation that is to be made: where, and what it is called. */
    abstract static class Making extends StepFields {

        private static final long serialVersionUID = 1L;

        private final RelationId before;
        private final ComboBox<String> database;
        private final TextField name;

        Making(FormContext context, RelationId relation, String what) {
            super(context);
            before = relation;
            name = text("Name of the " + what, "relation", "", relation.name());
            database = typed(
                    "Database", "relation.database", "", relation.databaseId().toString());
            offer(
                    database,
                    Stream.concat(
                                    Stream.of(context.surroundings().current()),
                                    context.surroundings().relations().stream()
                                            .map(known -> known.id().databaseId()))
                            .distinct()
                            .sorted()
                            .map(DatabaseId::toString)
                            .toList());
        }

        /** As before, and said at the field, where what is typed can't be. */
        RelationId relation() {
            String typed = name.getValue().strip();
            name.setInvalid(typed.isEmpty());
            name.setErrorMessage(typed.isEmpty() ? "It needs a name" : "");
            if (typed.isEmpty()) {
                return before;
            }
            Optional<RelationId> whole = Relations.parse(value(database) + "." + Identifiers.quote(typed));
            database.setInvalid(whole.isEmpty());
            database.setErrorMessage(whole.isEmpty() ? "Write catalog.database" : "");
            return whole.orElse(before);
        }

        RowsField<Map.Entry<String, String>> options(Map<String, String> options) {
            return part(OptionRow.rows(
                    context, "Options", "options", "Paimon’s table options, such as bucket or merge-engine.", options));
        }

        @Override
        void focus() {
            name.focus();
        }
    }

    static final class OfNewTable extends Making {

        private static final long serialVersionUID = 1L;

        private final RowsField<Column> columns;
        private final ColumnsField primaryKey;
        private final ColumnsField partitionedBy;
        private final RowsField<Map.Entry<String, String>> options;

        OfNewTable(FormContext context, Step.IntoNewTable target) {
            super(context, target.relation(), "table");
            primaryKey = columns(
                    "Primary key",
                    "primaryKey",
                    "A row with the same key replaces the one before. Needed where rows change, as after an aggregate.",
                    target.primaryKey(),
                    this::known);
            partitionedBy = columns(
                    "Partitioned by",
                    "partitionedBy",
                    "Rows with the same values are stored together. Leave it empty unless there is much of it.",
                    target.partitionedBy(),
                    this::known);
            columns = part(ColumnRow.rows(
                    context,
                    "Columns",
                    "Empty for those of the input, as they are. Declared ones are filled in order.",
                    target.columns()));
            options = options(target.options());
        }

        private List<String> known(FormInputs inputs) {
            // Asked for the first time while the rows of columns are still to be made.
            List<String> declared = declared();
            return declared.isEmpty() ? inputs.names(0) : declared;
        }

        @SuppressWarnings("NullAway") // the field is read by a superclass's constructor's callbacks
        private List<String> declared() {
            return columns == null
                    ? List.of()
                    : columns.values().stream().map(Column::name).toList();
        }

        @Override
        Step step() {
            return new Step.IntoNewTable(
                    relation(),
                    columns.values(),
                    primaryKey.values(),
                    partitionedBy.values(),
                    OptionRow.options(options));
        }
    }
}
