package io.streamhouse.console.views.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.progressbar.ProgressBar;
import io.streamhouse.component.Formats;
import io.streamhouse.component.PlainTable;
import io.streamhouse.component.ProblemPanel;
import io.streamhouse.component.StatusChip;
import io.streamhouse.component.Tone;
import io.streamhouse.console.problems.ProblemTexts;
import io.streamhouse.console.views.Views;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.Row;
import io.streamhouse.model.ValueText;
import io.streamhouse.refresh.Verification;
import java.util.stream.Stream;

/** Compares the view with its query on a button, and shows what differs. */
final class VerifyPanel extends Div {

    private static final long serialVersionUID = 1L;

    private final transient Views views;
    private final transient ViewActions actions;
    private final RelationId id;
    private final ProblemPanel problem = new ProblemPanel();
    private final ProgressBar progress = new ProgressBar();
    private final Div result = new Div();
    private final Button verify = new Button("Verify now", VaadinIcon.CHECK_CIRCLE.create(), click -> verify());

    VerifyPanel(Views views, ViewActions actions, RelationId id) {
        this.views = views;
        this.actions = actions;
        this.id = id;
        addClassName("views-stack");
        verify.addThemeVariants(ButtonVariant.PRIMARY);
        verify.setDisableOnClick(true);
        progress.setIndeterminate(true);
        progress.setVisible(false);
        progress.getElement().setAttribute("aria-label", "Comparing");
        result.addClassName("views-stack");
        result.getElement().setAttribute("aria-live", "polite");
        Div actionsRow = new Div(
                verify,
                ViewWords.dim("Computes the query anew over its inputs as they were when the view’s newest version was"
                        + " made, and compares row by row. It reads everything once."));
        actionsRow.addClassName("sh-actions");
        add(actionsRow, progress, problem, result);
    }

    void verify() {
        problem.clear();
        result.removeAll();
        verify.setEnabled(false);
        progress.setVisible(true);
        actions.look(
                UI.getCurrent(),
                () -> views.verify(id),
                found -> {
                    ended();
                    show(found);
                },
                failure -> {
                    ended();
                    problem.show(ProblemTexts.of(failure));
                });
    }

    private void ended() {
        progress.setVisible(false);
        verify.setEnabled(true);
    }

    private void show(Verification found) {
        Div head = new Div(
                found.equal() ? new StatusChip(Tone.OK, "EQUAL") : new StatusChip(Tone.BAD, "DIFFERENT"),
                new Span(
                        found.equal()
                                ? Formats.number(found.rows()) + " rows, all as the query has them"
                                : Formats.number(found.missing()) + " rows are missing, "
                                        + Formats.number(found.unexpected()) + " should not be there, of "
                                        + Formats.number(found.rows())));
        head.addClassName("views-cell");
        UnorderedList positions = new UnorderedList();
        found.positions()
                .forEach(position -> positions.add(new ListItem(position.relation() + " at snapshot "
                        + (position.snapshot().isPresent()
                                ? Formats.number(position.snapshot().getAsLong())
                                : "none: nothing was read yet"))));
        Div card = new Div(
                head,
                new Paragraph("Snapshot " + Formats.number(found.snapshot()) + " of the view against its query over:"),
                positions);
        found.tolerance().ifPresent(text -> card.add(new Paragraph(ViewWords.dim(text))));
        card.addClassNames("sh-card", "views-verification");
        result.add(card);
        if (!found.equal()) {
            result.add(differences(found));
        }
    }

    private static Div differences(Verification found) {
        String[] heads = Stream.concat(Stream.of(""), found.columns().stream().map(column -> column.name()))
                .toArray(String[]::new);
        PlainTable table = new PlainTable("Rows that differ", heads);
        found.missingRows().forEach(row -> row(table, "missing", row));
        found.unexpectedRows().forEach(row -> row(table, "unexpected", row));
        Div card = new Div(table);
        card.addClassNames("sh-card", "views-scroll");
        return card;
    }

    private static void row(PlainTable table, String kind, Row row) {
        Span[] cells = Stream.concat(
                        Stream.of(kind),
                        row.values().stream().map(value -> value == null ? "NULL" : ValueText.of(value)))
                .map(Span::new)
                .toArray(Span[]::new);
        table.row(cells);
    }
}
