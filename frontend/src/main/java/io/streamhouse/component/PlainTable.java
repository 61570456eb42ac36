package io.streamhouse.component;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Span;

/** A plain table of a few dozen rows. */
public class PlainTable extends NativeTable {

    private static final long serialVersionUID = 1L;

    private final boolean[] numbers;

    /** @param heads a head that begins with {@code >} is of a column of numbers */
    public PlainTable(String label, String... heads) {
        addClassName("sh-table");
        getElement().setAttribute("aria-label", label);
        numbers = new boolean[heads.length];
        NativeTableRow row = getHead().addRow();
        for (int i = 0; i < heads.length; i++) {
            numbers[i] = heads[i].startsWith(">");
            NativeTableHeaderCell cell = new NativeTableHeaderCell(numbers[i] ? heads[i].substring(1) : heads[i]);
            cell.getElement().setAttribute("scope", "col");
            cell.setClassName("sh-num", numbers[i]);
            row.add(cell);
        }
    }

    public void row(Component... cells) {
        NativeTableRow row = getBody().addRow();
        for (int i = 0; i < cells.length; i++) {
            NativeTableCell cell = new NativeTableCell(cells[i]);
            cell.setClassName("sh-num", numbers[i]);
            row.add(cell);
        }
    }

    /** A cell with something more exact in its tooltip. */
    public static Span text(String text, String exact) {
        Span span = new Span(text);
        span.getElement().setAttribute("title", exact);
        return span;
    }

    /** A cell that steps back behind the others. */
    public static Span dim(String text) {
        Span span = new Span(text);
        span.addClassName("sh-dim");
        return span;
    }
}
