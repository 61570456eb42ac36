package io.streamhouse.console.views.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.progressbar.ProgressBar;
import io.streamhouse.component.Formats;
import io.streamhouse.component.ProblemPanel;
import io.streamhouse.component.ResultTable;
import io.streamhouse.component.ResultTable.ResultColumn;
import io.streamhouse.component.ResultTable.ResultRow;
import io.streamhouse.console.problems.ProblemTexts;
import io.streamhouse.console.views.QueryRows;
import io.streamhouse.model.Preview;
import io.streamhouse.model.Row;
import io.streamhouse.model.ValueText;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The first rows that the view would hold, computed when asked for. */
final class RowsPanel extends Div {

    private static final long serialVersionUID = 1L;

    private final transient QueryRows rows;
    private final transient ViewActions actions;
    private final transient Supplier<String> query;
    private final Span said = new Span("computed by the engine, when you ask");
    private final ProblemPanel problem = new ProblemPanel();
    private final ResultTable table = new ResultTable("First rows of the query");
    private final ProgressBar progress = new ProgressBar();
    private final Button look = new Button("Preview rows", VaadinIcon.EYE.create(), click -> look());
    private final Button cancel = new Button("Cancel", click -> cancel());
    /** Counts up with every question, so that an answer to an older one is dropped and its work given up. */
    private final AtomicLong asked = new AtomicLong();

    RowsPanel(QueryRows rows, ViewActions actions, Supplier<String> query) {
        this.rows = rows;
        this.actions = actions;
        this.query = query;
        addClassNames("sh-card", "views-rows");
        H2 title = new H2("Rows");
        said.getElement().setAttribute("role", "status");
        title.add(said);
        progress.setIndeterminate(true);
        progress.setVisible(false);
        progress.getElement().setAttribute("aria-label", "The engine is computing");
        cancel.setVisible(false);
        table.setVisible(false);
        Div buttons = new Div(look, cancel);
        buttons.addClassName("sh-actions");
        add(title, buttons, progress, problem, table);
    }

    private void look() {
        String sql = query.get();
        if (sql.isBlank()) {
            said.setText("write a query first");
            return;
        }
        long number = asked.incrementAndGet();
        busy(true);
        problem.clear();
        var who = actions.who();
        actions.look(
                UI.getCurrent(),
                () -> rows.first(who, sql, () -> asked.get() != number),
                found -> {
                    if (asked.get() == number) {
                        busy(false);
                        show(found);
                    }
                },
                failure -> {
                    if (asked.get() == number) {
                        busy(false);
                        table.setVisible(false);
                        problem.show(ProblemTexts.of(failure));
                    }
                });
    }

    private void cancel() {
        asked.incrementAndGet();
        busy(false);
        said.setText("given up");
    }

    private void busy(boolean busy) {
        progress.setVisible(busy);
        cancel.setVisible(busy);
        look.setEnabled(!busy);
        if (busy) {
            said.setText("computing…");
        }
    }

    private void show(Preview found) {
        table.setColumns(found.columns().stream()
                .map(column -> ResultColumn.of(column.name(), column.type()))
                .toList());
        table.setRows(found.rows().stream().map(RowsPanel::cells).toList());
        table.setVisible(true);
        String count = Formats.number(found.rows().size()) + (found.rows().size() == 1 ? " row" : " rows");
        said.setText((found.truncated() ? "the first " : "") + count + ", as of now");
    }

    private static ResultRow cells(Row row) {
        List<@Nullable String> cells = new ArrayList<>();
        row.values().forEach(value -> cells.add(value == null ? null : ValueText.of(value)));
        return ResultRow.of(cells);
    }
}
