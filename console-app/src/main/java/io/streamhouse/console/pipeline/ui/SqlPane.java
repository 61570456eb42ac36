package io.streamhouse.console.pipeline.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.streamhouse.component.SqlEditor;
import io.streamhouse.component.StatusChip;
import io.streamhouse.component.Tone;
import io.streamhouse.console.editor.EditorMarks;
import io.streamhouse.console.pipeline.SqlSide;
import io.streamhouse.model.Problem;
import io.streamhouse.sql.CompletionSource;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The pipeline as SQL: what is drawn is written here, and what is written here is drawn. */
final class SqlPane extends Div {

    private static final long serialVersionUID = 1L;

    private final SqlEditor editor = new SqlEditor("SQL of the pipeline");
    private final EditorMarks marks;
    private final StatusChip chip = new StatusChip(Tone.OK, "IN STEP");
    private final Span words = new Span();
    private String marked = "";

    /** @param write told what a person wrote */
    SqlPane(Supplier<CompletionSource> names, Consumer<String> write) {
        addClassName("pipeline-sql");
        marks = new EditorMarks(editor, names);
        editor.setSizeFull();
        editor.setPlaceholder("Write or paste SQL: it becomes a picture. Draw a picture: it is written here.");
        editor.addChangeListener(change -> write.accept(change.value()));
        words.addClassName("sh-dim");
        Div line = new Div(chip, words);
        line.addClassName("pipeline-sql-line");
        line.getElement().setAttribute("role", "status");
        add(editor, line);
    }

    void show(SqlSide sql) {
        // What was typed meanwhile comes with the next change: it must not be replaced by what was told before.
        if (!sql.text().equals(editor.getValue())) {
            editor.setValue(sql.text());
        }
        switch (sql) {
            case SqlSide.InStep step -> {
                check(step.text());
                say(Tone.OK, "IN STEP", "Text and picture say the same.");
            }
            case SqlSide.Unread unread -> {
                check(unread.text());
                marks.show(unread.problem());
                say(
                        Tone.BAD,
                        "NOT READ",
                        "The picture is that of the last text that could be read. " + where(unread.problem()));
            }
            case SqlSide.Unwritten unwritten -> {
                check(unwritten.text());
                say(
                        Tone.WARN,
                        "BEHIND",
                        "The picture is not finished, so this is what it said before. "
                                + unwritten.problem().what() + ".");
            }
        }
    }

    private static String where(Problem problem) {
        return problem.where()
                        .map(at -> "Line " + at.line() + ", column " + at.column() + ": ")
                        .orElse("")
                + problem.what()
                + problem.nextStep().map(next -> ". " + next).orElse("");
    }

    private void check(String text) {
        if (!text.equals(marked)) {
            marked = text;
            marks.check(text);
        }
    }

    private void say(Tone tone, String state, String sentence) {
        chip.show(tone, state);
        words.setText(sentence);
    }
}
