package io.streamhouse.console.pipeline.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import io.streamhouse.component.SqlEditor;
import io.streamhouse.model.Identifiers;
import io.streamhouse.model.Position;
import io.streamhouse.pipeline.NamedExpression;
import io.streamhouse.pipeline.Ordering;
import io.streamhouse.pipeline.Step;
import io.streamhouse.pipeline.Step.SetKind;
import io.streamhouse.pipeline.check.NodeProblem;
import java.util.ArrayList;
import java.util.List;

/** Fields of steps that work row by row, or put rows together or in order. */
final class RowFields {

    private RowFields() {}

    static final class OfFilter extends StepFields {

        private static final long serialVersionUID = 1L;

        private final ExpressionField condition;

        OfFilter(FormContext context, Step.Filter filter) {
            super(context);
            condition = expression(
                    "Condition",
                    "condition",
                    filter.condition(),
                    "Rows for which it is true go on; those for which it is false or unknown do not.");
            condition.setPlaceholder("amount > 100 AND status = 'PAID'");
        }

        @Override
        Step step() {
            return new Step.Filter(condition.value());
        }

        @Override
        void focus() {
            condition.focus();
        }
    }

    static final class OfProject extends StepFields {

        private static final long serialVersionUID = 1L;

        private final Checkbox keepAll;
        private final RowsField<NamedExpression> columns;
        private final Checkbox distinct;
        private transient FormInputs inputs = FormInputs.NONE;

        OfProject(FormContext context, Step.Project project) {
            super(context);
            keepAll = check("Keep all columns of the input", project.keepAll());
            explain(keepAll, "They come first; what is computed below follows them.");
            Button all = new Button("Add each column of the input", click -> addAll());
            all.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
            columns = expressions(
                            "Columns",
                            "columns",
                            "column",
                            "A column as it is, renamed, or an expression such as price * quantity or UPPER(name).",
                            project.columns())
                    .with(all);
            distinct = check("Rows that are alike become one", project.distinct());
            explain(distinct, "As DISTINCT does. In a stream every row seen has to be remembered for it.");
        }

        private void addAll() {
            if (inputs.inputs().isEmpty()) {
                return;
            }
            List<String> there =
                    columns.values().stream().map(NamedExpression::name).toList();
            List<NamedExpression> more = new ArrayList<>();
            for (String name : inputs.names(0)) {
                if (!there.contains(name)) {
                    more.add(new NamedExpression(Identifiers.plain(name), name));
                }
            }
            columns.append(more);
        }

        @Override
        void offer(FormInputs now) {
            super.offer(now);
            inputs = now;
        }

        @Override
        Step step() {
            return new Step.Project(keepAll.getValue(), columns.values(), distinct.getValue());
        }

        @Override
        void focus() {
            keepAll.focus();
        }
    }

    static final class OfSetOperation extends StepFields {

        private static final long serialVersionUID = 1L;

        private final Select<SetKind> kind;

        OfSetOperation(FormContext context, Step.SetOperation operation) {
            super(context);
            kind = select(
                    "How",
                    "kind",
                    "All inputs need the same number of columns, of types that fit; names are those of the first.",
                    List.of(SetKind.values()),
                    OfSetOperation::label,
                    operation.kind());
        }

        private static String label(SetKind kind) {
            return switch (kind) {
                case UNION_ALL -> "Union all: every row of every input";
                case UNION -> "Union: rows that are alike become one";
                case INTERSECT -> "Intersect: rows that both inputs have";
                case EXCEPT -> "Except: rows of the first that the second has not";
            };
        }

        @Override
        Step step() {
            return new Step.SetOperation(kind.getValue());
        }

        @Override
        void focus() {
            kind.focus();
        }
    }

    static final class OfSortLimit extends StepFields {

        private static final long serialVersionUID = 1L;

        private final RowsField<Ordering> by;
        private final TextField limit;
        private final TextField offset;

        OfSortLimit(FormContext context, Step.SortLimit sort) {
            super(context);
            by = part(OrderingRow.rows(
                    context,
                    "Order",
                    "Empty for any order. A stream can be sorted by its time column, ascending, or with a limit.",
                    sort.by(),
                    "smallest first",
                    "largest first"));
            limit = number("At most so many rows", "limit", "Empty for all.", sort.limit());
            offset = number("Leave out the first", "offset", "Empty for none.", sort.offset());
        }

        @Override
        Step step() {
            return new Step.SortLimit(by.values(), number(limit), number(offset));
        }

        @Override
        void focus() {
            limit.focus();
        }
    }

    static final class OfTableCall extends StepFields {

        private static final long serialVersionUID = 1L;

        private final ExpressionField call;
        private final ColumnsField columns;
        private final Checkbox outer;

        OfTableCall(FormContext context, Step.TableCall step) {
            super(context);
            call = expression(
                    "Call",
                    "call",
                    step.call(),
                    "UNNEST makes a row of each element of an array or map; a table function gives rows of its own.");
            call.setPlaceholder("UNNEST(tags)");
            columns = columns(
                    "Names of the columns it gives",
                    "columns",
                    "Type each and press Enter, in their order.",
                    step.columns(),
                    inputs -> List.of());
            outer = check("Keep rows for which it gives nothing", step.outer());
            explain(outer, "Its columns are null then.");
        }

        @Override
        Step step() {
            return new Step.TableCall(call.value(), columns.values(), outer.getValue());
        }

        @Override
        void focus() {
            call.focus();
        }
    }

    static final class OfQuery extends StepFields {

        private static final long serialVersionUID = 1L;

        private final SqlEditor editor = new SqlEditor("SQL of this step");
        private final FieldMessage message = new FieldMessage();
        private final transient List<SqlEditor.Mark> marks = new ArrayList<>();

        OfQuery(FormContext context, Step.Query query) {
            super(context);
            Span label = new Span("SQL");
            label.addClassName("pipe-label");
            Div help = new Div("A SELECT over its inputs, called by their names. It stays as you write it.");
            help.addClassName("pipe-help");
            editor.addClassName("pipe-query");
            editor.setValue(query.sql());
            editor.setPlaceholder("SELECT … FROM …");
            editor.setCompletionProvider((text, offset) -> context.complete("sql", text, offset));
            editor.addChangeListener(change -> context.tell());
            editor.getElement().addEventListener("focusin", focus -> context.used(editor));
            add(label, editor, help, message);
        }

        @Override
        Step step() {
            return new Step.Query(editor.getValue());
        }

        @Override
        void focus() {
            editor.focus();
        }

        @Override
        void clearProblems() {
            message.clear();
            marks.clear();
            editor.setDiagnostics(List.of());
        }

        @Override
        boolean show(NodeProblem problem) {
            if (!problem.field().equals("sql")) {
                return false;
            }
            message.say(problem);
            problem.problem().where().filter(at -> problem.blocking()).ifPresent(at -> mark(at, problem));
            return true;
        }

        private void mark(Position at, NodeProblem problem) {
            marks.add(new SqlEditor.Mark(
                    at.line(),
                    at.column(),
                    at.line(),
                    at.column(),
                    problem.problem().what()));
            editor.setDiagnostics(List.copyOf(marks));
        }
    }
}
