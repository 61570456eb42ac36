package io.streamhouse.console.overview.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Span;
import io.streamhouse.component.Formats;
import io.streamhouse.console.overview.ViewHealth;
import io.streamhouse.console.views.ViewRoutes;
import java.util.ArrayList;
import java.util.List;

/** Lag against target for the views that need looking at first. Rows change in place. */
final class LagTable extends Div {

    private static final long serialVersionUID = 1L;

    private static final int MOST = 40;

    private final NativeTable table = new NativeTable();
    private final Anchor more = new Anchor(ViewRoutes.LIST, "");
    private final List<LagRow> rows = new ArrayList<>();

    LagTable() {
        addClassNames("sh-card", "overview-card");
        H2 title = new H2("Lag against target");
        title.add(new Span("the worst first; the mark in the bar is the target"));
        table.addClassName("sh-table");
        table.getElement().setAttribute("aria-label", "How far every view is behind, against its target");
        NativeTableRow heads = table.getHead().addRow();
        for (String text : List.of("View", "Mode", "", ">Lag", ">Target", ">Within target", ">Cost a day")) {
            NativeTableHeaderCell cell = new NativeTableHeaderCell(text.replace(">", ""));
            cell.getElement().setAttribute("scope", "col");
            cell.setClassName("sh-num", text.startsWith(">"));
            if (text.isEmpty()) {
                cell.add(hidden("Lag by target"));
            }
            heads.add(cell);
        }
        Div scroll = new Div(table);
        scroll.addClassName("overview-scroll");
        more.setRouterIgnore(false);
        more.setVisible(false);
        add(title, scroll, more);
    }

    private static Span hidden(String text) {
        Span span = new Span(text);
        span.addClassName("overview-unseen");
        return span;
    }

    void show(List<ViewHealth> healths) {
        int count = Math.min(MOST, healths.size());
        while (rows.size() > count) {
            table.getBody().remove(rows.removeLast());
        }
        while (rows.size() < count) {
            LagRow row = new LagRow();
            rows.add(row);
            table.getBody().add(row);
        }
        for (int i = 0; i < count; i++) {
            rows.get(i).show(healths.get(i));
        }
        more.setVisible(healths.size() > count);
        more.setText(Formats.number(healths.size() - count) + " more among all views");
    }
}
