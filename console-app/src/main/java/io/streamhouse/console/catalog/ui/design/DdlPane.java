package io.streamhouse.console.catalog.ui.design;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import io.streamhouse.component.ProblemPanel;
import io.streamhouse.component.SqlEditor;
import io.streamhouse.console.catalog.design.OpenDesign;
import io.streamhouse.console.editor.EditorMarks;
import io.streamhouse.console.problems.ProblemTexts;
import io.streamhouse.model.Problem;
import io.streamhouse.sql.CompletionSource;
import java.util.function.Supplier;

/** The design as a statement, to be read, copied and edited. */
final class DdlPane extends Div {

    private static final long serialVersionUID = 1L;

    private final SqlEditor editor = new SqlEditor("Statement that creates the table");
    private final transient EditorMarks marks;
    private final ProblemPanel unreadable = new ProblemPanel();

    /**
     * @param typed told after every change that a person makes to the statement
     * @param back called to give up what can't be read
     */
    DdlPane(Supplier<CompletionSource> names, java.util.function.Consumer<String> typed, Runnable back) {
        this.marks = new EditorMarks(editor, names);
        addClassNames("sh-card", "td-ddl");
        H2 title = new H2("The same as a statement");
        title.add(new Span("edit either side"));
        editor.addClassName("td-editor");
        editor.addChangeListener(change -> typed.accept(change.value()));
        unreadable.withActions(new Button("Back to what the form says", click -> back.run()));
        add(title, editor, unreadable);
    }

    /** Puts the design's text into the editor, unless it stands there already, and says what of it can't be read. */
    void show(OpenDesign design) {
        if (!editor.getValue().equals(design.text())) {
            editor.setValue(design.text());
        }
        if (design.unreadable().isEmpty() && design.design().name().getLast().isBlank()) {
            // That the name is missing is said at its field; here it would only be called an odd character.
            marks.clear();
        } else {
            marks.check(design.text());
        }
        design.unreadable()
                .ifPresentOrElse(
                        problem -> {
                            marks.show(problem);
                            unreadable.show(ProblemTexts.of(problem));
                        },
                        unreadable::clear);
    }

    /** Marks the place that the engine found wrong. */
    void mark(Problem problem) {
        marks.show(problem);
    }
}
