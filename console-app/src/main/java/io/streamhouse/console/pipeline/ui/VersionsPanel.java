package io.streamhouse.console.pipeline.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.select.Select;
import io.streamhouse.component.ProblemPanel;
import io.streamhouse.component.RelativeTime;
import io.streamhouse.console.problems.ProblemTexts;
import io.streamhouse.model.ProblemException;
import io.streamhouse.pipeline.Pipeline;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.LongFunction;
import java.util.function.Supplier;

/** The versions of a pipeline: what each changed, as a picture and as text, and the way back to it. */
@StyleSheet("context://pipelines.css")
final class VersionsPanel extends Div {

    private static final long serialVersionUID = 1L;

    /** What is compared with, where it is not another version. */
    private static final long OPEN_NOW = -1;

    /**
     * One that was kept.
     *
     * @param title what it is called
     * @param by who kept it
     */
    record Entry(long number, String title, String by, Instant at) {}

    /** What a version, or what is open now, says. */
    record Content(Pipeline pipeline, String sql) {}

    private final transient Supplier<Content> open;
    private final transient LongFunction<Content> content;
    private final transient LongConsumer restore;
    private final Div list = new Div();
    private final Select<Long> with = new Select<>();
    private final Span summary = new Span();
    private final Button back;
    private final DiffView diff = new DiffView();
    private final ProblemPanel problem = new ProblemPanel();
    private final Div compared = new Div();
    private transient List<Entry> entries = List.of();
    private long chosen = OPEN_NOW;
    private boolean setting;

    /**
     * @param open what is open now, with what was not kept yet
     * @param content reads a version; may throw a {@link ProblemException}
     * @param restore opens a version; may throw a {@link ProblemException}
     */
    VersionsPanel(Supplier<Content> open, LongFunction<Content> content, LongConsumer restore) {
        this.open = open;
        this.content = content;
        this.restore = restore;
        addClassName("pipe-versions");
        list.addClassName("pipe-version-list");
        list.getElement().setAttribute("role", "group");
        list.getElement().setAttribute("aria-label", "Versions, newest first");
        with.setLabel("Compared with");
        with.setItemLabelGenerator(this::label);
        with.addValueChangeListener(change -> {
            if (!setting) {
                compare();
            }
        });
        summary.addClassName("sh-dim");
        back = new Button("Restore this version", VaadinIcon.TIME_BACKWARD.create(), click -> restore());
        back.setTooltipText("Puts it on the canvas. Nothing is lost: undo brings back what is there now");
        Div bar = new Div(with, summary, back);
        bar.addClassName("pipe-compare-bar");
        compared.add(bar, problem, diff);
        compared.addClassName("pipe-compared");
        add(new H2("Versions"), list, compared);
        compared.setVisible(false);
    }

    /** @param versions newest first */
    void show(List<Entry> versions) {
        entries = List.copyOf(versions);
        list.removeAll();
        if (entries.isEmpty()) {
            chosen = OPEN_NOW;
            compared.setVisible(false);
            Span none =
                    new Span("No version yet. “Keep” makes one of what is on the canvas; you can come back to each.");
            none.addClassName("sh-dim");
            list.add(none);
            return;
        }
        if (entries.stream().noneMatch(entry -> entry.number() == chosen)) {
            chosen = entries.getFirst().number();
        }
        choose(chosen);
    }

    private void choose(long number) {
        chosen = number;
        list.removeAll();
        entries.forEach(entry -> list.add(button(entry)));
        List<Long> others = new ArrayList<>();
        others.add(OPEN_NOW);
        entries.stream().map(Entry::number).filter(other -> other != number).forEach(others::add);
        setting = true;
        Long before = with.getValue();
        with.setItems(others);
        with.setValue(before != null && others.contains(before) ? before : OPEN_NOW);
        setting = false;
        compared.setVisible(true);
        compare();
    }

    private Button button(Entry entry) {
        Span number = new Span("Version " + entry.number());
        number.addClassName("pipe-input-name");
        Span by = new Span(entry.title() + " · " + entry.by() + " · ");
        by.addClassName("sh-dim");
        Div words = new Div(new Div(number), new Div(by, time(entry)));
        words.addClassName("pipe-version-words");
        Button button = new Button(words, click -> choose(entry.number()));
        button.addThemeVariants(ButtonVariant.TERTIARY);
        button.addClassName("pipe-version");
        boolean on = entry.number() == chosen;
        button.setClassName("sh-choices-on", on);
        button.getElement().setAttribute("aria-pressed", Boolean.toString(on));
        return button;
    }

    private static Component time(Entry entry) {
        RelativeTime time = new RelativeTime(entry.at());
        time.getElement().getClassList().add("sh-dim");
        return time;
    }

    private String label(Long number) {
        return number == OPEN_NOW ? "what is open now" : "version " + number;
    }

    /** The earlier of the two is what it was, the later what became of it. */
    private void compare() {
        problem.clear();
        long other = with.getValue() == null ? OPEN_NOW : with.getValue();
        try {
            Content here = content.apply(chosen);
            Content there = other == OPEN_NOW ? open.get() : content.apply(other);
            boolean later = other == OPEN_NOW || other > chosen;
            Content before = later ? here : there;
            Content after = later ? there : here;
            PipelineDiff found = PipelineDiff.between(before.pipeline(), after.pipeline());
            diff.show(found, LineDiff.between(before.sql(), after.sql()));
            diff.setVisible(true);
            summary.setText("From version " + (later ? chosen : other) + " to "
                    + (other == OPEN_NOW ? "what is open now" : "version " + (later ? other : chosen)) + ": "
                    + found.summary());
        } catch (ProblemException e) {
            diff.setVisible(false);
            summary.setText("");
            problem.show(ProblemTexts.of(e));
        }
    }

    private void restore() {
        problem.clear();
        try {
            restore.accept(chosen);
            compare();
        } catch (ProblemException e) {
            problem.show(ProblemTexts.of(e));
        }
    }
}
