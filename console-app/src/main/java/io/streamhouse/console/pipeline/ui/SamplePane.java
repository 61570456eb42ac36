package io.streamhouse.console.pipeline.ui;

import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.progressbar.ProgressBar;
import io.streamhouse.component.Choices;
import io.streamhouse.component.Formats;
import io.streamhouse.component.ProblemPanel;
import io.streamhouse.component.ResultTable;
import io.streamhouse.component.ResultTable.ChangeKind;
import io.streamhouse.component.ResultTable.ResultColumn;
import io.streamhouse.component.ResultTable.ResultRow;
import io.streamhouse.console.pipeline.OpenPipeline;
import io.streamhouse.console.pipeline.PipelineSamples;
import io.streamhouse.console.pipeline.SampleRun;
import io.streamhouse.console.problems.ProblemTexts;
import io.streamhouse.console.sqlworkspace.ResultBuffer;
import io.streamhouse.model.Column;
import io.streamhouse.model.ExecutionMode;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.Row;
import io.streamhouse.model.ValueText;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Rows at one node: those there are now, or those that come in the next seconds, from the engine. */
final class SamplePane extends Div {

    private static final long serialVersionUID = 1L;

    private final transient PageServices services;
    private final transient OpenPipeline open;
    private final Span words =
            new Span("Choose a step and press S, or the table on its card: rows that come out of it show here.");
    private final Button again = new Button("Again", click -> again());
    private final Button stop = new Button("Stop", click -> stop());
    private final Choices<ExecutionMode> modes;
    private final ProgressBar progress = new ProgressBar();
    private final ProblemPanel problem = new ProblemPanel();
    private final ResultTable rows = new ResultTable("Rows of the step");
    private ExecutionMode mode = ExecutionMode.BATCH;
    private String node = "";
    private transient @Nullable SampleRun run;
    private transient List<Column> columns = List.of();
    private long shown;

    SamplePane(PageServices services, OpenPipeline open) {
        this.services = services;
        this.open = open;
        addClassName("pipeline-sample");
        Map<ExecutionMode, String> choices = new EnumMap<>(ExecutionMode.class);
        choices.put(ExecutionMode.BATCH, "Now");
        choices.put(ExecutionMode.STREAMING, "As they come");
        modes = new Choices<>("Which rows", choices, chosen -> {
            mode = chosen;
            again();
        });
        modes.show(mode);
        again.addThemeNames("tertiary", "small");
        stop.addThemeNames("tertiary", "small");
        progress.setIndeterminate(true);
        words.addClassName("sh-dim");
        words.getElement().setAttribute("role", "status");
        Span space = new Span();
        space.addClassName("sh-spacer");
        Div bar = new Div(words, progress, space, modes, stop, again);
        bar.addClassNames("sh-toolbar", "pipeline-sample-bar");
        rows.setSizeFull();
        add(bar, problem, rows);
        draw(false);
    }

    /** Asks for rows at this node. */
    void sample(String wanted) {
        stop();
        node = wanted;
        problem.clear();
        shown = -1;
        columns = List.of();
        // Its tab may be opened by this very click, and not be attached yet.
        Optional<UI> ui = Optional.ofNullable(UI.getCurrent());
        if (ui.isEmpty()) {
            return;
        }
        words.setText("Rows of " + wanted + " …");
        draw(true);
        String asked = wanted;
        ExecutionMode how = mode;
        services.work()
                .run(
                        ui.get(),
                        () -> services.samples()
                                .start(
                                        services.actor().get(),
                                        open.state().content(),
                                        asked,
                                        how,
                                        PipelineSamples.USUAL_ROWS),
                        started -> follow(ui.get(), started),
                        failure -> words.setText("There are no rows of " + asked + " to show"),
                        () -> draw(run != null && !run.state().ended()));
    }

    private void again() {
        if (!node.isEmpty()) {
            sample(node);
        }
    }

    private void follow(UI ui, SampleRun started) {
        run = started;
        started.run().onChange(() -> ui.access(() -> refresh(started)));
        refresh(started);
    }

    private void refresh(SampleRun seen) {
        if (seen != run) {
            return;
        }
        ResultBuffer.Contents contents = seen.rows();
        boolean changes = mode == ExecutionMode.STREAMING;
        if (!contents.columns().isEmpty() && !contents.columns().equals(columns)) {
            columns = contents.columns();
            rows.setColumns(columns.stream()
                    .map(column -> ResultColumn.of(column.name(), column.type()))
                    .toList());
            if (changes) {
                rows.startChanges(PipelineSamples.USUAL_ROWS);
            }
            shown = 0;
        }
        if (contents.total() > Math.max(0, shown)) {
            if (changes) {
                rows.offer(contents.rows().stream()
                        .skip(Math.max(0, contents.rows().size() - (contents.total() - Math.max(0, shown))))
                        .map(SamplePane::change)
                        .toList());
            } else {
                rows.setRows(contents.rows().stream()
                        .map(row -> ResultRow.of(cells(row)))
                        .toList());
            }
            shown = contents.total();
        }
        boolean ended = seen.state().ended();
        words.setText(said(seen, contents, ended));
        if (ended && changes) {
            rows.finishChanges();
        }
        seen.problem().ifPresent(found -> problem.show(ProblemTexts.of(found)));
        draw(!ended);
    }

    private static String said(SampleRun seen, ResultBuffer.Contents contents, boolean ended) {
        String count = contents.total() == 1 ? "1 row" : Formats.number(contents.total()) + " rows";
        if (!ended) {
            return "Rows of " + seen.node() + ": " + count + " until now";
        }
        return contents.truncated()
                ? "The first " + count + " of " + seen.node()
                : contents.total() == 0 ? "No rows come out of " + seen.node() : "All " + count + " of " + seen.node();
    }

    private void stop() {
        SampleRun running = run;
        if (running != null && !running.state().ended()) {
            try {
                services.samples().stop(services.actor().get(), running);
            } catch (ProblemException e) {
                problem.show(ProblemTexts.of(e.problem()));
            }
        }
    }

    private void draw(boolean running) {
        progress.setVisible(running);
        stop.setVisible(running);
        again.setVisible(!running && !node.isEmpty());
        modes.setVisible(!node.isEmpty());
        rows.setVisible(!node.isEmpty());
    }

    @Override
    protected void onDetach(DetachEvent event) {
        stop();
        run = null;
    }

    private static ResultRow change(Row row) {
        ChangeKind kind =
                switch (row.kind()) {
                    case INSERT -> ChangeKind.INSERT;
                    case UPDATE_BEFORE -> ChangeKind.UPDATE_BEFORE;
                    case UPDATE_AFTER -> ChangeKind.UPDATE_AFTER;
                    case DELETE -> ChangeKind.DELETE;
                };
        return new ResultRow(kind, cells(row));
    }

    private static List<@Nullable String> cells(Row row) {
        List<@Nullable String> cells = new ArrayList<>(row.values().size());
        row.values().forEach(value -> cells.add(value == null ? null : ValueText.of(value)));
        return cells;
    }
}
