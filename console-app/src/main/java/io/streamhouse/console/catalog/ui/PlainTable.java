package io.streamhouse.console.catalog.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Span;

/** A dense table for short lists, where a grid would be more than is needed. */
final class PlainTable extends NativeTable {

    private static final long serialVersionUID = 1L;

    /** @param heads a head that begins with {@code >} is of a column of numbers */
    PlainTable(String label, String... heads) {
        addClassName("cat-table");
        getElement().setAttribute("aria-label", label);
        NativeTableRow row = getHead().addRow();
        for (String head : heads) {
            boolean number = head.startsWith(">");
            NativeTableHeaderCell cell = new NativeTableHeaderCell(number ? head.substring(1) : head);
            cell.getElement().setAttribute("scope", "col");
            cell.setClassName("cat-number", number);
            row.add(cell);
        }
    }

    void addRow(Component... cells) {
        NativeTableRow row = getBody().addRow();
        for (Component content : cells) {
            NativeTableCell cell = new NativeTableCell(content);
            cell.setClassName("cat-number", content.hasClassName("cat-number"));
            row.add(cell);
        }
    }

    static Span text(String text) {
        return new Span(text);
    }

    static Span dim(String text) {
        Span span = new Span(text);
        span.addClassName("cat-dim");
        return span;
    }

    static Span code(String text) {
        Span span = new Span(text);
        span.addClassName("cat-code");
        return span;
    }

    /** @param exact shown on hover */
    static Span number(String text, String exact) {
        Span span = new Span(text);
        span.addClassName("cat-number");
        span.getElement().setAttribute("title", exact);
        return span;
    }
}
