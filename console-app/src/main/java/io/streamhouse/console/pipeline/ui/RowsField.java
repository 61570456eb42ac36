package io.streamhouse.console.pipeline.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.streamhouse.pipeline.check.NodeProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * A list in a form: rows that can be added, moved and removed. Rows in which nothing stands yet are not part of what it
 * says.
 *
 * @param <T> what a row says
 */
final class RowsField<T> extends Div implements FormPart {

    private static final long serialVersionUID = 1L;

    /**
     * One row.
     *
     * @param <T> what it says
     */
    abstract static class Row<T> extends Div {

        private static final long serialVersionUID = 1L;

        /** What it says; empty if nothing stands in it. */
        abstract Optional<T> value();

        abstract void focus();

        abstract void clearProblems();

        /** @param part of the row, such as {@code expression}; empty where the whole row is meant */
        abstract void show(String part, NodeProblem problem);

        /** The inputs of the node are these now. */
        void offer(FormInputs inputs) {}
    }

    private final transient FormContext context;
    private final transient String name;
    private final transient String each;
    private final transient BiFunction<Supplier<String>, Optional<T>, Row<T>> rowOf;
    private final Div list = new Div();
    private final FieldMessage message = new FieldMessage();
    private final Div buttons = new Div();
    private final Button more;
    private final transient List<Row<T>> rows = new ArrayList<>();
    private transient FormInputs inputs = FormInputs.NONE;

    /**
     * @param name of the list in the step, such as {@code columns}
     * @param each what one row is called on its buttons, such as “column”
     * @param rowOf makes a row out of its path and what it says at first
     */
    RowsField(
            FormContext context,
            String label,
            String name,
            String each,
            String help,
            List<T> values,
            BiFunction<Supplier<String>, Optional<T>, Row<T>> rowOf) {
        this.context = context;
        this.name = name;
        this.each = each;
        this.rowOf = rowOf;
        addClassName("pipe-rows");
        getElement().setAttribute("role", "group");
        getElement().setAttribute("aria-label", label);
        Span title = new Span(label);
        title.addClassName("pipe-label");
        Div explanation = new Div(help);
        explanation.addClassName("pipe-help");
        more = new Button("Add " + each, VaadinIcon.PLUS.create(), click -> {
            Row<T> row = append(Optional.empty());
            row.focus();
        });
        more.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
        buttons.addClassName("sh-actions");
        buttons.add(more);
        add(title, explanation, list, message, buttons);
        values.forEach(value -> append(Optional.of(value)));
    }

    /** With another way to fill it, beside “Add”. */
    RowsField<T> with(Component button) {
        buttons.add(button);
        return this;
    }

    /** Puts the cursor into the first row, or where one can be added. */
    void focus() {
        if (rows.isEmpty()) {
            more.focus();
        } else {
            rows.getFirst().focus();
        }
    }

    List<T> values() {
        return rows.stream().flatMap(row -> row.value().stream()).toList();
    }

    /** Rows more that say this, told as if a person had typed them. */
    void append(List<T> values) {
        values.forEach(value -> append(Optional.of(value)));
        context.tell();
    }

    private Row<T> append(Optional<T> value) {
        Holder holder = new Holder();
        Row<T> row = rowOf.apply(() -> name + "[" + index(holder) + "]", value);
        holder.row = Optional.of(row);
        row.addClassName("pipe-row");
        row.add(moves(row));
        row.offer(inputs);
        rows.add(row);
        list.add(row);
        return row;
    }

    /** A row's path is asked for only after there is a row. */
    private final class Holder {
        private Optional<Row<T>> row = Optional.empty();
    }

    private int index(Holder holder) {
        int at = 0;
        for (Row<T> row : rows) {
            if (holder.row.filter(held -> held == row).isPresent()) {
                return at;
            }
            at += row.value().isPresent() ? 1 : 0;
        }
        return at;
    }

    private Div moves(Row<T> row) {
        Button up = small(VaadinIcon.ARROW_UP, "Move this " + each + " up");
        up.addClickListener(click -> move(row, -1));
        Button down = small(VaadinIcon.ARROW_DOWN, "Move this " + each + " down");
        down.addClickListener(click -> move(row, 1));
        Button gone = small(VaadinIcon.CLOSE_SMALL, "Remove this " + each);
        gone.addClickListener(click -> {
            rows.remove(row);
            list.remove(row);
            context.tell();
        });
        Div moves = new Div(up, down, gone);
        moves.addClassName("pipe-moves");
        return moves;
    }

    private static Button small(VaadinIcon icon, String label) {
        Button button = new Button(icon.create());
        button.setAriaLabel(label);
        button.setTooltipText(label);
        button.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
        button.addThemeNames("icon");
        return button;
    }

    private void move(Row<T> row, int by) {
        int from = rows.indexOf(row);
        int to = from + by;
        if (to < 0 || to >= rows.size()) {
            return;
        }
        rows.remove(row);
        rows.add(to, row);
        list.remove(row);
        list.addComponentAtIndex(to, row);
        context.tell();
    }

    @Override
    public void clearProblems() {
        message.clear();
        rows.forEach(Row::clearProblems);
    }

    @Override
    public boolean show(NodeProblem problem) {
        Optional<FieldPath> path =
                FieldPath.parse(problem.field()).filter(found -> found.name().equals(name));
        if (path.isEmpty()) {
            return false;
        }
        List<Row<T>> said = rows.stream().filter(row -> row.value().isPresent()).toList();
        int index = path.get().index();
        if (index >= 0 && index < said.size()) {
            said.get(index).show(path.get().part(), problem);
        } else {
            message.say(problem);
        }
        return true;
    }

    @Override
    public void offer(FormInputs now) {
        inputs = now;
        rows.forEach(row -> row.offer(now));
    }
}
