package io.streamhouse.console.views.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import io.streamhouse.component.PlainTable;
import io.streamhouse.component.ProblemPanel;
import io.streamhouse.console.problems.ProblemTexts;
import io.streamhouse.cost.Prices;
import io.streamhouse.model.Column;
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

    void show(CreationPreview preview) {
        problem.clear();
        content.removeAll();
        Div mode = new Div(ViewWords.mode(preview.chosen()), new Span(preview.why()));
        mode.addClassName("views-cell");
        content.add(mode, new Candidates(preview.candidates(), preview.chosen(), Prices.DEFAULT.currency()));
        warnings(preview.warnings());
        content.add(key(preview.inferredKey()), columns(preview.columns(), preview.inferredKey()));
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
