package io.streamhouse.console.jobs.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import io.streamhouse.component.Toast;
import io.streamhouse.console.jobs.JobFeed;
import io.streamhouse.console.jobs.StreamingStatements;
import io.streamhouse.console.security.CurrentActor;
import io.streamhouse.model.Actor;
import io.streamhouse.model.ProblemException;
import io.streamhouse.streaming.ManagedJob;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.stereotype.Component;

/** Stopping, starting and dropping streaming statements as a person does it: done in the background, told afterwards. */
@Component
class StatementActions {

    private static final System.Logger LOG = System.getLogger(StatementActions.class.getName());

    private final StreamingStatements statements;
    private final JobFeed feed;
    private final CurrentActor actor;
    private final ExecutorService background = Executors.newVirtualThreadPerTaskExecutor();

    StatementActions(StreamingStatements statements, JobFeed feed, CurrentActor actor) {
        this.statements = statements;
        this.feed = feed;
        this.actor = actor;
    }

    void stop(ManagedJob statement) {
        Actor who = actor.get();
        inBackground(
                () -> statements.stop(who, statement.uid()),
                statement.title() + " is stopped. It goes on from its savepoint when it is started");
    }

    void start(ManagedJob statement) {
        Actor who = actor.get();
        inBackground(() -> statements.start(who, statement.uid(), false), statement.title() + " goes on");
    }

    void askToStartAnew(ManagedJob statement) {
        ConfirmDialog dialog = question(
                statement,
                "Start anew?",
                "It reads its sources from where the statement says, as if it were run for the first time. Its state is"
                        + " deleted.",
                "What it has written into " + statement.title() + " stays: in a table without a primary key those rows"
                        + " are there twice afterwards.");
        dialog.setConfirmText("Start anew");
        Actor who = actor.get();
        dialog.addConfirmListener(confirm -> inBackground(
                () -> statements.start(who, statement.uid(), true), statement.title() + " is started anew"));
        dialog.open();
    }

    void askToDrop(ManagedJob statement) {
        ConfirmDialog dialog = question(
                statement,
                "Drop this statement?",
                "Its job is cancelled, its state deleted and the statement forgotten. It cannot be resumed.",
                "What it has written into " + statement.title() + " stays.");
        dialog.setConfirmText("Drop the statement");
        Actor who = actor.get();
        dialog.addConfirmListener(confirm ->
                inBackground(() -> statements.drop(who, statement.uid()), statement.title() + " is dropped"));
        dialog.open();
    }

    private static ConfirmDialog question(ManagedJob statement, String title, String what, String stays) {
        ConfirmDialog dialog = new ConfirmDialog();
        dialog.setHeader(title);
        Code text = new Code(statement.statement());
        text.addClassName("jobs-statement-asked");
        dialog.setText(new Div(new Paragraph(what), new Paragraph(stays), text));
        dialog.setCancelable(true);
        dialog.setCancelText("Keep it as it is");
        dialog.setConfirmButtonTheme("error primary");
        return dialog;
    }

    private void inBackground(Runnable action, String done) {
        UI ui = UI.getCurrent();
        background.execute(() -> {
            try {
                action.run();
                ui.access(() -> Toast.done(done));
            } catch (RuntimeException e) {
                if (!(e instanceof ProblemException)) {
                    LOG.log(System.Logger.Level.ERROR, "An action on a streaming statement failed", e);
                }
                ui.access(() -> Toast.problem(JobWords.text(e)));
            } finally {
                feed.refresh();
            }
        });
        feed.refresh();
    }
}
