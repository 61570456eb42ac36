package io.streamhouse.console.views.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import io.streamhouse.component.PlainTable;
import io.streamhouse.component.ProblemPanel;
import io.streamhouse.component.StatusChip;
import io.streamhouse.component.Tone;
import io.streamhouse.console.problems.ProblemTexts;
import io.streamhouse.cost.Prices;
import io.streamhouse.model.Column;
import io.streamhouse.model.RefreshMode;
import io.streamhouse.refresh.CreationPreview;
import java.util.List;

/** What would come of the view that a form describes: its mode and why, its key, its columns, what to know beforehand. */
final class CreationPanel extends Div {

    private static final long serialVersionUID = 1L;

    private final ProblemPanel problem = new ProblemPanel();
    private final Div content = new Div();

    CreationPanel() {
        addClassNames("sh-card", "views-preview");
        H2 title = new H2("What it will be");
        Span hint = new Span("nothing is created yet");
        title.add(hint);
        content.addClassName("views-preview");
        getElement().setAttribute("aria-live", "polite");
        add(title, problem, content);
        hint("Write a query, and this says how it can be kept fresh.");
    }

    void hint(String text) {
        problem.clear();
        content.removeAll();
        content.add(new Paragraph(ViewWords.dim(text)));
    }

    void show(Throwable failure) {
        problem.show(ProblemTexts.of(failure));
        content.removeAll();
    }

    /** @param asked the key that was chosen; empty to take the query's own */
    void show(CreationPreview preview, List<String> asked) {
        problem.clear();
        content.removeAll();
        content.add(checks(preview, asked));
        Div mode = new Div(ViewWords.mode(preview.chosen()), new Span(preview.why()));
        mode.addClassName("views-cell");
        content.add(mode, new Candidates(preview.candidates(), preview.chosen(), Prices.DEFAULT.currency()));
        warnings(preview.warnings());
        content.add(key(preview.inferredKey()), columns(preview.columns(), preview.inferredKey()));
    }

    /** The two questions that decide how a view can be kept, each with its answer. */
    private static Div checks(CreationPreview preview, List<String> asked) {
        List<String> key = asked.isEmpty() ? preview.inferredKey() : asked;
        Div checks = new Div(check(
                !key.isEmpty(),
                key.isEmpty() ? "NO KEY" : "KEY",
                key.isEmpty()
                        ? "Rows are appended: none replaces another"
                        : String.join(", ", key) + (asked.isEmpty() ? ", the query’s own" : ", as chosen")));
        preview.candidates().stream()
                .filter(candidate -> candidate.mode() == RefreshMode.INCREMENTAL)
                .findFirst()
                .ifPresent(candidate -> checks.add(check(
                        candidate.possible(),
                        candidate.possible() ? "BY CHANGES" : "ONLY WHOLE",
                        candidate.possible() ? "Can be kept up to date from what changed alone" : candidate.why())));
        checks.addClassName("views-checks");
        return checks;
    }

    private static Div check(boolean good, String state, String words) {
        Div line = new Div(new StatusChip(good ? Tone.OK : Tone.WARN, state), new Span(words));
        line.addClassName("views-cell");
        return line;
    }

    private void warnings(List<String> warnings) {
        if (!warnings.isEmpty()) {
            UnorderedList list = new UnorderedList();
            list.addClassNames("views-warnings", "sh-warn");
            warnings.forEach(warning -> list.add(new ListItem(warning)));
            content.add(list);
        }
    }

    private static Paragraph key(List<String> key) {
        return new Paragraph(
                key.isEmpty()
                        ? ViewWords.dim(
                                "The query has no key of its own: its rows are appended, unless you choose one.")
                        : ViewWords.dim("The query’s own key is " + String.join(", ", key)
                                + ": rows with the same key replace each other."));
    }

    private static PlainTable columns(List<Column> columns, List<String> key) {
        PlainTable table = new PlainTable("Columns of the view", "Column", "Type", "");
        columns.forEach(column -> table.row(
                new Span(column.name()),
                new Span(column.type()),
                ViewWords.dim(key.contains(column.name()) ? "key" : column.nullable() ? "" : "not null")));
        return table;
    }
}
