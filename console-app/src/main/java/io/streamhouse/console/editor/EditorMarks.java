package io.streamhouse.console.editor;

import io.streamhouse.component.SqlEditor;
import io.streamhouse.component.SqlEditor.Item;
import io.streamhouse.component.SqlEditor.Mark;
import io.streamhouse.component.SqlEditor.Range;
import io.streamhouse.model.Problem;
import io.streamhouse.sql.Completer;
import io.streamhouse.sql.CompletionSource;
import io.streamhouse.sql.Diagnostic;
import io.streamhouse.sql.Diagnostics;
import io.streamhouse.sql.Scripts;
import io.streamhouse.sql.Suggestion;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** What the editor is told of its text: where statements are, what is wrong and where, what could be typed next. */
public final class EditorMarks {

    private static final int LONGEST_CHECKED = 1_000_000;

    private final SqlEditor editor;

    /** @param names what completion knows of the catalogs, asked anew at every key pressed */
    public EditorMarks(SqlEditor editor, Supplier<CompletionSource> names) {
        this.editor = editor;
        editor.setCompletionProvider((text, offset) -> Completer.complete(text, offset, names.get()).stream()
                .map(EditorMarks::item)
                .toList());
    }

    /** To be called at every change of the text. */
    public void check(String text) {
        if (text.length() > LONGEST_CHECKED) {
            clear();
            return;
        }
        editor.setStatements(Scripts.split(text).stream()
                .map(slice -> new Range(slice.from(), slice.to()))
                .toList());
        editor.setDiagnostics(
                Diagnostics.check(text).stream().map(EditorMarks::mark).toList());
    }

    /** Marks the place that a run found wrong, until the text is changed. */
    public void show(Problem problem) {
        problem.where()
                .ifPresent(at -> editor.setDiagnostics(
                        List.of(new Mark(at.line(), at.column(), at.line(), at.column(), problem.what()))));
    }

    /** Nothing is wrong any more. */
    public void clear() {
        editor.setDiagnostics(List.of());
    }

    private static Mark mark(Diagnostic found) {
        return new Mark(
                found.from().line(),
                found.from().column(),
                found.to().line(),
                found.to().column(),
                found.message());
    }

    private static Item item(Suggestion suggestion) {
        String kind =
                switch (suggestion.kind()) {
                    case ALIAS -> "column";
                    case OPTION, JOIN, SNIPPET -> "keyword";
                    case CATALOG, DATABASE, TABLE, VIEW, COLUMN, FUNCTION, KEYWORD ->
                        suggestion.kind().name().toLowerCase(Locale.ROOT);
                };
        return new Item(
                suggestion.label(), kind, suggestion.detail(), suggestion.insert(), suggestion.from(), suggestion.to());
    }
}
