package io.streamhouse.console.alerts.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import io.streamhouse.component.PlainTable;
import io.streamhouse.component.ProblemText;
import io.streamhouse.component.RelativeTime;
import io.streamhouse.console.alerts.WebhookSeen;
import io.streamhouse.console.problems.ProblemTexts;
import java.util.Optional;

/** Where alerts are sent, and how that went. */
final class WebhookPanel extends Div {

    private static final long serialVersionUID = 1L;

    private static final int SHOWN = 8;

    private final transient AlertActions actions;
    private final Div now = new Div();
    private final Div deliveries = new Div();
    private final TextField url = new TextField("Address");
    private final Button save = new Button("Save", click -> save());
    private final Button cancel = new Button("Cancel", click -> edit(false));
    private final Div form = new Div(url, save, cancel);
    private transient Optional<WebhookSeen> shown = Optional.empty();
    private boolean editing;

    WebhookPanel(AlertActions actions) {
        this.actions = actions;
        addClassNames("sh-card", "alerts-card");
        url.setPlaceholder("https://hooks.example.com/…");
        url.setHelperText(
                "Gets a JSON message when an alert begins or ends. It is not shown again: it may hold a secret");
        save.addThemeVariants(ButtonVariant.PRIMARY);
        cancel.addThemeVariants(ButtonVariant.TERTIARY);
        form.addClassName("alerts-webhook-form");
        deliveries.addClassName("alerts-scroll");
        add(new H2("Webhook"), now, form, deliveries);
    }

    void show(WebhookSeen seen) {
        if (shown.filter(seen::equals).isPresent()) {
            return;
        }
        shown = Optional.of(seen);
        draw(seen);
    }

    private void draw(WebhookSeen seen) {
        now.removeAll();
        seen.address()
                .ifPresentOrElse(
                        address -> now.add(present(address, seen.revision())),
                        () -> now.add(new Paragraph(
                                "Alerts show in the console. Give an address to have them sent to a chat or a pager"
                                        + " too.")));
        form.setVisible(editing || seen.address().isEmpty());
        cancel.setVisible(seen.address().isPresent());
        deliveries.removeAll();
        deliveries.setVisible(!seen.deliveries().isEmpty());
        PlainTable table = new PlainTable("Messages to the webhook", "Sent", "State", ">Tries", "What came of it");
        seen.deliveries().stream()
                .limit(SHOWN)
                .forEach(delivery -> table.row(
                        new RelativeTime(delivery.created()),
                        AlertWords.chip(delivery.state()),
                        new Span(String.valueOf(delivery.attempts())),
                        new Span((delivery.test() ? "Test: " : "") + delivery.outcome())));
        deliveries.add(table);
    }

    private Div present(String address, long revision) {
        Button test = new Button("Send a test", click -> actions.testWebhook());
        Button change = new Button("Change", click -> edit(true));
        Button remove = new Button("Remove", click -> actions.askToRemoveWebhook(revision));
        change.addThemeVariants(ButtonVariant.TERTIARY);
        remove.addThemeVariants(ButtonVariant.TERTIARY);
        Div buttons = new Div(test, change, remove);
        buttons.addClassName("sh-actions");
        Div line = new Div(new Code(address), buttons);
        line.addClassName("alerts-webhook");
        return line;
    }

    private void edit(boolean open) {
        editing = open;
        url.clear();
        url.setInvalid(false);
        shown.ifPresent(this::draw);
        if (open) {
            url.focus();
        }
    }

    private void save() {
        actions.setWebhook(url.getValue(), shown.map(WebhookSeen::revision).orElse(0L), () -> edit(false), failure -> {
            ProblemText problem = ProblemTexts.of(failure);
            url.setErrorMessage(
                    problem.what() + problem.nextStep().map(next -> ". " + next).orElse(""));
            url.setInvalid(true);
        });
    }
}
