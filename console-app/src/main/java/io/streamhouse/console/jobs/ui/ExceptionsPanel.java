package io.streamhouse.console.jobs.ui;

import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.html.Span;
import io.streamhouse.component.EmptyState;
import io.streamhouse.component.RelativeTime;
import io.streamhouse.model.JobFailure;
import java.util.List;

/** What went wrong in a job: the root cause first, the whole stack for whoever unfolds it. */
final class ExceptionsPanel extends Div {

    private static final long serialVersionUID = 1L;

    private final EmptyState none = new EmptyState(
            "No exceptions",
            "Nothing went wrong in this job so far. When a task fails, the root cause stands here in one line, with the"
                    + " stack below it.");
    private transient List<JobFailure> shown = List.of();

    ExceptionsPanel() {
        addClassName("jobs-exceptions");
        add(none);
    }

    void show(List<JobFailure> failures) {
        if (failures.equals(shown)) {
            return;
        }
        shown = failures;
        removeAll();
        if (failures.isEmpty()) {
            add(none);
        }
        failures.forEach(failure -> add(card(failure)));
    }

    private static Div card(JobFailure failure) {
        Div cause = new Div(failure.rootCause());
        cause.addClassName("jobs-cause");
        Div where = new Div(new RelativeTime(failure.at()));
        failure.task().ifPresent(task -> where.add(new Span("in " + task)));
        where.addClassName("jobs-dim");
        Pre stack = new Pre(failure.stackTrace());
        stack.addClassName("jobs-stack");
        stack.getElement().setAttribute("tabindex", "0");
        Details details = new Details("Stack trace", stack);
        Div card = new Div(cause, where, details);
        card.addClassName("jobs-card");
        return card;
    }
}
