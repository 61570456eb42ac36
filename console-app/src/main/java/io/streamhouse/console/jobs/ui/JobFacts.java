package io.streamhouse.console.jobs.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.streamhouse.component.Formats;
import io.streamhouse.component.RelativeTime;
import io.streamhouse.console.jobs.ConsoleJob;
import io.streamhouse.console.jobs.JobRecord;
import io.streamhouse.console.jobs.JobSeen;
import io.streamhouse.model.JobCheckpoints;
import io.streamhouse.model.JobId;
import io.streamhouse.model.JobSummary;

/** The facts of a job in one row. */
final class JobFacts extends DescriptionList {

    private static final long serialVersionUID = 1L;

    JobFacts() {
        addClassNames("jobs-facts", "jobs-card");
    }

    void show(JobSeen.Known seen) {
        ConsoleJob job = seen.job();
        JobSummary summary = job.summary();
        removeAll();
        fact("State", JobWords.chip(summary.state()));
        fact("Started", new RelativeTime(summary.startedAt()));
        Span duration = new Span(Formats.duration(summary.duration()));
        duration.getElement().setAttribute("title", summary.duration().toString());
        fact("Duration", duration);
        fact("Tasks running", new Text(summary.tasksRunning() + " of " + summary.tasksTotal()));
        fact(
                "Mode",
                new Text(seen.detail().mode() == io.streamhouse.model.ExecutionMode.STREAMING ? "streaming" : "batch"));
        fact("Feeds", feeds(job));
        job.owner().ifPresent(owner -> fact("Kept by", JobGrid.owner(owner)));
        fact(
                "Last checkpoint",
                seen.checkpoints().history().stream()
                        .filter(one -> one.status() == JobCheckpoints.Status.COMPLETED)
                        .findFirst()
                        .<Component>map(one -> new RelativeTime(one.triggeredAt()))
                        .orElseGet(() -> new Text("none")));
        fact(
                "Started by",
                new Text(job.record()
                        .filter(record -> record.origin().isPresent())
                        .map(record -> record.actor().name())
                        .orElse("another client")));
        job.record().flatMap(JobRecord::resumedFrom).ifPresent(id -> fact("Resumed from", link(id)));
        job.record().flatMap(JobRecord::resumedAs).ifPresent(id -> fact("Resumed as", link(id)));
        fact("Job id", new Code(summary.id().value()));
    }

    private static Component feeds(ConsoleJob job) {
        if (job.feeds().isEmpty()) {
            return new Text("a query’s result");
        }
        Div all = new Div();
        job.feeds().forEach(id -> all.add(JobGrid.relation(id), new Text(" ")));
        return all;
    }

    private static Component link(JobId id) {
        var link = new com.vaadin.flow.component.html.Anchor(
                JobsNavigation.route(id), id.value().substring(0, 8));
        link.setRouterIgnore(false);
        return link;
    }

    private void fact(String name, Component value) {
        add(new Div(new Term(name), new Description(value)));
    }
}
