package io.streamhouse.console.pipeline.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeDetails;
import com.vaadin.flow.component.html.Span;
import io.streamhouse.pipeline.check.NodeProblem;
import io.streamhouse.pipeline.check.PipelineColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What flows into a node: each input's columns with their types, to be put into an expression by a click. */
final class InputsSection extends Div implements FormPart {

    private static final long serialVersionUID = 1L;

    /** More are folded away at first. */
    private static final int FEW = 8;

    private final transient Consumer<String> take;
    private final transient List<FieldMessage> messages = new ArrayList<>();
    private final FieldMessage all = new FieldMessage();
    private transient FormInputs shown = FormInputs.NONE;

    /** @param take is told what a person wants to put into the expression that was used last */
    InputsSection(Consumer<String> take) {
        this.take = take;
        addClassName("pipe-inputs");
        add(all);
    }

    @Override
    public void offer(FormInputs inputs) {
        if (inputs.equals(shown)) {
            return;
        }
        shown = inputs;
        removeAll();
        messages.clear();
        for (int port = 0; port < inputs.inputs().size(); port++) {
            add(input(inputs, port));
        }
        add(all);
    }

    private Div input(FormInputs inputs, int port) {
        FormInputs.Input input = inputs.inputs().get(port);
        Span head = new Span(input.label() + input.node().map(name -> ": ").orElse(""));
        Span name = new Span(input.node().orElse(""));
        name.addClassName("pipe-input-name");
        Div section = new Div();
        section.addClassName("pipe-input");
        if (input.columns().isEmpty()) {
            Div why = new Div(input.unknown());
            why.addClassName("sh-dim");
            section.add(new Div(head, name), why);
        } else {
            Span count = new Span(
                    input.columns().size() == 1 ? "1 column" : input.columns().size() + " columns");
            count.addClassName("sh-dim");
            Div columns = new Div();
            columns.addClassName("pipe-columns");
            input.columns().forEach(column -> columns.add(column(column, inputs.written(port, column))));
            NativeDetails details = new NativeDetails(new Span(head, name, new Span(" "), count), columns);
            details.setOpen(input.columns().size() <= FEW);
            section.add(details);
        }
        FieldMessage message = new FieldMessage();
        messages.add(message);
        section.add(message);
        return section;
    }

    private Button column(PipelineColumn column, String written) {
        Span name = new Span(column.name());
        Span type = new Span(typed(column));
        type.addClassName("sh-dim");
        Button button = new Button(new Span(name, type), click -> take.accept(written));
        button.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
        button.addClassName("pipe-column");
        button.setTooltipText("Put " + written + " into the expression at the cursor");
        return button;
    }

    /** The type with what else matters of a column. */
    static String typed(PipelineColumn column) {
        String time =
                switch (column.time()) {
                    case NO -> "";
                    case EVENT -> " · event time";
                    case PROCESSING -> " · processing time";
                };
        return column.type() + (column.nullable() ? "" : " not null") + time;
    }

    @Override
    public void clearProblems() {
        all.clear();
        messages.forEach(FieldMessage::clear);
    }

    @Override
    public boolean show(NodeProblem problem) {
        return FieldPath.parse(problem.field())
                .filter(path -> path.name().equals("inputs"))
                .map(path -> {
                    int index = path.index();
                    (index >= 0 && index < messages.size() ? messages.get(index) : all).say(problem);
                    return true;
                })
                .orElse(false);
    }
}
