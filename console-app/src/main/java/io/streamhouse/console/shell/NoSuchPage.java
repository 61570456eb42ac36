package io.streamhouse.console.shell;

import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.ErrorParameter;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.HasErrorParameter;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.ParentLayout;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import io.streamhouse.component.EmptyState;
import jakarta.servlet.http.HttpServletResponse;

/** Where an address leads that no page has. */
@Tag("div")
@ParentLayout(MainLayout.class)
@AnonymousAllowed
final class NoSuchPage extends Div implements HasErrorParameter<NotFoundException>, HasDynamicTitle {

    private static final long serialVersionUID = 1L;

    @Override
    public int setErrorParameter(BeforeEnterEvent event, ErrorParameter<NotFoundException> parameter) {
        addClassName("sh-page");
        String path = event.getLocation().getPath();
        Button start = new Button("Go to the SQL page", click -> getUI().ifPresent(ui -> ui.navigate("sql")));
        start.addThemeNames("primary");
        add(new EmptyState(
                "There is no page “/" + path + "”",
                "The link may be old, or what it led to was dropped. Ctrl+K finds pages, tables and actions by name.",
                start));
        return HttpServletResponse.SC_NOT_FOUND;
    }

    @Override
    public String getPageTitle() {
        return "No such page";
    }
}
