package io.streamhouse.console.jobs.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.streamhouse.component.Formats;
import io.streamhouse.console.jobs.ConsoleJob;
import io.streamhouse.model.JobState;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Chooses the state of the jobs to be seen, among those there are, with how many of each. */
final class StateFilter extends Div {

    private static final long serialVersionUID = 1L;

    private final transient Consumer<Optional<JobState>> chosen;
    private @Nullable JobState state;
    private transient Map<JobState, Integer> shown = new EnumMap<>(JobState.class);

    StateFilter(Consumer<Optional<JobState>> chosen) {
        this.chosen = chosen;
        addClassName("jobs-filter");
        getElement().setAttribute("role", "group");
        getElement().setAttribute("aria-label", "State of the jobs to show");
    }

    Optional<JobState> state() {
        return Optional.ofNullable(state);
    }

    void choose(Optional<JobState> wanted) {
        state = wanted.orElse(null);
        draw();
    }

    void count(List<ConsoleJob> jobs) {
        Map<JobState, Integer> counts = new EnumMap<>(JobState.class);
        jobs.forEach(job -> counts.merge(job.summary().state(), 1, Integer::sum));
        if (!counts.equals(shown) || getComponentCount() == 0) {
            shown = counts;
            draw();
        }
    }

    private void draw() {
        removeAll();
        add(button("All", shown.values().stream().mapToInt(Integer::intValue).sum(), Optional.empty()));
        for (JobState one : JobState.values()) {
            if (shown.containsKey(one) || one == state) {
                add(button(one.name(), shown.getOrDefault(one, 0), Optional.of(one)));
            }
        }
    }

    private Button button(String words, int count, Optional<JobState> wanted) {
        Span number = new Span(Formats.number(count));
        number.addClassName("jobs-filter-count");
        Button button = new Button(words, number, click -> chosen.accept(wanted));
        button.setIconAfterText(true);
        button.addThemeNames("tertiary", "small");
        boolean pressed = wanted.equals(state());
        button.getElement().setAttribute("aria-pressed", String.valueOf(pressed));
        button.setClassName("jobs-filter-on", pressed);
        return button;
    }
}
