package io.streamhouse.console.alerts.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.UnorderedList;
import io.streamhouse.alert.AlertState.Standing;
import io.streamhouse.component.Toast;
import io.streamhouse.console.alerts.AlertRoutes;
import io.streamhouse.console.alerts.Alerts;
import io.streamhouse.console.alerts.RuleDraft;
import io.streamhouse.console.alerts.RuleSeen;
import io.streamhouse.console.alerts.SavedRule;
import io.streamhouse.console.alerts.Webhook;
import io.streamhouse.console.problems.ProblemTexts;
import io.streamhouse.console.security.CurrentActor;
import io.streamhouse.model.Actor;
import io.streamhouse.model.ProblemException;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** What a person does with alerts: asked first where something is lost, done in the background, told afterwards. */
@Component
class AlertActions {

    private static final System.Logger LOG = System.getLogger(AlertActions.class.getName());

    private final Alerts alerts;
    private final Webhook webhook;
    private final CurrentActor actor;
    private final ExecutorService background = Executors.newVirtualThreadPerTaskExecutor();

    AlertActions(Alerts alerts, Webhook webhook, CurrentActor actor) {
        this.alerts = alerts;
        this.webhook = webhook;
        this.actor = actor;
    }

    void create(RuleDraft draft, Consumer<RuleSeen> done, Consumer<Throwable> failed) {
        Actor who = actor.get();
        run(() -> alerts.create(who, draft), done, failed);
    }

    void update(SavedRule rule, RuleDraft draft, Consumer<RuleSeen> done, Consumer<Throwable> failed) {
        Actor who = actor.get();
        run(() -> alerts.update(who, rule.id(), OptionalLong.of(rule.revision()), draft), done, failed);
    }

    void pause(SavedRule rule, boolean paused) {
        change(who -> {
            alerts.pause(who, rule.id(), paused, OptionalLong.of(rule.revision()));
            return "“" + rule.name() + (paused ? "” is paused" : "” is looked at again");
        });
    }

    void askToDelete(RuleSeen rule) {
        long firing = rule.count(Standing.FIRING);
        UnorderedList lost =
                new UnorderedList(new ListItem("the rule “" + rule.saved().name() + "”"));
        if (firing > 0) {
            lost.add(new ListItem(
                    firing == 1
                            ? "its alert that fires now: it ends"
                            : "its " + firing + " alerts that fire now: they end"));
        }
        ConfirmDialog dialog = dialog("Delete the rule?", "Delete the rule", "Keep it");
        dialog.setText(
                new Div(new Paragraph("What is lost:"), lost, new Paragraph("What has fired stays in the history.")));
        dialog.addConfirmListener(confirm -> {
            UI ui = UI.getCurrent();
            Actor who = actor.get();
            run(
                    () -> {
                        alerts.delete(
                                who,
                                rule.saved().id(),
                                OptionalLong.of(rule.saved().revision()));
                        return rule.saved().name();
                    },
                    name -> {
                        Toast.done("Deleted “" + name + "”");
                        ui.navigate(AlertRoutes.LIST);
                    },
                    failure -> Toast.problem(ProblemTexts.of(failure)));
        });
        dialog.open();
    }

    void setWebhook(String url, long basedOn, Runnable done, Consumer<Throwable> failed) {
        Actor who = actor.get();
        run(
                () -> {
                    webhook.set(who, url, basedOn == 0 ? OptionalLong.empty() : OptionalLong.of(basedOn));
                    return url;
                },
                saved -> {
                    Toast.done("Alerts are sent there from now on");
                    done.run();
                },
                failed);
    }

    void testWebhook() {
        change(who -> {
            webhook.test(who);
            return "A test is on its way; what came of it stands below";
        });
    }

    void askToRemoveWebhook(long revision) {
        ConfirmDialog dialog = dialog("Send alerts nowhere any more?", "Remove the webhook", "Keep it");
        dialog.setText("The address is forgotten, with the secret it may hold. Messages that wait are given up. Alerts"
                + " still show in the console.");
        dialog.addConfirmListener(confirm -> change(who -> {
            webhook.remove(who, OptionalLong.of(revision));
            return "Alerts are sent nowhere any more";
        }));
        dialog.open();
    }

    private static ConfirmDialog dialog(String title, String confirm, String cancel) {
        ConfirmDialog dialog = new ConfirmDialog();
        dialog.setHeader(title);
        dialog.setCancelable(true);
        dialog.setCancelText(cancel);
        dialog.setConfirmText(confirm);
        dialog.setConfirmButtonTheme("error primary");
        return dialog;
    }

    private void change(Function<Actor, String> change) {
        Actor who = actor.get();
        run(() -> change.apply(who), Toast::done, failure -> Toast.problem(ProblemTexts.of(failure)));
    }

    /** Works off the page's thread and comes back to it, with what came of it or with what went wrong. */
    <T> void run(Supplier<T> work, Consumer<T> done, Consumer<Throwable> failed) {
        UI ui = UI.getCurrent();
        background.execute(() -> {
            try {
                T result = work.get();
                ui.access(() -> done.accept(result));
            } catch (RuntimeException e) {
                if (!(e instanceof ProblemException)) {
                    LOG.log(System.Logger.Level.ERROR, "An action on alerts failed", e);
                }
                ui.access(() -> failed.accept(e));
            }
            alerts.refresh();
        });
    }
}
