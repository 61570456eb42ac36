package io.streamhouse.console.sqlworkspace.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.server.streams.DownloadEvent;
import io.streamhouse.component.ResultTable;
import io.streamhouse.component.ResultTable.ResultColumn;
import io.streamhouse.component.ResultTable.ResultRow;
import io.streamhouse.component.ResultTable.RowSource;
import io.streamhouse.console.sqlworkspace.CsvExport;
import io.streamhouse.console.sqlworkspace.ResultBuffer;
import io.streamhouse.console.sqlworkspace.StatementRun;
import io.streamhouse.model.Row;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rows of a result: as they came, as the table they make, or as a chart. */
final class ResultView extends Div {

    private static final long serialVersionUID = 1L;

    private static final int WINDOW = 2_000;
    private static final int TICKS_BETWEEN_TABLES = 4;

    private enum Face {
        ROWS,
        TABLE,
        CHART
    }

    private record Rows(List<Row> rows) implements RowSource {

        private static final long serialVersionUID = 1L;

        @Override
        public int size() {
            return rows.size();
        }

        @Override
        public List<ResultRow> page(int from, int count) {
            int begin = Math.clamp(from, 0, rows.size());
            return rows.subList(begin, Math.clamp((long) begin + count, begin, rows.size())).stream()
                    .map(Words::plainRow)
                    .toList();
        }
    }

    private final transient StatementRun statement;
    private final transient ResultBuffer buffer;
    private final boolean sliding;
    private final ResultTable rows = new ResultTable("Rows of the result");
    private final Segmented<Face> faces;
    private @Nullable ResultTable table;
    private @Nullable ChartPane chart;
    private long pumped;
    private long shown = -1;
    private int tick;
    private boolean finished;
    private long shownVersion = -1;

    ResultView(StatementRun statement) {
        this.statement = statement;
        this.buffer = statement.result();
        ResultBuffer.Contents first = buffer.since(Long.MAX_VALUE);
        this.sliding = first.sliding();
        addClassName("sql-result");
        Map<Face, String> choices = new LinkedHashMap<>();
        choices.put(Face.ROWS, sliding ? "Changes" : "Rows");
        choices.put(Face.TABLE, "As table");
        choices.put(Face.CHART, "Chart");
        faces = new Segmented<>("How the result is shown", choices, Face.ROWS, this::turnTo);
        faces.setChoiceVisible(Face.TABLE, sliding);
        rows.setColumns(columns(first));
        rows.setSizeFull();
        if (sliding) {
            rows.startChanges(WINDOW);
        }
        add(rows);
    }

    Component tools() {
        Anchor csv = new Anchor();
        csv.setText("CSV");
        csv.setHref(this::download);
        csv.addClassName("sql-csv");
        csv.getElement().setAttribute("download", true);
        csv.getElement()
                .setAttribute(
                        "title",
                        "Download the rows that are kept. Text that a spreadsheet would take for a formula is quoted.");
        Div tools = new Div(faces, csv);
        tools.addClassName("sql-result-tools");
        return tools;
    }

    /** Hands new changes to the grid; from any thread. */
    synchronized void pump() {
        if (!sliding || finished) {
            return;
        }
        boolean last = statement.state().ended();
        ResultBuffer.Contents fresh = buffer.since(pumped);
        pumped = fresh.total();
        if (!fresh.rows().isEmpty()) {
            rows.offer(fresh.rows().stream().map(Words::row).toList());
        }
        if (last) {
            finished = true;
            rows.finishChanges();
        }
    }

    void refresh() {
        if (sliding) {
            pump();
        } else {
            showFixed();
        }
        boolean ended = statement.state().ended();
        if (faces.value() != Face.ROWS && (ended || ++tick % TICKS_BETWEEN_TABLES == 0)) {
            redrawOther();
        }
    }

    private void showFixed() {
        boolean ended = statement.state().ended();
        long total = buffer.total();
        if (shown < 0 && total > 0 || ended && shown != total) {
            shown = total;
            rows.setRows(new Rows(buffer.contents().rows()));
        }
    }

    private void turnTo(Face face) {
        rows.setVisible(face == Face.ROWS);
        if (face == Face.TABLE && table == null) {
            table = new ResultTable("The result as a table");
            table.setColumns(columns(buffer.since(Long.MAX_VALUE)));
            table.setSizeFull();
            add(table);
        }
        if (face == Face.CHART && chart == null) {
            chart = new ChartPane(buffer.since(Long.MAX_VALUE).columns());
            add(chart);
        }
        if (table != null) {
            table.setVisible(face == Face.TABLE);
        }
        if (chart != null) {
            chart.setVisible(face == Face.CHART);
        }
        shownVersion = -1;
        redrawOther();
    }

    private void redrawOther() {
        long version = buffer.total();
        if (version == shownVersion) {
            return;
        }
        shownVersion = version;
        switch (faces.value()) {
            case ROWS -> {}
            case TABLE -> {
                if (table != null) {
                    table.setRows(new Rows(buffer.asTable()));
                }
            }
            case CHART -> {
                if (chart != null) {
                    chart.show(sliding ? buffer.asTable() : buffer.contents().rows());
                }
            }
        }
    }

    private static List<ResultColumn> columns(ResultBuffer.Contents contents) {
        return contents.columns().stream()
                .map(column -> ResultColumn.of(column.name(), column.type()))
                .toList();
    }

    private void download(DownloadEvent event) throws IOException {
        event.setFileName("result.csv");
        event.setContentType("text/csv; charset=utf-8");
        boolean changes = sliding && faces.value() == Face.ROWS;
        ResultBuffer.Contents contents = buffer.contents();
        List<Row> kept = sliding && !changes ? buffer.asTable() : contents.rows();
        try (Writer writer =
                new BufferedWriter(new OutputStreamWriter(event.getOutputStream(), StandardCharsets.UTF_8))) {
            CsvExport.write(contents.columns(), kept, changes, writer);
        }
    }
}
