package io.streamhouse.console.shell;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.server.CustomizedSystemMessages;
import com.vaadin.flow.server.ErrorEvent;
import com.vaadin.flow.server.ServiceInitEvent;
import com.vaadin.flow.server.VaadinServiceInitListener;
import io.streamhouse.component.Toast;
import io.streamhouse.console.problems.ProblemTexts;
import org.springframework.stereotype.Component;

/** What a person is told when a click fails, the session has ended, or the console cannot be reached. */
@Component
class Courtesies implements VaadinServiceInitListener {

    private static final long serialVersionUID = 1L;

    private static final System.Logger LOG = System.getLogger(Courtesies.class.getName());

    @Override
    public void serviceInit(ServiceInitEvent event) {
        event.getSource().setSystemMessagesProvider(info -> messages());
        event.getSource().addSessionInitListener(init -> init.getSession().setErrorHandler(Courtesies::tell));
        event.getSource().addUIInitListener(init -> {
            var reconnect = init.getUI().getReconnectDialogConfiguration();
            reconnect.setDialogText("The console does not answer. Trying again…");
            reconnect.setDialogTextGaveUp("The console is gone. Start it again, then reload this page.");
            reconnect.setReconnectInterval(2_000);
            reconnect.setReconnectAttempts(900);
        });
    }

    private static CustomizedSystemMessages messages() {
        CustomizedSystemMessages messages = new CustomizedSystemMessages();
        messages.setSessionExpiredNotificationEnabled(true);
        messages.setSessionExpiredCaption("This page was left alone for long");
        messages.setSessionExpiredMessage("Click here, or press Esc, to load it again. Nothing you saved is lost.");
        messages.setInternalErrorCaption("The console failed at this");
        messages.setInternalErrorMessage("Click here, or press Esc, to load the page again.");
        return messages;
    }

    private static void tell(ErrorEvent failure) {
        LOG.log(System.Logger.Level.ERROR, "Something a person did failed", failure.getThrowable());
        UI ui = UI.getCurrent();
        if (ui != null) {
            ui.access(() -> Toast.problem(ProblemTexts.of(failure.getThrowable())));
        }
    }
}
