package io.streamhouse.component;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.ClientCallable;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.ComponentEvent;
import com.vaadin.flow.component.ComponentEventListener;
import com.vaadin.flow.component.DomEvent;
import com.vaadin.flow.component.EventData;
import com.vaadin.flow.component.Focusable;
import com.vaadin.flow.component.HasSize;
import com.vaadin.flow.component.HasStyle;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import com.vaadin.flow.component.dependency.NpmPackage;
import com.vaadin.flow.shared.Registration;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An editor for Flink SQL. Offsets are counted in characters from the start of the text, from 0; lines and columns of
 * marks from 1.
 *
 * <p>Ctrl+Enter asks to run what is selected, or the statement at the cursor; Ctrl+Shift+Enter asks to run all;
 * Ctrl+Space completes; Ctrl+F finds; Ctrl+/ comments; Escape then Tab leaves the editor by keyboard.
 */
@Tag("sh-sql-editor")
@JsModule("./streamhouse/sql-editor.ts")
@NpmPackage(value = "@codemirror/state", version = "6.7.6")
@NpmPackage(value = "@codemirror/view", version = "6.43.15")
@NpmPackage(value = "@codemirror/commands", version = "6.11.1")
@NpmPackage(value = "@codemirror/language", version = "6.13.1")
@NpmPackage(value = "@codemirror/lang-sql", version = "6.10.0")
@NpmPackage(value = "@codemirror/autocomplete", version = "6.20.4")
@NpmPackage(value = "@codemirror/lint", version = "6.9.8")
@NpmPackage(value = "@codemirror/search", version = "6.7.2")
@NpmPackage(value = "@lezer/highlight", version = "1.2.5")
public final class SqlEditor extends Component implements HasSize, HasStyle, Focusable<SqlEditor> {

    private static final long serialVersionUID = 1L;

    /** An error at its place; the end is exclusive. Equal start and end mark the word there. */
    public record Mark(int fromLine, int fromColumn, int toLine, int toColumn, String message)
            implements Serializable {}

    /** From {@code from} to {@code to}, exclusive: one statement. */
    public record Range(int from, int to) implements Serializable {}

    /**
     * One thing to complete with.
     *
     * @param kind {@code keyword}, {@code function}, {@code table}, {@code view}, {@code column}, {@code database},
     *     {@code catalog}, {@code type}: decides the icon
     * @param detail shown dimmed beside the label, such as a column's type
     * @param insert the text put in place of {@code from} to {@code to}
     */
    public record Item(String label, String kind, String detail, String insert, int from, int to)
            implements Serializable {}

    /** Answers what fits at a place. Called with the session's lock held: answers from memory. */
    @FunctionalInterface
    public interface CompletionProvider extends Serializable {

        /** Best first. */
        List<Item> complete(String text, int offset);
    }

    /** The text was changed by the person; told after a pause in typing, and before any {@link Run}. */
    @DomEvent("sh-value")
    public static final class Change extends ComponentEvent<SqlEditor> {

        private static final long serialVersionUID = 1L;

        private final String value;

        public Change(SqlEditor source, boolean fromClient, @EventData("event.detail.value") String value) {
            super(source, fromClient);
            this.value = value;
        }

        public String value() {
            return value;
        }
    }

    /** The cursor was moved, or the text changed at it; told after a pause, and only if that was asked for. */
    @DomEvent("sh-cursor")
    public static final class CursorMoved extends ComponentEvent<SqlEditor> {

        private static final long serialVersionUID = 1L;

        private final int cursor;

        public CursorMoved(SqlEditor source, boolean fromClient, @EventData("event.detail.cursor") int cursor) {
            super(source, fromClient);
            this.cursor = cursor;
        }

        /** Offset in the text as last told. */
        public int cursor() {
            return cursor;
        }
    }

    /** The person asks to run what is selected, or the statement at the cursor, or everything. */
    @DomEvent("sh-run")
    public static final class Run extends ComponentEvent<SqlEditor> {

        private static final long serialVersionUID = 1L;

        private final String value;
        private final int cursor;
        private final int selectionFrom;
        private final int selectionTo;
        private final boolean all;

        public Run(
                SqlEditor source,
                boolean fromClient,
                @EventData("event.detail.value") String value,
                @EventData("event.detail.cursor") int cursor,
                @EventData("event.detail.from") int selectionFrom,
                @EventData("event.detail.to") int selectionTo,
                @EventData("event.detail.all") boolean all) {
            super(source, fromClient);
            this.value = value;
            this.cursor = cursor;
            this.selectionFrom = selectionFrom;
            this.selectionTo = selectionTo;
            this.all = all;
        }

        /** The whole text. */
        public String value() {
            return value;
        }

        public int cursor() {
            return cursor;
        }

        public boolean hasSelection() {
            return selectionTo > selectionFrom;
        }

        public int selectionFrom() {
            return selectionFrom;
        }

        public int selectionTo() {
            return selectionTo;
        }

        /** What is selected, or an empty text. */
        public String selection() {
            return value.substring(selectionFrom, selectionTo);
        }

        /** Everything was asked for, not only the selection or the statement at the cursor. */
        public boolean all() {
            return all;
        }
    }

    private String value = "";
    private @Nullable CompletionProvider completions;

    /** @param label what a screen reader calls the editor */
    public SqlEditor(String label) {
        addClassName("sh-sql-editor");
        getElement().setProperty("label", label);
        addListener(Change.class, change -> value = change.value());
        addListener(Run.class, run -> value = run.value());
    }

    /** The text as last told by the browser or set by the server. */
    public String getValue() {
        return value;
    }

    /** Replaces the whole text, as one step that can be undone. */
    public void setValue(String text) {
        value = text;
        if (isAttached()) {
            sendValue();
        }
    }

    @Override
    protected void onAttach(AttachEvent attachEvent) {
        super.onAttach(attachEvent);
        // Shown again, in a tab for instance, the browser has a new element and knows nothing of the text.
        sendValue();
    }

    private void sendValue() {
        // Not a property: setting the same text twice must reach the browser if the person changed it in between.
        getElement().callJsFunction("setText", value);
    }

    public Registration addChangeListener(ComponentEventListener<Change> listener) {
        return addListener(Change.class, listener);
    }

    public Registration addCursorListener(ComponentEventListener<CursorMoved> listener) {
        return addListener(CursorMoved.class, listener);
    }

    /** Whether the browser is to tell where the cursor is; it tells at once, and does not unless asked. */
    public void setTellingCursor(boolean telling) {
        getElement().setProperty("tellCursor", telling);
    }

    public Registration addRunListener(ComponentEventListener<Run> listener) {
        return addListener(Run.class, listener);
    }

    /** Asks the browser for a {@link Run} event, as if Ctrl+Enter (or Ctrl+Shift+Enter) had been pressed: for buttons. */
    public void requestRun(boolean all) {
        getElement().callJsFunction("requestRun", all);
    }

    public void setCompletionProvider(@Nullable CompletionProvider provider) {
        completions = provider;
    }

    /** Marks these places and removes the marks from before. */
    public void setDiagnostics(List<Mark> marks) {
        getElement().setPropertyList("diagnostics", marks);
    }

    /**
     * Where the statements are. The browser highlights the one at the cursor and keeps the ranges in step with typing
     * until the next call; call it at every {@link Change}.
     */
    public void setStatements(List<Range> statements) {
        getElement().setPropertyList("statements", statements);
    }

    public void setReadOnly(boolean readOnly) {
        getElement().setProperty("readOnly", readOnly);
    }

    /**
     * As a field of a form: as tall as its text, without line numbers, and Tab goes on to the next field. To be called
     * before it is shown.
     */
    public void setSmall(boolean small) {
        getElement().setProperty("small", small);
        setClassName("sh-sql-field", small);
    }

    /** Shown while the text is empty. */
    public void setPlaceholder(String text) {
        getElement().setProperty("placeholder", text);
    }

    /** Puts text in place of the selection and the cursor behind it. */
    public void insert(String text) {
        getElement().callJsFunction("insertText", text);
    }

    /** Moves the cursor to a line and column, both from 1, shows it and takes the focus. */
    public void goTo(int line, int column) {
        getElement().callJsFunction("goTo", line, column);
    }

    /** Selects from offset to offset, shows it and takes the focus. */
    public void select(int from, int to) {
        getElement().callJsFunction("selectRange", from, to);
    }

    @ClientCallable
    private List<Item> complete(String text, int offset) {
        value = text;
        return completions == null ? List.of() : completions.complete(text, offset);
    }
}
