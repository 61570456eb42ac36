package io.streamhouse.console.sqlworkspace.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.streamhouse.component.Formats;
import io.streamhouse.console.sqlworkspace.RunState;
import io.streamhouse.console.sqlworkspace.ScriptRun;
import io.streamhouse.console.sqlworkspace.StatementRun;
import io.streamhouse.model.Position;
import io.streamhouse.model.Redactor;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What came of a run: its statements in a list where there are several, and the one chosen beside it. */
final class ResultsPanel extends Div {

    private static final long serialVersionUID = 1L;

    private static final int MOST_LISTED = 200;

    private final transient InstantSource clock;
    private final transient Consumer<Position> goTo;
    private final Div list = new Div();
    private final Div place = new Div();
    private final List<Item> items = new ArrayList<>();
    private transient @Nullable ScriptRun run;
    private @Nullable Item chosen;
    private boolean chosenByPerson;

    private static final class Item {

        private final StatementRun statement;
        private final Button button = new Button();
        private final Span state = new Span();
        private final Span facts = new Span();
        private @Nullable StatementPane pane;

        Item(StatementRun statement) {
            this.statement = statement;
        }
    }

    /** @param goTo shows a place of the script in the editor */
    ResultsPanel(InstantSource clock, Consumer<Position> goTo) {
        this.clock = clock;
        this.goTo = goTo;
        addClassName("sql-results");
        list.addClassName("sql-statements");
        list.getElement().setAttribute("role", "group");
        list.getElement().setAttribute("aria-label", "Statements of the run");
        place.addClassName("sql-result-place");
        add(list, place);
    }

    /** Shown while nothing has been run. */
    void showInstead(Component component) {
        run = null;
        items.clear();
        list.setVisible(false);
        place.removeAll();
        place.add(component);
    }

    void show(ScriptRun shown, Instant now) {
        run = shown;
        chosen = null;
        chosenByPerson = false;
        items.clear();
        list.removeAll();
        place.removeAll();
        for (StatementRun statement : shown.statements()) {
            Item item = new Item(statement);
            items.add(item);
            if (items.size() <= MOST_LISTED && shown.statements().size() > 1) {
                list.add(button(item, items.size()));
            }
        }
        if (items.size() > MOST_LISTED) {
            list.add(new Span(Formats.number(items.size() - MOST_LISTED) + " more"));
        }
        list.setVisible(items.size() > 1);
        refresh(now);
    }

    private Button button(Item item, int number) {
        Span text = new Span(number + "  " + Words.excerpt(Redactor.text(item.statement.text())));
        text.addClassName("sql-statement-text");
        item.state.addClassName("sql-statement-state");
        item.facts.addClassName("sql-statement-facts");
        Div line = new Div(item.state, item.facts);
        line.addClassName("sql-statement-line");
        Div content = new Div(text, line);
        content.addClassName("sql-statement-content");
        item.button.getElement().appendChild(content.getElement());
        item.button.addThemeNames("tertiary");
        item.button.addClassName("sql-statement");
        item.button.addClickListener(click -> {
            chosenByPerson = true;
            choose(item);
            refresh(clock.instant());
        });
        return item.button;
    }

    /** Moves rows towards the browser. From any thread. */
    void pump() {
        Item shown = chosen;
        StatementPane pane = shown == null ? null : shown.pane;
        if (pane != null) {
            pane.pump();
        }
    }

    void refresh(Instant now) {
        ScriptRun shown = run;
        if (shown == null || items.isEmpty()) {
            return;
        }
        if (!chosenByPerson) {
            choose(worthALook());
        }
        boolean several = items.size() > 1;
        for (Item item : several ? items.subList(0, Math.min(MOST_LISTED, items.size())) : List.<Item>of()) {
            RunState state = item.statement.state();
            item.state.setText(Words.state(state));
            item.state.setClassName(
                    "sql-statement-state sh-" + Words.tone(state).css());
            String amount = Words.amount(item.statement);
            String time = item.statement.endedAt().isPresent() ? Formats.duration(item.statement.elapsed(now)) : "";
            item.facts.setText(amount.isEmpty() || time.isEmpty() ? amount + time : amount + " · " + time);
        }
        Item front = chosen;
        if (front != null && front.pane != null) {
            front.pane.refresh(now);
        }
    }

    /** What runs; after that, what went wrong, or else the last result. */
    private Item worthALook() {
        Item best = items.getFirst();
        for (Item item : items) {
            RunState state = item.statement.state();
            if (state == RunState.QUEUED || state == RunState.SKIPPED) {
                break;
            }
            if (!state.ended() || state == RunState.FAILED || item.statement.isQuery() || !best.statement.isQuery()) {
                best = item;
            }
        }
        return best;
    }

    private void choose(Item item) {
        if (item.equals(chosen)) {
            return;
        }
        if (chosen != null) {
            chosen.button.removeClassName("sql-statement-on");
            chosen.button.getElement().removeAttribute("aria-current");
            if (chosen.pane != null) {
                chosen.pane.setVisible(false);
            }
        }
        chosen = item;
        item.button.addClassName("sql-statement-on");
        item.button.getElement().setAttribute("aria-current", "true");
        if (item.pane == null) {
            item.pane = new StatementPane(item.statement, goTo);
            place.add(item.pane);
        }
        item.pane.setVisible(true);
    }
}
