package io.streamhouse.console.catalog.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.progressbar.ProgressBar;
import io.streamhouse.component.Formats;
import io.streamhouse.console.catalog.FileImportProgress;
import org.jspecify.annotations.Nullable;

/** How far an import has come. Told from the import's thread, shown in the page. */
final class ImportProgressBar extends Div implements FileImportProgress {

    private static final long serialVersionUID = 1L;
    private static final double STEP = 0.01;

    private final Span text = new Span();
    private final ProgressBar bar = new ProgressBar();
    private transient volatile @Nullable UI ui;
    private volatile boolean cancelled;
    private volatile double told;
    private volatile String toldStep = "";

    ImportProgressBar() {
        text.addClassName("cat-dim");
        text.getElement().setAttribute("role", "status");
        bar.getElement().setAttribute("aria-label", "Import");
        add(text, bar);
        setVisible(false);
    }

    void start(UI page) {
        ui = page;
        cancelled = false;
        told = 0;
        toldStep = "";
        text.setText("Starting");
        bar.setValue(0);
    }

    void cancel() {
        cancelled = true;
    }

    @Override
    public void at(String step, double share, long rows, long badRows) {
        UI page = ui;
        if (page == null || step.equals(toldStep) && share - told < STEP) {
            return;
        }
        told = share;
        toldStep = step;
        page.access(() -> {
            bar.setValue(Math.clamp(share, 0, 1));
            text.setText(step + " · " + Formats.number(rows) + " rows"
                    + (badRows == 0 ? "" : ", " + Formats.number(badRows) + " do not fit"));
        });
    }

    @Override
    public boolean cancelled() {
        return cancelled;
    }
}
