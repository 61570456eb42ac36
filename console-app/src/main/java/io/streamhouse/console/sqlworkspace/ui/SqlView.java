package io.streamhouse.console.sqlworkspace.ui;

import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.auth.AnonymousAllowed;

/** The SQL page. */
@Route("sql")
@PageTitle("SQL")
@Menu(title = "SQL", order = 1)
@AnonymousAllowed
final class SqlView extends VerticalLayout {

    private static final long serialVersionUID = 1L;

    SqlView() {
        add(new H1("SQL"));
    }
}
