package io.streamhouse.console.pipeline.ui;

import com.vaadin.flow.component.html.Div;
import io.streamhouse.pipeline.Pipeline;
import java.time.Instant;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.LongFunction;
import java.util.function.Supplier;

/** The versions of a pipeline: what each changed, as a picture and as text, and the way back to it. */
final class VersionsPanel extends Div {

    private static final long serialVersionUID = 1L;

    /**
     * One that was kept.
     *
     * @param title such as “kept by ada” or “started as a stream”
     * @param by who
     */
    record Entry(long number, String title, String by, Instant at) {}

    /** What a version, or what is open now, says. */
    record Content(Pipeline pipeline, String sql) {}

    private final transient Supplier<Content> open;
    private final transient LongFunction<Content> content;
    private final transient LongConsumer restore;

    /**
     * @param open what is open now, with what was not kept yet
     * @param content reads a version; may throw a {@link io.streamhouse.model.ProblemException}
     * @param restore opens a version; may throw a {@link io.streamhouse.model.ProblemException}
     */
    VersionsPanel(Supplier<Content> open, LongFunction<Content> content, LongConsumer restore) {
        this.open = open;
        this.content = content;
        this.restore = restore;
        addClassName("pipe-versions");
    }

    /** @param versions newest first */
    void show(List<Entry> versions) {}
}
