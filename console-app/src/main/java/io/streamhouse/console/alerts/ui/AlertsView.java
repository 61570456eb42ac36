package io.streamhouse.console.alerts.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import io.streamhouse.alert.AlertRule;
import io.streamhouse.alert.AlertRule.WhenUnknown;
import io.streamhouse.alert.Condition;
import io.streamhouse.alert.Scope;
import io.streamhouse.component.EmptyState;
import io.streamhouse.component.HttpCallsDialog;
import io.streamhouse.component.PageHeader;
import io.streamhouse.component.Toast;
import io.streamhouse.console.alerts.AlertRoutes;
import io.streamhouse.console.alerts.Alerts;
import io.streamhouse.console.alerts.AlertsSeen;
import io.streamhouse.console.alerts.RuleDraft;
import io.streamhouse.console.feed.Watch;
import io.streamhouse.console.problems.ProblemTexts;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The Alerts page: what fires, the rules, what has fired, and where it is sent. */
@Route(AlertRoutes.LIST)
@PageTitle("Alerts")
@Menu(title = "Alerts", order = 65, icon = "vaadin:bell")
@AnonymousAllowed
@StyleSheet("context://alerts.css")
final class AlertsView extends Main {

    private static final long serialVersionUID = 1L;

    /** What most people want first. */
    private static final AlertRule FIRST = new AlertRule(
            new Condition.Lag(Optional.empty(), Duration.ofMinutes(5)), new Scope.Everything(), WhenUnknown.KEEP);

    private final transient Alerts alerts;
    private final transient AlertActions actions;
    private final PageHeader header = new PageHeader("Alerts");
    private final FiringPanel firing = new FiringPanel();
    private final RulesPanel rules;
    private final EventsPanel events = new EventsPanel();
    private final WebhookPanel webhook;
    private final Div below;
    private final EmptyState empty;
    private transient @Nullable Watch watch;

    AlertsView(Alerts alerts, AlertActions actions) {
        this.alerts = alerts;
        this.actions = actions;
        this.rules = new RulesPanel(actions);
        this.webhook = new WebhookPanel(actions);
        addClassNames("sh-page", "alerts-page");
        Button call = new Button(
                "HTTP call", VaadinIcon.CODE.create(), click -> new HttpCallsDialog(AlertCalls.all()).open());
        call.addThemeVariants(ButtonVariant.TERTIARY);
        Button create = new Button(
                "New rule", VaadinIcon.PLUS.create(), click -> getUI().ifPresent(ui -> ui.navigate(AlertRoutes.NEW)));
        create.addThemeVariants(ButtonVariant.PRIMARY);
        header.withActions(call, create);
        empty = empty();
        below = new Div(events, webhook);
        below.addClassName("alerts-below");
        firing.setVisible(false);
        rules.setVisible(false);
        empty.setVisible(false);
        below.setVisible(false);
        add(header, empty, firing, rules, below);
    }

    private EmptyState empty() {
        Button first = new Button(
                "Alert me when any view is behind its target for 5 minutes",
                VaadinIcon.BELL.create(),
                click -> actions.create(
                        new RuleDraft(Optional.empty(), FIRST, false),
                        created -> Toast.done("“" + created.saved().name() + "” is looked at from now on"),
                        failure -> Toast.problem(ProblemTexts.of(failure))));
        first.addThemeVariants(ButtonVariant.PRIMARY);
        return new EmptyState(
                "No alert rules yet",
                "A rule watches how far views are behind, how often they keep their target, whether they fail, or what"
                        + " they cost a day. Before you save one you see when it would have fired. What fires shows here"
                        + " and, if you like, goes to a webhook.",
                first);
    }

    @Override
    protected void onAttach(AttachEvent event) {
        UI ui = event.getUI();
        watch = alerts.watch(seen -> ui.access(() -> show(seen)));
    }

    @Override
    protected void onDetach(DetachEvent event) {
        if (watch != null) {
            watch.close();
        }
    }

    private void show(AlertsSeen seen) {
        String currency = alerts.currency();
        boolean none = seen.rules().isEmpty();
        header.setDetail(none ? "" : facts(seen));
        empty.setVisible(none);
        firing.setVisible(!none);
        rules.setVisible(!none);
        below.setVisible(true);
        below.setClassName("alerts-quiet", none && seen.history().isEmpty());
        events.setVisible(!none || !seen.history().isEmpty());
        firing.show(seen.firing(), currency);
        rules.show(seen.rules(), currency);
        events.show(seen.history(), currency);
        webhook.show(seen.webhook());
    }

    private static String facts(AlertsSeen seen) {
        int firing = seen.firing().size();
        return (firing == 0 ? "nothing fires" : firing + (firing == 1 ? " fires" : " fire")) + " · "
                + seen.rules().size() + (seen.rules().size() == 1 ? " rule" : " rules");
    }
}
