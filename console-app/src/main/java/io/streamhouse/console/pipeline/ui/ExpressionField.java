package io.streamhouse.console.pipeline.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.streamhouse.component.SqlEditor;
import io.streamhouse.model.Position;
import io.streamhouse.pipeline.check.NodeProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** An expression of a step, in a small editor that completes and marks its mistakes. */
final class ExpressionField extends Div implements FormPart {

    private static final long serialVersionUID = 1L;

    private final transient FormContext context;
    private final SqlEditor editor;
    private final FieldMessage message = new FieldMessage();
    private final transient Supplier<String> path;
    private final transient List<SqlEditor.Mark> marks = new ArrayList<>();

    /** @param path which part of the step it is now: rows of a list move */
    ExpressionField(FormContext context, String label, Supplier<String> path, String value) {
        this.context = context;
        this.path = path;
        addClassName("pipe-expression");
        editor = new SqlEditor(label);
        editor.setSmall(true);
        editor.setValue(value);
        editor.setCompletionProvider((text, offset) -> context.complete(path.get(), text, offset));
        editor.addChangeListener(change -> context.tell());
        editor.getElement().addEventListener("focusin", focus -> context.used(editor));
        add(editor, message);
    }

    /** With its label above and an explanation below it. */
    static ExpressionField labelled(FormContext context, String label, String path, String value, String help) {
        ExpressionField field = new ExpressionField(context, label, () -> path, value);
        Span name = new Span(label);
        name.addClassName("pipe-label");
        field.addComponentAsFirst(name);
        if (!help.isEmpty()) {
            Div explanation = new Div(help);
            explanation.addClassName("pipe-help");
            field.addComponentAtIndex(2, explanation);
        }
        return field;
    }

    void setPlaceholder(String text) {
        editor.setPlaceholder(text);
    }

    String value() {
        return editor.getValue().strip();
    }

    /** Puts this text in place of what is there, as if a person had typed it. */
    void type(String text) {
        editor.setValue(text);
        editor.focus();
        context.tell();
    }

    void focus() {
        editor.focus();
    }

    @Override
    public void clearProblems() {
        message.clear();
        marks.clear();
        editor.setDiagnostics(List.of());
    }

    @Override
    public boolean show(NodeProblem problem) {
        if (!problem.field().equals(path.get())) {
            return false;
        }
        message.say(problem);
        if (problem.blocking()) {
            problem.problem().where().ifPresent(at -> mark(at, problem.problem().what()));
        }
        return true;
    }

    private void mark(Position at, String what) {
        marks.add(new SqlEditor.Mark(at.line(), at.column(), at.line(), at.column(), what));
        editor.setDiagnostics(List.copyOf(marks));
    }
}
