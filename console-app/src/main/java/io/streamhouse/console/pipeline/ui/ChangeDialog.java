package io.streamhouse.console.pipeline.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import io.streamhouse.component.PlainTable;
import io.streamhouse.component.ProblemPanel;
import io.streamhouse.component.StatusChip;
import io.streamhouse.component.Tone;
import io.streamhouse.console.problems.ProblemTexts;
import io.streamhouse.model.Problem;
import io.streamhouse.model.RelationId;
import io.streamhouse.refresh.QueryChange;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Says, before a running pipeline is changed, which of its nodes keep what they remember and which do not. */
@StyleSheet("context://pipelines.css")
final class ChangeDialog extends Dialog {

    private static final long serialVersionUID = 1L;

    /** What becomes of a node's state. */
    enum Fate {
        KEPT,
        REBUILT,
        LOST,
        NONE
    }

    /** @param sentence says why, for a person */
    record Line(String node, Fate fate, String sentence) {}

    private final Div views = new Div();
    private final Div body = new Div();
    private final Button go = new Button();

    /**
     * @param pipeline its name
     * @param goesOn whether it can go on with what it remembers; otherwise it begins anew
     * @param why says why it can or can't, and what becomes of its views
     * @param apply carries the change out, once the dialog is closed
     */
    ChangeDialog(String pipeline, List<Line> lines, boolean goesOn, String why, Runnable apply) {
        setHeaderTitle("Change “" + pipeline + "” while it runs?");
        setWidth("min(46rem, 94vw)");
        body.add(new Paragraph(why), nodes(lines), views);
        body.addClassName("pipe-change");
        add(body);
        go.setText(goesOn ? "Change it and go on" : "Change it and begin anew");
        go.addClickListener(click -> {
            close();
            apply.run();
        });
        go.setTooltipText(
                goesOn
                        ? "What stays the same runs on with what it remembers"
                        : "What is remembered is given up and gathered again; what was written stays, that of a view"
                                + " until the new content is there");
        go.addThemeVariants(ButtonVariant.PRIMARY);
        if (lines.stream().anyMatch(line -> line.fate() == Fate.LOST)) {
            go.addThemeVariants(ButtonVariant.ERROR);
        }
        getFooter().add(new Button("Leave it as it is", click -> close()), go);
    }

    /** Says too what becomes of the materialized views whose query changes. */
    ChangeDialog withViews(Map<RelationId, QueryChange> changes) {
        views.removeAll();
        changes.forEach((view, query) -> views.add(view(view.name(), query)));
        return this;
    }

    /** Says instead why it can't be changed like that, and offers no way to. */
    ChangeDialog hinderedBy(Problem hindrance) {
        setHeaderTitle("What is drawn can’t take the place of what runs");
        body.removeAll();
        body.add(new ProblemPanel(ProblemTexts.of(hindrance)));
        go.setVisible(false);
        return this;
    }

    /** What loses most comes first. */
    private static Div nodes(List<Line> lines) {
        PlainTable table = new PlainTable("What becomes of each step", "Step", "What it remembers", "Why");
        lines.stream()
                .sorted(Comparator.comparingInt(line -> rank(line.fate())))
                .forEach(line -> table.row(new Span(line.node()), chip(line.fate()), new Span(line.sentence())));
        Div scroll = new Div(table);
        scroll.addClassName("pipe-scroll");
        return scroll;
    }

    private static int rank(Fate fate) {
        return switch (fate) {
            case LOST -> 0;
            case REBUILT -> 1;
            case KEPT -> 2;
            case NONE -> 3;
        };
    }

    private static StatusChip chip(Fate fate) {
        return switch (fate) {
            case LOST -> new StatusChip(Tone.BAD, "LOST");
            case REBUILT -> new StatusChip(Tone.WARN, "REBUILT");
            case KEPT -> new StatusChip(Tone.OK, "KEPT");
            case NONE -> new StatusChip(Tone.NEUTRAL, "NOTHING");
        };
    }

    private static Div view(String name, QueryChange query) {
        Div section = new Div(new H3("Materialized view " + name));
        query.refusal().ifPresent(refusal -> section.add(new ProblemPanel(ProblemTexts.of(refusal))));
        section.add(
                list("Stays: ", query.kept()),
                list("Computed anew: ", query.rebuilt()),
                list("Gone: ", query.lost()),
                list("Mind: ", query.warnings()));
        return section;
    }

    private static Div list(String head, List<String> words) {
        Div line = new Div(head + String.join("; ", words));
        line.setVisible(!words.isEmpty());
        return line;
    }
}
