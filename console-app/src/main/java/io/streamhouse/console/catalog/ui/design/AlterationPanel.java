package io.streamhouse.console.catalog.ui.design;

import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import io.streamhouse.component.StatusChip;
import io.streamhouse.component.Tone;
import io.streamhouse.console.catalog.design.TableAlteration;
import java.util.ArrayList;
import java.util.List;

/** What altering the table would do, statement by statement, and what of it can't be done in place. */
final class AlterationPanel extends Div {

    private static final long serialVersionUID = 1L;

    private static final int READERS_NAMED = 6;

    private final Div content = new Div();
    private final List<StatusChip> chips = new ArrayList<>();

    AlterationPanel() {
        addClassNames("sh-card", "td-alteration");
        H2 title = new H2("What will be done");
        title.add(new Span("in place, keeping the rows"));
        content.addClassName("td-stack");
        getElement().setAttribute("aria-live", "polite");
        add(title, content);
    }

    /** @param readers what reads the table, by name */
    void show(TableAlteration alteration, List<String> readers) {
        content.removeAll();
        chips.clear();
        if (alteration.isNothing()) {
            content.add(dim("Nothing: the table is as designed. Change something, here or in the statement."));
            return;
        }
        if (!alteration.obstacles().isEmpty()) {
            UnorderedList list = new UnorderedList();
            list.addClassNames("td-warnings", "sh-warn");
            alteration
                    .obstacles()
                    .forEach(obstacle -> list.add(new ListItem(obstacle.what() + ". " + obstacle.way() + ".")));
            content.add(new Paragraph("Not possible in place:"), list);
        }
        OrderedList steps = new OrderedList();
        alteration.steps().forEach(step -> steps.add(item(step)));
        content.add(steps);
        boolean cautious =
                alteration.steps().stream().anyMatch(step -> step.caution().isPresent());
        if (cautious && !readers.isEmpty()) {
            content.add(dim("It is read by " + named(readers) + "."));
        }
    }

    private static String named(List<String> readers) {
        String some = String.join(", ", readers.subList(0, Math.min(READERS_NAMED, readers.size())));
        return readers.size() > READERS_NAMED ? some + " and " + (readers.size() - READERS_NAMED) + " more" : some;
    }

    private ListItem item(TableAlteration.Step step) {
        StatusChip chip = new StatusChip(Tone.OK, "DONE");
        chip.setVisible(false);
        chips.add(chip);
        Div head = new Div(new Span(step.words()), chip);
        head.addClassName("td-step");
        Code sql = new Code(step.sql());
        ListItem item = new ListItem(head, sql);
        step.caution().ifPresent(text -> {
            Span caution = new Span(text);
            caution.addClassName("sh-warn");
            item.add(caution);
        });
        return item;
    }

    /** The first so many steps are done. */
    void done(int count) {
        for (int at = 0; at < Math.min(count, chips.size()); at++) {
            chips.get(at).setVisible(true);
        }
    }

    private static Paragraph dim(String text) {
        Paragraph words = new Paragraph(text);
        words.addClassName("sh-dim");
        return words;
    }
}
