package io.streamhouse.console.views.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.streamhouse.component.EmptyState;
import io.streamhouse.component.Formats;
import io.streamhouse.component.PlainTable;
import io.streamhouse.component.RelativeTime;
import io.streamhouse.component.StatusChip;
import io.streamhouse.console.jobs.ui.JobsNavigation;
import io.streamhouse.model.JobId;
import io.streamhouse.refresh.RefreshRun;
import java.util.List;
import java.util.OptionalLong;

/** The refreshes of the last day: who asked, what had to be done, what came of it. */
final class RefreshesPanel extends Div {

    private static final long serialVersionUID = 1L;

    private static final int SHOWN = 100;

    private transient List<RefreshRun> shown = List.of();

    RefreshesPanel() {
        addClassName("views-stack");
        show(List.of());
    }

    void show(List<RefreshRun> runs) {
        if (runs.equals(shown) && getComponentCount() > 0) {
            return;
        }
        shown = runs;
        removeAll();
        if (runs.isEmpty()) {
            add(new EmptyState(
                    "No refresh in the last day",
                    "Each time the view is brought up to date this says what was done, how long it took and how many"
                            + " rows it moved. Where nothing had changed, no job runs at all."));
            return;
        }
        PlainTable table = new PlainTable(
                "Refreshes of the last day",
                "Started",
                "Trigger",
                "State",
                "Action",
                "Mode",
                ">Duration",
                ">Rows read",
                ">Rows written",
                "Contains until",
                "Job");
        runs.stream().limit(SHOWN).forEach(run -> row(table, run));
        Div card = new Div(table);
        card.addClassNames("sh-card", "views-scroll");
        add(card);
        if (runs.size() > SHOWN) {
            add(ViewWords.dim("The newest " + SHOWN + " of " + Formats.number(runs.size())
                    + " are shown; GET …/refreshes has them all."));
        }
    }

    private static void row(PlainTable table, RefreshRun run) {
        StatusChip state =
                new StatusChip(ViewWords.tone(run.state()), run.state().name().replace('_', ' '));
        run.problem().ifPresent(problem -> state.withTitle(problem.what()));
        Component action = run.problem()
                .<Component>map(problem -> {
                    Span why = new Span(problem.what());
                    why.addClassNames("sh-bad", "views-detail");
                    return why;
                })
                .orElseGet(() -> action(run));
        table.row(
                new RelativeTime(run.startedAt()),
                new Span(ViewWords.words(run.trigger())),
                state,
                action,
                ViewWords.mode(run.mode()),
                SwitchesPanel.took(run.startedAt(), run.finishedAt()).orElseGet(() -> new Span("…")),
                count(run.rowsRead()),
                count(run.rowsWritten()),
                run.dataTimestamp().<Component>map(RelativeTime::new).orElseGet(() -> ViewWords.dim("–")),
                run.job().map(RefreshesPanel::job).orElseGet(() -> ViewWords.dim("none")));
    }

    private static Component action(RefreshRun run) {
        Div action = new Div(new Span(run.action().map(ViewWords::words).orElse("…")));
        run.reason().ifPresent(reason -> {
            Span why = new Span(reason);
            why.addClassName("views-detail");
            action.add(new Div(why));
        });
        return action;
    }

    private static Component count(OptionalLong rows) {
        return rows.isPresent() ? new Span(Formats.number(rows.getAsLong())) : ViewWords.dim("–");
    }

    static Component job(JobId id) {
        Anchor link = new Anchor(JobsNavigation.route(id), id.value().substring(0, 8));
        link.setRouterIgnore(false);
        link.addClassName("views-code");
        return link;
    }
}
