package io.streamhouse.console.jobs.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.streamhouse.component.Formats;
import io.streamhouse.component.RelativeTime;
import io.streamhouse.console.jobs.ConsoleJob;
import io.streamhouse.console.jobs.JobOwner;
import io.streamhouse.model.JobId;
import io.streamhouse.model.RelationId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The list of jobs. Updates in place, so that a person reading it is not disturbed. */
final class JobGrid extends Grid<ConsoleJob> {

    private static final long serialVersionUID = 1L;

    private final transient JobActions actions;
    private transient List<ConsoleJob> shown = List.of();

    JobGrid(JobActions actions) {
        this.actions = actions;
        addClassName("jobs-grid");
        addThemeNames("no-border");
        setSizeFull();
        addComponentColumn(job -> JobWords.chip(job.summary().state()))
                .setHeader("State")
                .setComparator(Comparator.comparing(job -> job.summary().state()))
                .setWidth("8.5rem")
                .setFlexGrow(0);
        addComponentColumn(JobGrid::job)
                .setHeader("Job")
                .setComparator(Comparator.comparing(ConsoleJob::title))
                .setFlexGrow(4)
                .setWidth("14rem");
        addComponentColumn(JobGrid::feeds).setHeader("Feeds").setFlexGrow(3).setWidth("10rem");
        addComponentColumn(job -> new RelativeTime(job.summary().startedAt()))
                .setHeader("Started")
                .setComparator(Comparator.comparing(job -> job.summary().startedAt()))
                .setWidth("8rem")
                .setFlexGrow(0);
        addColumn(job -> Formats.duration(job.summary().duration()))
                .setHeader("Duration")
                .setComparator(Comparator.comparing(job -> job.summary().duration()))
                .setTextAlign(ColumnTextAlign.END)
                .setTooltipGenerator(job -> job.summary().duration().toString())
                .setWidth("7rem")
                .setFlexGrow(0);
        addColumn(job -> job.summary().tasksRunning() + " / " + job.summary().tasksTotal())
                .setHeader("Tasks")
                .setTextAlign(ColumnTextAlign.END)
                .setTooltipGenerator(job ->
                        job.summary().tasksRunning() + " of " + job.summary().tasksTotal() + " parallel tasks run now")
                .setWidth("5.5rem")
                .setFlexGrow(0);
        addComponentColumn(this::action).setHeader("").setWidth("9.5rem").setFlexGrow(0);
        addItemDoubleClickListener(click -> getUI().ifPresent(ui ->
                ui.navigate(JobsNavigation.route(click.getItem().summary().id()))));
    }

    /** Shows these jobs in this order; rows of jobs that did not change stay as they are. */
    void show(List<ConsoleJob> jobs) {
        List<JobId> ids = jobs.stream().map(job -> job.summary().id()).toList();
        if (ids.equals(shown.stream().map(job -> job.summary().id()).toList()) && !shown.isEmpty()) {
            Map<JobId, ConsoleJob> before =
                    shown.stream().collect(Collectors.toMap(job -> job.summary().id(), Function.identity()));
            jobs.stream()
                    .filter(job -> !job.equals(before.get(job.summary().id())))
                    .forEach(job -> getListDataView().refreshItem(job));
        } else {
            setItems(jobs).setIdentifierProvider(job -> job.summary().id());
        }
        shown = jobs;
    }

    private static Component job(ConsoleJob job) {
        Anchor link = new Anchor(JobsNavigation.route(job.summary().id()), job.title());
        link.setRouterIgnore(false);
        link.getElement().setAttribute("title", job.summary().name());
        Span id = new Span(job.summary().id().value().substring(0, 8));
        id.addClassName("jobs-id");
        Div cell = new Div(link, id);
        cell.addClassName("jobs-cell");
        return cell;
    }

    private static Component feeds(ConsoleJob job) {
        Div cell = new Div();
        cell.addClassName("jobs-cell");
        if (job.feeds().isEmpty()) {
            Span none = new Span("a query’s result");
            none.addClassName("jobs-dim");
            cell.add(none);
        }
        if (job.owner().isPresent()) {
            job.owner().ifPresent(owner -> cell.add(owner(owner)));
        } else {
            job.feeds().forEach(id -> cell.add(relation(id)));
        }
        return cell;
    }

    /** Leads to what the console runs the job for. */
    static Anchor owner(JobOwner.Ownership owner) {
        Anchor link = new Anchor(owner.route(), owner.what());
        link.setRouterIgnore(false);
        return link;
    }

    static Anchor relation(RelationId id) {
        Anchor link = new Anchor("catalog/" + id, id.toString());
        link.setRouterIgnore(false);
        return link;
    }

    private Component action(ConsoleJob job) {
        Div cell = new Div();
        cell.addClassName("jobs-row-actions");
        if (!job.summary().state().terminal()) {
            Button stop = new Button("Stop", VaadinIcon.STOP.create(), click -> actions.askToStop(job));
            stop.addThemeNames("tertiary", "small");
            stop.setAriaLabel("Stop " + job.title() + " with a savepoint");
            Button cancel = new Button(VaadinIcon.CLOSE_SMALL.create(), click -> actions.askToCancel(job));
            cancel.addThemeNames("tertiary", "small", "icon");
            cancel.setAriaLabel("Cancel " + job.title());
            cancel.setTooltipText("Cancel without a savepoint");
            cell.add(stop, cancel);
        } else if (job.resumable()) {
            Button resume = new Button("Resume", VaadinIcon.PLAY.create());
            resume.addClickListener(click -> actions.resume(job.summary().id(), job.title()));
            resume.addThemeNames("tertiary", "small");
            resume.setAriaLabel("Resume " + job.title() + " from its savepoint");
            resume.setDisableOnClick(true);
            cell.add(resume);
        }
        return cell;
    }
}
