package io.streamhouse.console.shell;

import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.ErrorParameter;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.HasErrorParameter;
import com.vaadin.flow.router.ParentLayout;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import io.streamhouse.component.PageHeader;
import io.streamhouse.component.ProblemPanel;
import io.streamhouse.console.problems.ProblemTexts;
import jakarta.servlet.http.HttpServletResponse;

/** Shown instead of a page that could not be opened: what happened and what to do; the trace goes to the log. */
@Tag("div")
@ParentLayout(MainLayout.class)
@AnonymousAllowed
final class FailedPage extends Div implements HasErrorParameter<Exception>, HasDynamicTitle {

    private static final long serialVersionUID = 1L;

    private static final System.Logger LOG = System.getLogger(FailedPage.class.getName());

    @Override
    public int setErrorParameter(BeforeEnterEvent event, ErrorParameter<Exception> parameter) {
        String path = event.getLocation().getPathWithQueryParameters();
        LOG.log(
                System.Logger.Level.ERROR,
                "The page /" + path + " could not be opened",
                parameter.getCaughtException());
        addClassName("sh-page");
        ProblemPanel panel = new ProblemPanel(ProblemTexts.of(parameter.getCaughtException()));
        panel.withActions(new Button("Try again", click -> getUI().ifPresent(ui -> ui.navigate(path))));
        add(new PageHeader("This page could not be opened"), panel);
        return HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
    }

    @Override
    public String getPageTitle() {
        return "Problem";
    }
}
