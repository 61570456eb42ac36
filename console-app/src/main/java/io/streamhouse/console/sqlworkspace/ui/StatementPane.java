package io.streamhouse.console.sqlworkspace.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.progressbar.ProgressBar;
import io.streamhouse.component.Formats;
import io.streamhouse.component.ProblemPanel;
import io.streamhouse.component.StatusChip;
import io.streamhouse.component.Tone;
import io.streamhouse.console.sqlworkspace.RunState;
import io.streamhouse.console.sqlworkspace.StatementRun;
import io.streamhouse.model.JobId;
import io.streamhouse.model.Position;
import io.streamhouse.model.Problem;
import io.streamhouse.model.Redactor;
import io.streamhouse.sql.StatementKind;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What came, or comes, of one statement. */
final class StatementPane extends Div {

    private static final long serialVersionUID = 1L;

    private static final Duration SILENT = Duration.ofMillis(300);

    private final transient StatementRun statement;
    private final transient Consumer<Position> goTo;
    private final StatusChip chip = new StatusChip(Tone.NEUTRAL, "");
    private final Span facts = new Span();
    private final Span job = new Span();
    private final Span note = new Span();
    private final ProgressBar progress = new ProgressBar();
    private final ProblemPanel problem = new ProblemPanel();
    private final Div body = new Div();
    private final Div tools = new Div();
    private transient @Nullable ResultView result;
    private transient @Nullable JobId jobShown;
    private boolean planShown;

    StatementPane(StatementRun statement, Consumer<Position> goTo) {
        this.statement = statement;
        this.goTo = goTo;
        addClassName("sql-pane");
        facts.addClassName("sql-facts");
        job.addClassName("sql-job");
        note.addClassName("sql-note");
        body.addClassName("sql-pane-body");
        tools.addClassName("sql-pane-tools");
        Span text = new Span(Words.excerpt(Redactor.text(statement.text())));
        text.addClassName("sql-pane-text");
        text.getElement().setAttribute("title", text.getText());
        Div head = new Div(chip, facts, job, text, tools);
        head.addClassName("sql-pane-head");
        progress.setIndeterminate(true);
        progress.addClassName("sql-progress");
        progress.getElement().setAttribute("aria-label", "The statement runs");
        note.setVisible(false);
        add(head, progress, note, problem, body);
    }

    /** Moves what has arrived towards the browser. From any thread. */
    void pump() {
        ResultView shown = result;
        if (shown != null) {
            shown.pump();
        }
    }

    void refresh(Instant now) {
        RunState state = statement.state();
        chip.show(Words.tone(state), Words.state(state));
        Duration elapsed = statement.elapsed(now);
        String amount = Words.amount(statement);
        String time = statement.startedAt().isPresent() ? Formats.duration(elapsed) : "";
        facts.setText(amount.isEmpty() ? time : amount + " · " + time);
        progress.setVisible(!state.ended() && state != RunState.QUEUED && elapsed.compareTo(SILENT) > 0);
        statement.job().filter(id -> !id.equals(jobShown)).ifPresent(this::showJob);
        statement.problem().ifPresentOrElse(this::showProblem, problem::clear);
        showNote(state);
        showResult();
    }

    private void showJob(JobId id) {
        jobShown = id;
        Anchor link = new Anchor("jobs/" + id.value(), "job " + id.value().substring(0, 8));
        link.getElement().setAttribute("title", "Job " + id.value());
        job.removeAll();
        job.add(link);
    }

    private void showProblem(Problem what) {
        problem.show(Words.text(what));
        what.where().ifPresent(position -> {
            Button show = new Button("Show the place", click -> goTo.accept(position));
            show.addThemeNames("small");
            problem.withActions(show);
        });
    }

    private void showNote(RunState state) {
        String said =
                switch (state) {
                    case WAITING -> statement.waitsFor().orElse("");
                    case SUBMITTED ->
                        "The job runs on in the cluster, with this page open or not. Follow its link to stop it.";
                    case SKIPPED -> "Not run, because a statement before it did not end well.";
                    case SUCCEEDED ->
                        statement.isQuery() && statement.result().total() == 0
                                ? "The result is empty."
                                : statement.result().since(Long.MAX_VALUE).truncated()
                                        ? "There is more: only the first rows are kept. Narrow the query, or write its result into a table."
                                        : "";
                    case QUEUED, PLANNING, RUNNING, FAILED, CANCELLED -> "";
                };
        if (statement.sessionRenewed()) {
            said = "The engine had forgotten this tab's session; temporary tables and views are gone. " + said;
        }
        note.setText(said);
        note.setVisible(!said.isEmpty());
    }

    private void showResult() {
        if (statement.kind() == StatementKind.EXPLAIN) {
            if (!planShown && statement.state() == RunState.SUCCEEDED) {
                planShown = true;
                PlanPane plan = new PlanPane(statement.result().contents().rows());
                tools.add(plan.choice());
                body.add(plan);
            }
            return;
        }
        if (result == null && statement.isQuery() && statement.result().total() > 0) {
            result = new ResultView(statement);
            tools.add(result.tools());
            body.add((Component) result);
        }
        if (result != null) {
            result.refresh();
        }
    }
}
