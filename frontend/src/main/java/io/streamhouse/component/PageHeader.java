package io.streamhouse.component;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Header;
import com.vaadin.flow.component.html.Span;

/** The line on top of a page: where one is, a few facts about it, and what can be done with the whole page. */
public final class PageHeader extends Header {

    private static final long serialVersionUID = 1L;

    private final Div path = new Div();
    private final H1 title = new H1();
    private final Div detail = new Div();
    private final Div actions = new Div();

    public PageHeader(String title) {
        addClassName("sh-page-header");
        path.addClassName("sh-crumbs");
        path.setVisible(false);
        detail.addClassName("sh-detail");
        actions.addClassName("sh-actions");
        this.title.setText(title);
        add(path, this.title, detail, actions);
    }

    public void setTitle(String text) {
        title.setText(text);
    }

    /** One step of the way to here, shown before the title, in the order of the calls. */
    public PageHeader withCrumb(String text, String route) {
        Span slash = new Span("/");
        slash.getElement().setAttribute("aria-hidden", "true");
        Anchor link = new Anchor(route, text);
        link.setRouterIgnore(false);
        path.add(link, slash);
        path.setVisible(true);
        return this;
    }

    /** Removes the steps of the way, to show another one. */
    public void clearCrumbs() {
        path.removeAll();
        path.setVisible(false);
    }

    /** Facts beside the title: text, chips, relative times. Replaces what was there. */
    public void setDetail(Component... facts) {
        detail.removeAll();
        detail.add(facts);
    }

    /** Facts beside the title as one text. Replaces what was there. */
    public void setDetail(String text) {
        detail.removeAll();
        detail.setText(text);
    }

    /** Buttons at the right end, the most important one last. */
    public PageHeader withActions(Component... buttons) {
        actions.add(buttons);
        return this;
    }
}
