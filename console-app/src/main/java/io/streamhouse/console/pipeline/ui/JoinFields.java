package io.streamhouse.console.pipeline.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import io.streamhouse.pipeline.NamedExpression;
import io.streamhouse.pipeline.Step;
import io.streamhouse.pipeline.Step.JoinKind;
import java.util.List;

/** Fields of steps that put rows of two inputs side by side. */
final class JoinFields {

    private static final List<String> BEFORE = List.of("-1 h", "-30 min", "-10 min", "-1 min", "-10 s", "0 s");

    private static final List<String> AFTER = List.of("0 s", "10 s", "1 min", "10 min", "30 min", "1 h");

    private JoinFields() {}

    private static String label(JoinKind kind) {
        return switch (kind) {
            case INNER -> "Inner: rows that have a match";
            case LEFT -> "Left: all of the left, with nulls where nothing matches";
            case RIGHT -> "Right: all of the right, with nulls where nothing matches";
            case FULL -> "Full: all of both, with nulls where nothing matches";
            case SEMI -> "Semi: rows of the left that have a match";
            case ANTI -> "Anti: rows of the left that have none";
        };
    }

    /** The condition, with likely ones to choose from while there is none. */
    private static final class Condition extends Div {

        private static final long serialVersionUID = 1L;

        private final ExpressionField field;
        private transient List<String> offered = List.of();

        Condition(ExpressionField field) {
            this.field = field;
            addClassName("pipe-likely");
        }

        void offer(FormInputs inputs) {
            offer(field.value().isEmpty() ? LikelyJoins.of(inputs) : List.of());
        }

        /** Buttons that say the same stay: somebody may be about to press one. */
        private void offer(List<String> conditions) {
            if (conditions.equals(offered)) {
                return;
            }
            offered = conditions;
            removeAll();
            conditions.forEach(condition -> {
                Button take = new Button(condition, click -> {
                    offer(List.of());
                    field.type(condition);
                });
                take.setTooltipText("Join by this");
                take.addThemeVariants(ButtonVariant.SMALL);
                add(take);
            });
        }
    }

    private abstract static class Joining extends StepFields {

        private static final long serialVersionUID = 1L;

        final Select<JoinKind> kind;
        final ExpressionField on;
        private final Condition likely;

        Joining(FormContext context, List<JoinKind> kinds, JoinKind chosen, String condition, String help) {
            super(context);
            kind = select("Which rows", "kind", "", kinds, JoinFields::label, chosen);
            on = expression("On", "on", condition, help);
            on.setPlaceholder("orders.customer_id = customers.id");
            likely = new Condition(on);
            add(likely);
        }

        RowsField<NamedExpression> columns(List<NamedExpression> columns) {
            return expressions(
                    "Columns that come out",
                    "columns",
                    "column",
                    "Empty for all columns of both inputs; for a semi or anti join, of the left.",
                    columns);
        }

        @Override
        void offer(FormInputs inputs) {
            super.offer(inputs);
            likely.offer(inputs);
        }

        @Override
        void focus() {
            on.focus();
        }
    }

    static final class OfJoin extends Joining {

        private static final long serialVersionUID = 1L;

        private final RowsField<NamedExpression> columns;

        OfJoin(FormContext context, Step.Join join) {
            super(
                    context,
                    List.of(JoinKind.values()),
                    join.kind(),
                    join.on(),
                    "What makes two rows belong together. In a stream both sides are remembered for as long as state is"
                            + " kept.");
            columns = columns(join.columns());
        }

        @Override
        Step step() {
            return new Step.Join(kind.getValue(), on.value(), columns.values());
        }
    }

    static final class OfIntervalJoin extends Joining {

        private static final long serialVersionUID = 1L;

        private final Step.IntervalJoin before;
        private final ComboBox<String> leftTime;
        private final ComboBox<String> rightTime;
        private final ComboBox<String> from;
        private final ComboBox<String> to;
        private final RowsField<NamedExpression> columns;

        OfIntervalJoin(FormContext context, Step.IntervalJoin join) {
            super(
                    context,
                    List.of(JoinKind.values()),
                    join.kind(),
                    join.on(),
                    "What makes two rows belong together, beside their times.");
            before = join;
            leftTime = typed("Time of the left", "leftTime", "A time column of the left input.", join.leftTime());
            rightTime = typed("Time of the right", "rightTime", "A time column of the right input.", join.rightTime());
            from = length(
                    "From",
                    "from",
                    "The left is at the earliest this much after the right; with a minus, before it.",
                    join.from(),
                    BEFORE);
            to = length("To", "to", "The left is at the latest this much after the right.", join.to(), AFTER);
            columns = columns(join.columns());
        }

        @Override
        void offer(FormInputs inputs) {
            super.offer(inputs);
            offer(leftTime, qualified(inputs, 0));
            offer(rightTime, qualified(inputs, 1));
        }

        @Override
        Step step() {
            return new Step.IntervalJoin(
                    kind.getValue(),
                    on.value(),
                    value(leftTime),
                    value(rightTime),
                    interval(from, before.from()),
                    interval(to, before.to()),
                    columns.values());
        }
    }

    static final class OfTemporalJoin extends Joining {

        private static final long serialVersionUID = 1L;

        private final ComboBox<String> time;
        private final RowsField<NamedExpression> columns;

        OfTemporalJoin(FormContext context, Step.TemporalJoin join) {
            super(
                    context,
                    List.of(JoinKind.INNER, JoinKind.LEFT),
                    join.kind(),
                    join.on(),
                    "Has to compare the right side’s primary key.");
            time = typed(
                    "As of",
                    "time",
                    "A time column of the left: event time finds the version of then, processing time looks up the one"
                            + " of now.",
                    join.time());
            columns = columns(join.columns());
        }

        @Override
        void offer(FormInputs inputs) {
            super.offer(inputs);
            offer(time, qualified(inputs, 0));
        }

        @Override
        Step step() {
            return new Step.TemporalJoin(kind.getValue(), on.value(), value(time), columns.values());
        }
    }

    private static List<String> qualified(FormInputs inputs, int port) {
        return inputs.times(port).stream()
                .map(column -> inputs.written(port, column))
                .toList();
    }
}
