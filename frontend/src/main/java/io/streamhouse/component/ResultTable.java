package io.streamhouse.component;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.ClientCallable;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.HasSize;
import com.vaadin.flow.component.HasStyle;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.dependency.JsModule;
import java.io.Serializable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a query as a grid that stays quick with 100,000 of them, and with 10,000 changes a second.
 *
 * <p>A finished result is handed over by {@link #setRows}: the browser fetches the pages it shows. A changing result is
 * fed by {@link #offer}, from any thread: only a window of the last changes is kept, and the browser asks for what is new
 * when it has painted what it had, a few times a second at most. Every cell is shown as text.
 */
@Tag("sh-result-table")
@JsModule("./streamhouse/result-table.ts")
public final class ResultTable extends Component implements HasSize, HasStyle {

    private static final long serialVersionUID = 1L;

    /** How many changes of a changing result are kept, unless told otherwise. */
    public static final int DEFAULT_WINDOW = 1_000;

    private static final int PAGE = 500;
    private static final int LARGEST_COPY = 200_000;

    /** How a column's values are laid out. */
    public enum Layout {
        TEXT,
        /** Right-aligned, with tabular digits. */
        NUMBER,
        BOOLEAN,
        /** Dates, times, intervals. */
        TIME,
        /** Rows, arrays, maps, documents: expanded on Enter. */
        NESTED,
        BINARY
    }

    /** @param type the SQL type in words, shown on hover */
    public record ResultColumn(String name, String type, Layout layout) implements Serializable {

        /** Picks the layout from an SQL type's words, such as {@code DECIMAL(10, 2) NOT NULL}. */
        public static ResultColumn of(String name, String type) {
            return new ResultColumn(name, type, layoutOf(type));
        }

        private static Layout layoutOf(String type) {
            String word = type.toUpperCase(Locale.ROOT).replaceFirst("[^A-Z_].*", "");
            return switch (word) {
                case "TINYINT",
                        "SMALLINT",
                        "INT",
                        "INTEGER",
                        "BIGINT",
                        "FLOAT",
                        "DOUBLE",
                        "DECIMAL",
                        "NUMERIC",
                        "DEC" -> Layout.NUMBER;
                case "BOOLEAN" -> Layout.BOOLEAN;
                case "DATE", "TIME", "TIMESTAMP", "TIMESTAMP_LTZ", "INTERVAL" -> Layout.TIME;
                case "ROW", "ARRAY", "MAP", "MULTISET", "VARIANT", "STRUCTURED" -> Layout.NESTED;
                case "BINARY", "VARBINARY", "BYTES" -> Layout.BINARY;
                default -> Layout.TEXT;
            };
        }
    }

    /** What a row of a changing result does to the rows before it. */
    public enum ChangeKind {
        INSERT("+I"),
        UPDATE_BEFORE("-U"),
        UPDATE_AFTER("+U"),
        DELETE("-D");

        private final String sign;

        ChangeKind(String sign) {
            this.sign = sign;
        }

        public String sign() {
            return sign;
        }
    }

    /** @param cells the values as text in the order of the columns; null is SQL's NULL */
    public record ResultRow(ChangeKind kind, List<@Nullable String> cells) implements Serializable {

        /** A row of a finished result. */
        public static ResultRow of(List<@Nullable String> cells) {
            return new ResultRow(ChangeKind.INSERT, cells);
        }
    }

    /** Rows that are there already, read by page. Called with the session's lock held: answers from memory. */
    public interface RowSource extends Serializable {

        int size();

        /** At most {@code count} rows, beginning with the one at {@code from}. */
        List<ResultRow> page(int from, int count);
    }

    /** What the browser is sent: where the rows begin in the whole, and how much has gone by. */
    record Batch(long first, long total, boolean finished, List<ResultRow> rows) implements Serializable {}

    private record ListSource(List<ResultRow> rows) implements RowSource {

        private static final long serialVersionUID = 1L;

        @Override
        public int size() {
            return rows.size();
        }

        @Override
        public List<ResultRow> page(int from, int count) {
            int begin = Math.clamp(from, 0, rows.size());
            return rows.subList(begin, Math.clamp((long) begin + count, begin, rows.size()));
        }
    }

    private final Object lock = new Serializable() {
        private static final long serialVersionUID = 1L;
    };

    private RowSource source = new ListSource(List.of());
    private boolean changing;

    // Guarded by the lock: offer() comes from any thread.
    private final ArrayDeque<ResultRow> window = new ArrayDeque<>();
    private int windowSize = DEFAULT_WINDOW;
    private long total;
    private long sent;
    private boolean finished;
    private boolean finishedSent;
    private boolean browserWaits;
    private transient @Nullable UI attachedTo;

    /** @param label what a screen reader calls the grid */
    public ResultTable(String label) {
        addClassName("sh-result-table");
        getElement().setProperty("label", label);
    }

    /** Shows these columns; clears the rows. */
    public void setColumns(List<ResultColumn> columns) {
        getElement().setPropertyList("columns", columns);
        setRows(List.of());
    }

    /** Shows a finished result that fits in memory. */
    public void setRows(List<ResultRow> rows) {
        setRows(new ListSource(List.copyOf(rows)));
    }

    /** Shows a finished result. */
    public void setRows(RowSource rows) {
        source = rows;
        changing = false;
        reset(DEFAULT_WINDOW);
        showFinishedResult();
    }

    /**
     * Shows a changing result, to be fed by {@link #offer}.
     *
     * @param lastChanges how many changes to keep
     */
    public void startChanges(int lastChanges) {
        changing = true;
        reset(lastChanges);
        showChanges();
    }

    /** Adds changes. From any thread; returns at once, whether or not the browser keeps up. */
    public void offer(List<ResultRow> changes) {
        UI ui;
        synchronized (lock) {
            int skip = Math.max(0, changes.size() - windowSize);
            for (ResultRow row : changes.subList(skip, changes.size())) {
                if (window.size() == windowSize) {
                    window.removeFirst();
                }
                window.addLast(row);
            }
            total += changes.size();
            ui = wakeBrowser();
        }
        push(ui);
    }

    /** No more changes will come. From any thread. */
    public void finishChanges() {
        UI ui;
        synchronized (lock) {
            finished = true;
            ui = wakeBrowser();
        }
        push(ui);
    }

    /** How many changes were offered since {@link #startChanges}. From any thread. */
    public long changes() {
        synchronized (lock) {
            return total;
        }
    }

    /** The window as it is now, oldest first; for a download or a chart. From any thread. */
    public List<ResultRow> windowRows() {
        synchronized (lock) {
            return List.copyOf(window);
        }
    }

    /** Stops or goes on painting a changing result; the window goes on filling. */
    public void setPaused(boolean paused) {
        getElement().setProperty("paused", paused);
    }

    /** Whether the line below the rows (count, rate, pause, copy) is shown; it is unless told otherwise. */
    public void setStatusVisible(boolean visible) {
        getElement().setProperty("statusHidden", !visible);
    }

    @Override
    protected void onAttach(AttachEvent attachEvent) {
        super.onAttach(attachEvent);
        synchronized (lock) {
            attachedTo = attachEvent.getUI();
        }
        if (changing) {
            showChanges();
        } else {
            showFinishedResult();
        }
    }

    @Override
    protected void onDetach(DetachEvent detachEvent) {
        synchronized (lock) {
            attachedTo = null;
            browserWaits = false;
        }
        super.onDetach(detachEvent);
    }

    private void reset(int newWindowSize) {
        synchronized (lock) {
            window.clear();
            windowSize = newWindowSize;
            total = 0;
            sent = 0;
            finished = false;
            finishedSent = false;
            browserWaits = false;
        }
    }

    private void showFinishedResult() {
        if (isAttached()) {
            getElement()
                    .callJsFunction(
                            "showRows", new Batch(0, source.size(), true, List.copyOf(source.page(0, PAGE))), PAGE);
        }
    }

    private void showChanges() {
        synchronized (lock) {
            sent = total - window.size();
            finishedSent = false;
            browserWaits = false;
        }
        if (isAttached()) {
            getElement().callJsFunction("showChanges", windowSize);
        }
    }

    private @Nullable UI wakeBrowser() {
        if (!browserWaits || attachedTo == null) {
            return null;
        }
        browserWaits = false;
        return attachedTo;
    }

    private void push(@Nullable UI ui) {
        if (ui != null) {
            // A page closed in this very moment needs no news.
            ui.accessLater(this::sendNews, () -> {}).run();
        }
    }

    private void sendNews() {
        Batch news;
        synchronized (lock) {
            long first = Math.max(sent, total - window.size());
            int skip = (int) (window.size() - (total - first));
            List<ResultRow> rows = new ArrayList<>(window).subList(skip, window.size());
            if (rows.isEmpty() && finished == finishedSent) {
                browserWaits = true;
                return;
            }
            news = new Batch(first, total, finished, List.copyOf(rows));
            sent = total;
            finishedSent = finished;
        }
        getElement().callJsFunction("receiveChanges", news);
    }

    /** The browser has painted what it had and asks for more. */
    @ClientCallable
    private void ready() {
        sendNews();
    }

    @ClientCallable
    private Batch page(int from) {
        return new Batch(from, source.size(), true, List.copyOf(source.page(from, PAGE)));
    }

    /** Rows as tab-separated text, of rows the browser does not have. */
    @ClientCallable
    private List<ResultRow> copyRows(int from, int to) {
        return List.copyOf(source.page(from, Math.min(to - from, LARGEST_COPY)));
    }
}
