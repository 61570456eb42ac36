package io.streamhouse.console.jobs.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.streamhouse.component.RelativeTime;
import io.streamhouse.console.jobs.JobRecord;
import java.util.List;

/** Jobs that were stopped with a savepoint and can go on, even where the cluster has forgotten them. */
final class StoppedJobs extends Section {

    private static final long serialVersionUID = 1L;

    private static final int SHOWN = 5;

    private final transient JobActions actions;
    private transient List<JobRecord> shown = List.of();

    StoppedJobs(JobActions actions) {
        this.actions = actions;
        addClassNames("jobs-stopped", "jobs-card");
        setVisible(false);
    }

    void show(List<JobRecord> stopped) {
        List<JobRecord> resumable =
                stopped.stream().filter(JobRecord::resumable).limit(SHOWN).toList();
        if (resumable.equals(shown)) {
            return;
        }
        shown = resumable;
        removeAll();
        setVisible(!resumable.isEmpty());
        H2 title = new H2("Stopped with a savepoint");
        Span hint = new Span("each goes on exactly where it stopped");
        hint.addClassName("jobs-dim");
        title.add(hint);
        add(title);
        resumable.forEach(record -> add(row(record)));
    }

    private Div row(JobRecord record) {
        String title = record.title();
        Span name = new Span(title);
        name.addClassName("jobs-stopped-name");
        Div row = new Div(name);
        row.addClassName("jobs-stopped-row");
        record.savepoint().ifPresent(savepoint -> {
            Span when = new Span(new Span("stopped "), new RelativeTime(savepoint.stoppedAt()));
            when.add(" by " + savepoint.stoppedBy().name());
            when.addClassName("jobs-dim");
            Code path = new Code(savepoint.path());
            path.getElement().setAttribute("title", savepoint.path());
            row.add(when, path);
        });
        Button resume = new Button("Resume", VaadinIcon.PLAY.create());
        resume.addClickListener(click -> actions.resume(record.id(), title));
        resume.addThemeNames("small");
        resume.setDisableOnClick(true);
        resume.setAriaLabel("Resume " + title + " from its savepoint");
        row.add(resume);
        return row;
    }
}
