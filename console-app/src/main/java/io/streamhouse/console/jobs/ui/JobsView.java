package io.streamhouse.console.jobs.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import io.streamhouse.component.EmptyState;
import io.streamhouse.component.PageHeader;
import io.streamhouse.component.ProblemPanel;
import io.streamhouse.console.feed.Watch;
import io.streamhouse.console.jobs.ConsoleJob;
import io.streamhouse.console.jobs.JobFeed;
import io.streamhouse.console.jobs.JobsSeen;
import io.streamhouse.model.ClusterOverview;
import io.streamhouse.model.JobState;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The Jobs page: all jobs of the engine in use, live. */
@Route("jobs")
@PageTitle("Jobs")
@Menu(title = "Jobs", order = 70, icon = "vaadin:cogs")
@AnonymousAllowed
@StyleSheet("context://jobs.css")
final class JobsView extends Main implements BeforeEnterObserver {

    private static final long serialVersionUID = 1L;

    private final transient JobFeed feed;
    private final PageHeader header = new PageHeader("Jobs");
    private final ProblemPanel problem = new ProblemPanel();
    private final StatementsPanel statements;
    private final StateFilter filter = new StateFilter(this::goTo);
    private final TextField search = new TextField();
    private final Div bar = new Div();
    private final JobGrid grid;
    private final EmptyState empty;
    private final EmptyState noneFits = new EmptyState(
            "No job fits", "The cluster has jobs, but none in this state whose name or id holds what you typed.");
    private transient List<ConsoleJob> jobs = List.of();
    private transient @Nullable Watch watch;

    JobsView(JobFeed feed, JobActions actions, StatementActions statementActions) {
        this.feed = feed;
        addClassName("jobs-page");
        statements = new StatementsPanel(statementActions);
        grid = new JobGrid(actions);
        Button begin = new Button(
                "Open the SQL page",
                VaadinIcon.TERMINAL.create(),
                click -> getUI().ifPresent(ui -> ui.navigate("sql")));
        begin.addThemeNames("primary");
        empty = new EmptyState(
                "No jobs yet",
                "Every statement that moves data is a Flink job, and its life is seen here: its graph, its checkpoints,"
                        + " what went wrong. Run an INSERT INTO … SELECT in streaming mode, and the job that keeps the"
                        + " table up to date appears at once.",
                begin);
        search.setPlaceholder("Relation, name or id");
        search.setAriaLabel("Find a job by relation, name or id");
        search.setClearButtonVisible(true);
        search.setPrefixComponent(VaadinIcon.SEARCH.create());
        search.setValueChangeMode(ValueChangeMode.LAZY);
        search.addValueChangeListener(change -> redraw());
        bar.addClassName("jobs-bar");
        bar.add(filter, search);
        empty.setVisible(false);
        noneFits.setVisible(false);
        bar.setVisible(false);
        grid.setVisible(false);
        add(header, problem, statements, bar, grid, empty, noneFits);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        filter.choose(event.getLocation()
                .getQueryParameters()
                .getSingleParameter("state")
                .flatMap(JobsView::state));
        redraw();
    }

    private static Optional<JobState> state(String word) {
        return Arrays.stream(JobState.values())
                .filter(state -> state.name().equalsIgnoreCase(word))
                .findFirst();
    }

    private void goTo(Optional<JobState> state) {
        getUI().ifPresent(ui -> ui.navigate(
                JobsView.class,
                state.map(one -> QueryParameters.of("state", one.name())).orElse(QueryParameters.empty())));
    }

    @Override
    protected void onAttach(AttachEvent event) {
        UI ui = event.getUI();
        watch = feed.watch(seen -> ui.access(() -> show(seen)));
    }

    @Override
    protected void onDetach(DetachEvent event) {
        if (watch != null) {
            watch.close();
        }
    }

    private void show(JobsSeen seen) {
        switch (seen) {
            case JobsSeen.Listed listed -> {
                problem.clear();
                jobs = listed.jobs();
                header.setDetail(facts(listed.cluster(), jobs));
                statements.show(listed.statements());
            }
            case JobsSeen.Unavailable unavailable -> {
                problem.show(JobWords.text(unavailable.problem()));
                jobs = List.of();
                header.setDetail("");
                statements.show(unavailable.statements());
            }
        }
        redraw();
    }

    private static String facts(ClusterOverview cluster, List<ConsoleJob> jobs) {
        long running =
                jobs.stream().filter(job -> !job.summary().state().terminal()).count();
        return running + " running · " + (cluster.slotsTotal() - cluster.slotsFree()) + " of " + cluster.slotsTotal()
                + " slots in use · Flink " + cluster.flinkVersion();
    }

    private void redraw() {
        filter.count(jobs);
        String wanted = search.getValue().strip().toLowerCase(Locale.ROOT);
        List<ConsoleJob> fitting = jobs.stream()
                .filter(job -> filter.state()
                        .map(state -> state == job.summary().state())
                        .orElse(true))
                .filter(job -> fits(job, wanted))
                .toList();
        grid.show(fitting);
        bar.setVisible(!jobs.isEmpty());
        grid.setVisible(!fitting.isEmpty());
        empty.setVisible(jobs.isEmpty() && watch != null && !problem.isVisible());
        noneFits.setVisible(!jobs.isEmpty() && fitting.isEmpty());
    }

    private static boolean fits(ConsoleJob job, String wanted) {
        return job.title().toLowerCase(Locale.ROOT).contains(wanted)
                || job.summary().name().toLowerCase(Locale.ROOT).contains(wanted)
                || job.summary().id().value().startsWith(wanted);
    }
}
