package io.streamhouse.console.pipeline.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.function.SerializableRunnable;
import io.streamhouse.model.ProblemException;
import io.streamhouse.pipeline.Pipeline;
import io.streamhouse.pipeline.PipelineNode;
import io.streamhouse.pipeline.check.NodeCheck;
import io.streamhouse.pipeline.check.NodeProblem;
import io.streamhouse.pipeline.check.PipelineColumn;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one node does, as fields: changes are told as one types, and what is wrong is said at its field. */
@StyleSheet("context://pipelines.css")
final class NodeForm extends Div {

    private static final long serialVersionUID = 1L;

    private final transient FormSurroundings surroundings;
    private final transient PipelineEdits edits;
    private final H2 kind = new H2();
    private final Paragraph explanation = new Paragraph();
    private final TextField name = new TextField("Name");
    private final TextArea note = new TextArea("Note");
    private final FieldMessage message = new FieldMessage();
    private final InputsSection inputs = new InputsSection(this::take);
    private final Div fields = new Div();
    private final Div output = new Div();
    private transient @Nullable PipelineNode node;
    private transient @Nullable StepFields step;
    private transient @Nullable FormContext context;
    private transient Pipeline pipeline = Pipeline.EMPTY;
    private boolean setting;

    NodeForm(FormSurroundings surroundings, PipelineEdits edits) {
        this.surroundings = surroundings;
        this.edits = edits;
        addClassName("pipe-form");
        getElement().setAttribute("role", "region");
        getElement().setAttribute("aria-label", "Step");
        explanation.addClassName("pipe-explanation");
        name.setManualValidation(true);
        name.setHelperText("What other steps and the SQL call its rows");
        name.addValueChangeListener(change -> rename());
        note.setMinRows(1);
        note.setHelperText("Kept as a comment in the SQL");
        note.setValueChangeMode(ValueChangeMode.LAZY);
        note.addValueChangeListener(change -> changed());
        output.addClassName("pipe-output");
        Button delete = new Button("Delete this step", VaadinIcon.TRASH.create(), click -> delete());
        delete.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
        add(kind, explanation, message, inputs, fields, output, name, note, delete);
        clear();
    }

    /**
     * Shows this node as it is now. To be called whenever the pipeline or what is known of it changed: fields that say
     * the same already are left alone, with the cursor in them.
     *
     * @param shown if there is none of that name, the form is empty
     * @param checks what is known of the nodes, by name
     */
    void show(Pipeline now, String shown, Map<String, NodeCheck> checks) {
        pipeline = now;
        Optional<PipelineNode> found = now.node(shown);
        if (found.isEmpty()) {
            clear();
            return;
        }
        PipelineNode next = found.get();
        if (node == null || !node.name().equals(next.name()) || !node.step().equals(next.step())) {
            build(next);
        }
        node = next;
        setting = true;
        if (!name.getValue().equals(next.name())) {
            name.setValue(next.name());
        }
        if (!note.getValue().strip().equals(next.note().strip())) {
            note.setValue(next.note());
        }
        setting = false;
        setVisible(true);
        FormInputs known = FormInputs.of(now, next, checks);
        inputs.offer(known);
        if (step != null) {
            step.offer(known);
        }
        show(Optional.ofNullable(checks.get(next.name())));
    }

    private void build(PipelineNode next) {
        StepKind of = StepKind.of(next.step());
        kind.setText(of.title());
        explanation.setText(of.explanation());
        name.setInvalid(false);
        FormContext with = new FormContext(surroundings, () -> pipeline, next.name(), this::changed);
        StepFields built = StepFields.of(with, next.step());
        context = with;
        step = built;
        fields.removeAll();
        fields.add(built);
    }

    /** Which node is shown. */
    Optional<String> node() {
        return Optional.ofNullable(node).map(PipelineNode::name);
    }

    /** Shows none. */
    void clear() {
        node = null;
        step = null;
        context = null;
        fields.removeAll();
        setVisible(false);
    }

    /** Puts the cursor where one would begin. */
    void focus() {
        if (step != null) {
            step.focus();
        }
    }

    /** Escape leaves the form, unless it closes what is open in there. */
    void addLeftListener(SerializableRunnable left) {
        getElement()
                .addEventListener("keydown", press -> left.run())
                .setFilter("event.key === 'Escape' && !event.defaultPrevented");
    }

    private void show(Optional<NodeCheck> check) {
        message.clear();
        inputs.clearProblems();
        if (step != null) {
            step.clearProblems();
        }
        output.removeAll();
        if (check.isEmpty()) {
            return;
        }
        switch (check.get()) {
            case NodeCheck.Typed typed -> {
                typed.warnings().forEach(this::say);
                comesOut(typed.columns());
            }
            case NodeCheck.Faulty faulty -> faulty.problems().forEach(this::say);
            case NodeCheck.Waiting waiting ->
                message.say("It is checked once “" + waiting.upstream() + "” is put right", false);
        }
    }

    private void say(NodeProblem problem) {
        boolean shown = inputs.show(problem) || step != null && step.show(problem);
        if (!shown) {
            message.say(problem);
        }
    }

    private void comesOut(List<PipelineColumn> columns) {
        if (node == null || !node.step().hasOutput()) {
            return;
        }
        Div title = new Div(columns.size() == 1 ? "1 column comes out" : columns.size() + " columns come out");
        title.addClassName("pipe-label");
        Div names = new Div();
        names.addClassName("pipe-comes-out");
        columns.forEach(column -> {
            Div line = new Div(column.name() + " ");
            line.add(dim(InputsSection.typed(column)));
            names.add(line);
        });
        output.add(title, names);
    }

    private static Span dim(String text) {
        Span span = new Span(text);
        span.addClassName("sh-dim");
        return span;
    }

    /** Puts a column into the expression that was used last. */
    private void take(String written) {
        if (context != null) {
            context.lastUsed().ifPresent(editor -> editor.insert(written));
        }
    }

    private void changed() {
        if (setting || node == null || step == null) {
            return;
        }
        PipelineNode now =
                new PipelineNode(node.name(), step.step(), note.getValue().strip());
        if (now.equals(node)) {
            return;
        }
        PipelineNode before = node;
        node = now;
        try {
            edits.change(now);
        } catch (ProblemException e) {
            node = before;
            message.clear();
            message.say(FieldMessage.words(e.problem()), true);
        }
    }

    private void rename() {
        if (setting || node == null) {
            return;
        }
        String wanted = name.getValue().strip();
        if (wanted.equals(node.name())) {
            return;
        }
        PipelineNode before = node;
        try {
            edits.rename(before.name(), wanted);
            name.setInvalid(false);
        } catch (ProblemException e) {
            name.setErrorMessage(FieldMessage.words(e.problem()));
            name.setInvalid(true);
        }
    }

    private void delete() {
        if (node == null) {
            return;
        }
        try {
            edits.remove(Set.of(node.name()));
        } catch (ProblemException e) {
            message.say(FieldMessage.words(e.problem()), true);
        }
    }
}
