package io.streamhouse.console.jobs.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.streamhouse.component.RelativeTime;
import io.streamhouse.model.Problem;
import io.streamhouse.streaming.ManagedJob;
import java.util.List;
import java.util.Optional;

/** The streaming statements that are kept running, with what they are at and what can be done with them. */
final class StatementsPanel extends Section {

    private static final long serialVersionUID = 1L;

    private final transient StatementActions actions;
    private transient List<ManagedJob> shown = List.of();

    StatementsPanel(StatementActions actions) {
        this.actions = actions;
        addClassNames("jobs-statements", "jobs-card");
        getElement().setAttribute("aria-label", "Streaming statements");
        setVisible(false);
    }

    void show(List<ManagedJob> statements) {
        if (statements.equals(shown)) {
            return;
        }
        shown = statements;
        removeAll();
        setVisible(!statements.isEmpty());
        H2 title = new H2("Streaming statements");
        Span hint = new Span("kept running over failures and restarts until you stop or drop them");
        hint.addClassName("jobs-dim");
        title.add(hint);
        Div rows = new Div();
        rows.addClassName("jobs-statements-rows");
        statements.forEach(statement -> rows.add(row(statement)));
        // It scrolls when there are many, and must then be reachable by keyboard.
        rows.getElement().setAttribute("tabindex", "0");
        rows.getElement().setAttribute("role", "group");
        rows.getElement().setAttribute("aria-label", "Streaming statements, the latest first");
        add(title, rows);
    }

    private Div row(ManagedJob statement) {
        Span state = new Span(StatementWords.chip(statement));
        state.addClassName("jobs-statements-state");
        Code text = new Code(oneLine(statement.statement()));
        text.getElement().setAttribute("title", statement.statement());
        Span who =
                new Span(new Span("by " + statement.actor().name() + " "), new RelativeTime(statement.submittedAt()));
        who.addClassName("jobs-dim");
        Div row = new Div(state, name(statement), text, who, buttons(statement));
        row.addClassName("jobs-statements-row");
        Div all = new Div(row);
        statement.problem().filter(problem -> told(statement)).ifPresent(problem -> all.add(problem(problem)));
        return all;
    }

    /** What went wrong before matters no more once it runs, and a look that failed is told above the list. */
    private static boolean told(ManagedJob statement) {
        return switch (statement.state()) {
            case STARTING, DROPPING, STOPPING -> false;
            case RUNNING, RESTARTING, STOPPED, RETRYING, FAILED, UNKNOWN -> true;
        };
    }

    private static String oneLine(String statement) {
        return statement.strip().replaceAll("\\s+", " ");
    }

    private static Component name(ManagedJob statement) {
        Optional<String> route = statement.job().or(statement::earlier).map(JobsNavigation::route);
        if (route.isEmpty()) {
            Span name = new Span(statement.title());
            name.addClassName("jobs-statements-name");
            return name;
        }
        Anchor link = new Anchor(route.get(), statement.title());
        link.setRouterIgnore(false);
        link.addClassName("jobs-statements-name");
        return link;
    }

    private static Div problem(Problem problem) {
        Div line = new Div(new Span(problem.what()));
        line.addClassName("jobs-statements-problem");
        problem.nextStep().ifPresent(step -> {
            Span next = new Span(step);
            next.addClassName("jobs-dim");
            line.add(next);
        });
        return line;
    }

    private Div buttons(ManagedJob statement) {
        Div cell = new Div();
        cell.addClassName("jobs-row-actions");
        switch (statement.state()) {
            case RUNNING, RESTARTING ->
                cell.add(button(statement, "Stop", VaadinIcon.STOP, "with a savepoint", actions::stop));
            case STOPPED, FAILED, RETRYING -> {
                if (!statement.onlyAnew()) {
                    cell.add(button(statement, "Start", VaadinIcon.PLAY, "where it stood", actions::start));
                }
                if (statement.state() != ManagedJob.State.RETRYING) {
                    cell.add(button(
                            statement,
                            "Start anew",
                            VaadinIcon.REFRESH,
                            "from its own beginning",
                            actions::askToStartAnew));
                }
            }
            case STARTING, STOPPING, DROPPING, UNKNOWN -> {}
        }
        if (statement.state() != ManagedJob.State.DROPPING) {
            cell.add(button(statement, "Drop", VaadinIcon.TRASH, "for good", actions::askToDrop));
        }
        return cell;
    }

    private static Button button(
            ManagedJob statement,
            String word,
            VaadinIcon icon,
            String how,
            java.util.function.Consumer<ManagedJob> action) {
        Button button = new Button(word, icon.create(), click -> action.accept(statement));
        button.addThemeNames("tertiary", "small");
        button.setAriaLabel(word + " the statement that writes " + statement.title() + " " + how);
        return button;
    }
}
