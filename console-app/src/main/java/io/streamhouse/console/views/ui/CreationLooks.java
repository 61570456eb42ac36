package io.streamhouse.console.views.ui;

import com.vaadin.flow.component.UI;
import io.streamhouse.console.views.Views;
import io.streamhouse.cost.CostCurve;
import io.streamhouse.refresh.CreationPreview;
import io.streamhouse.refresh.NewView;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Asks what would come of a view, in the background: only the latest question's answers are told. */
final class CreationLooks {

    private final Views views;
    private final ViewActions actions;
    private final AtomicLong asked = new AtomicLong();

    CreationLooks(Views views, ViewActions actions) {
        this.views = views;
        this.actions = actions;
    }

    /** Nothing asked before is told any more. */
    void forget() {
        asked.incrementAndGet();
    }

    /**
     * Asks for the mode, key and columns of the view, and for what each freshness would cost.
     *
     * @param noCurve told that the cost can't be said
     * @param failed told why the view can't be had
     */
    void ask(
            NewView view,
            Consumer<CostCurve> curve,
            Runnable noCurve,
            Consumer<CreationPreview> preview,
            Consumer<Throwable> failed) {
        long number = asked.incrementAndGet();
        look(number, () -> views.previewCurve(view), curve, failure -> noCurve.run());
        look(number, () -> views.previewCreate(view), preview, failed);
    }

    private <T> void look(long number, Supplier<T> question, Consumer<T> told, Consumer<Throwable> failed) {
        actions.look(
                UI.getCurrent(),
                question,
                found -> {
                    if (number == asked.get()) {
                        told.accept(found);
                    }
                },
                failure -> {
                    if (number == asked.get()) {
                        failed.accept(failure);
                    }
                });
    }
}
