package io.streamhouse.console.jobs.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import io.streamhouse.component.Toast;
import io.streamhouse.console.jobs.ConsoleJob;
import io.streamhouse.console.jobs.JobFeed;
import io.streamhouse.console.jobs.JobOwner;
import io.streamhouse.console.jobs.JobService;
import io.streamhouse.console.security.CurrentActor;
import io.streamhouse.model.Actor;
import io.streamhouse.model.JobCheckpoints;
import io.streamhouse.model.JobId;
import io.streamhouse.model.ProblemException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.stereotype.Component;

/** Stopping, cancelling and resuming as a person does it: asked first, done in the background, told afterwards. */
@Component
class JobActions {

    private static final System.Logger LOG = System.getLogger(JobActions.class.getName());

    private final JobService jobs;
    private final JobFeed feed;
    private final CurrentActor actor;
    private final InstantSource clock;
    private final ExecutorService background = Executors.newVirtualThreadPerTaskExecutor();

    JobActions(JobService jobs, JobFeed feed, CurrentActor actor, InstantSource clock) {
        this.jobs = jobs;
        this.feed = feed;
        this.actor = actor;
        this.clock = clock;
    }

    void askToStop(ConsoleJob job) {
        ConfirmDialog dialog = new ConfirmDialog();
        dialog.setHeader("Stop with a savepoint?");
        dialog.setText(new Div(
                new Paragraph("The job of " + job.title()
                        + " writes out what it has read, keeps its state in a savepoint, and ends. Nothing is lost."),
                new Paragraph(job.owner()
                        .map(JobOwner.Ownership::advice)
                        .orElse(
                                job.statement().isPresent()
                                        ? "It can be resumed here from where it stopped."
                                        : "Its statement was run by another client, so the console can show the savepoint but"
                                                + " not resume from it."))));
        dialog.setCancelable(true);
        dialog.setConfirmText("Stop with savepoint");
        dialog.addConfirmListener(confirm -> stop(job));
        dialog.open();
    }

    private void stop(ConsoleJob job) {
        UI ui = UI.getCurrent();
        Actor who = actor.get();
        Toast.info("Taking a savepoint of " + job.title() + " …");
        inBackground(ui, () -> {
            String path = jobs.stopWithSavepoint(who, job.summary().id());
            return () -> Toast.done("Stopped. The savepoint is " + path);
        });
    }

    void askToCancel(ConsoleJob job) {
        Optional<JobCheckpoints> checkpoints = Optional.empty();
        try {
            checkpoints = Optional.of(jobs.checkpoints(job.summary().id()));
        } catch (ProblemException e) {
            LOG.log(System.Logger.Level.DEBUG, "No checkpoints to name in the question", e);
        }
        Optional<JobCheckpoints> found = checkpoints;
        ConfirmDialog dialog = new ConfirmDialog();
        dialog.setHeader("Cancel this job?");
        dialog.setText(new Div(
                new Paragraph(job.owner()
                        .map(JobOwner.Ownership::advice)
                        .orElseGet(() -> JobWords.lostByCancelling(job.title(), found, clock.instant()))),
                new Code(job.summary().id().value())));
        dialog.setCancelable(true);
        dialog.setCancelText("Keep it running");
        dialog.setConfirmText("Cancel the job");
        dialog.setConfirmButtonTheme("error primary");
        dialog.addConfirmListener(confirm -> cancel(job));
        dialog.open();
    }

    private void cancel(ConsoleJob job) {
        UI ui = UI.getCurrent();
        Actor who = actor.get();
        inBackground(ui, () -> {
            jobs.cancel(who, job.summary().id());
            return () -> Toast.done("Cancelling " + job.title());
        });
    }

    /** Starts a stopped job again and leads to the page of the one that goes on. */
    void resume(JobId stopped, String title) {
        UI ui = UI.getCurrent();
        Actor who = actor.get();
        Toast.info("Resuming " + title + " …");
        inBackground(ui, () -> {
            JobId next = jobs.resume(who, stopped);
            return () -> {
                Toast.done(title + " goes on from its savepoint");
                ui.navigate(JobsNavigation.route(next));
            };
        });
    }

    private void inBackground(UI ui, Action action) {
        background.execute(() -> {
            try {
                Runnable told = action.run();
                ui.access(told::run);
            } catch (RuntimeException e) {
                if (!(e instanceof ProblemException)) {
                    LOG.log(System.Logger.Level.ERROR, "An action on a job failed", e);
                }
                ui.access(() -> Toast.problem(JobWords.text(e)));
            } finally {
                feed.refresh();
            }
        });
    }

    /** Work off the page's thread, and what the page says of it afterwards. */
    @FunctionalInterface
    private interface Action {
        Runnable run();
    }
}
