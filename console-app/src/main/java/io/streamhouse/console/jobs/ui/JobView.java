package io.streamhouse.console.jobs.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.tabs.Tab;
import com.vaadin.flow.component.tabs.TabSheet;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import io.streamhouse.component.PageHeader;
import io.streamhouse.component.ProblemPanel;
import io.streamhouse.component.ProblemText;
import io.streamhouse.console.feed.Watch;
import io.streamhouse.console.jobs.ConsoleJob;
import io.streamhouse.console.jobs.JobFeed;
import io.streamhouse.console.jobs.JobRecord;
import io.streamhouse.console.jobs.JobSeen;
import io.streamhouse.model.JobId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The page of one job: its graph, checkpoints and exceptions, live, and what can be done with it. */
@Route("jobs/:job")
@AnonymousAllowed
@StyleSheet("context://jobs.css")
final class JobView extends Main implements BeforeEnterObserver, HasDynamicTitle {

    private static final long serialVersionUID = 1L;

    private final transient JobFeed feed;
    private final transient JobActions actions;
    private final PageHeader header = new PageHeader("Job").withCrumb("Jobs", "jobs");
    private final ProblemPanel problem = new ProblemPanel();
    private final JobFacts facts = new JobFacts();
    private final Paragraph savepoint = new Paragraph();
    private final JobGraph graph = new JobGraph();
    private final CheckpointsPanel checkpoints = new CheckpointsPanel();
    private final ExceptionsPanel exceptions = new ExceptionsPanel();
    private final Pre statement = new Pre();
    private final TabSheet tabs = new TabSheet();
    private final Tab exceptionsTab = new Tab("Exceptions");
    private final Button stop = new Button("Stop with savepoint", VaadinIcon.STOP.create());
    private final Button cancel = new Button("Cancel", VaadinIcon.CLOSE_SMALL.create());
    private final Button resume = new Button("Resume", VaadinIcon.PLAY.create());
    private transient Optional<JobId> id = Optional.empty();
    private transient @Nullable ConsoleJob job;
    private transient @Nullable Watch watch;
    private String title = "Job";

    JobView(JobFeed feed, JobActions actions) {
        this.feed = feed;
        this.actions = actions;
        addClassName("jobs-page");
        stop.addThemeNames("primary");
        stop.addClickListener(click -> withJob(actions::askToStop));
        cancel.addThemeNames("error");
        cancel.addClickListener(click -> withJob(actions::askToCancel));
        resume.addThemeNames("primary");
        resume.addClickListener(click -> id.ifPresent(stopped -> actions.resume(stopped, title)));
        header.withActions(cancel, stop, resume);
        savepoint.addClassName("jobs-note");
        statement.addClassName("jobs-statement");
        statement.getElement().setAttribute("tabindex", "0");
        tabs.addClassName("jobs-tabs");
        tabs.add("Graph", graph);
        tabs.add("Checkpoints", checkpoints);
        tabs.add(exceptionsTab, exceptions);
        tabs.add("Statement", new Div(statement));
        add(header, problem, facts, savepoint, tabs);
        show(null, Optional.empty(), false);
        tabs.setVisible(false);
        facts.setVisible(false);
    }

    private void withJob(java.util.function.Consumer<ConsoleJob> action) {
        if (job != null) {
            action.accept(job);
        }
    }

    @Override
    public String getPageTitle() {
        return title;
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        String text = event.getRouteParameters().get("job").orElse("");
        try {
            id = Optional.of(new JobId(text));
            title = "Job " + text.substring(0, 8);
            header.setTitle(title);
        } catch (IllegalArgumentException e) {
            id = Optional.empty();
            problem.show(ProblemText.of(
                    "NOT_FOUND", "“" + text + "” is not a job id", "The Jobs page lists the jobs there are"));
        }
        if (isAttached()) {
            getUI().ifPresent(this::watch);
        }
    }

    @Override
    protected void onAttach(AttachEvent event) {
        watch(event.getUI());
    }

    @Override
    protected void onDetach(DetachEvent event) {
        if (watch != null) {
            watch.close();
        }
    }

    private void watch(UI ui) {
        if (watch != null) {
            watch.close();
        }
        id.ifPresent(wanted -> watch = feed.watch(
                wanted,
                seen -> ui.access(() -> {
                    if (id.equals(Optional.of(wanted))) {
                        show(seen);
                    }
                })));
    }

    private void show(JobSeen seen) {
        switch (seen) {
            case JobSeen.Known known -> {
                problem.clear();
                title = known.job().title();
                header.setTitle(title);
                facts.show(known);
                graph.show(known.detail());
                checkpoints.show(known.checkpoints());
                exceptions.show(known.failures());
                exceptionsTab.setLabel(
                        known.failures().isEmpty()
                                ? "Exceptions"
                                : "Exceptions (" + known.failures().size() + ")");
                tabs.setVisible(true);
                facts.setVisible(true);
                show(known.job(), known.job().record(), known.job().resumable());
            }
            case JobSeen.Unavailable unavailable -> {
                problem.show(JobWords.text(unavailable.problem()));
                unavailable.record().ifPresent(record -> {
                    title = record.title();
                    header.setTitle(title);
                });
                show(null, unavailable.record(), unavailable.resumable());
            }
        }
    }

    private void show(@Nullable ConsoleJob known, Optional<JobRecord> record, boolean resumable) {
        job = known;
        boolean runs = known != null && !known.summary().state().terminal();
        stop.setVisible(runs);
        cancel.setVisible(runs);
        resume.setVisible(!runs && resumable);
        Optional<JobRecord.Savepoint> point = record.flatMap(JobRecord::savepoint);
        savepoint.setVisible(point.isPresent());
        point.ifPresent(one -> savepoint.setText("Stopped by " + one.stoppedBy().name() + " with the savepoint "
                + one.path()
                + (record.flatMap(JobRecord::resumedAs).isPresent() ? "; it was resumed since." : ".")));
        statement.setText(record.flatMap(JobRecord::origin)
                .map(JobRecord.Origin::shown)
                .orElse("The statement is not known: another client submitted this job."));
    }
}
