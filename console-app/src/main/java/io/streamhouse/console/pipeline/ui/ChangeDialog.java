package io.streamhouse.console.pipeline.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import io.streamhouse.component.PlainTable;
import io.streamhouse.component.ProblemPanel;
import io.streamhouse.component.StatusChip;
import io.streamhouse.component.Tone;
import io.streamhouse.console.pipeline.PipelineChange;
import io.streamhouse.console.pipeline.PipelineChange.Fate;
import io.streamhouse.console.pipeline.PipelineChange.How;
import io.streamhouse.console.pipeline.PipelineChange.NodeChange;
import io.streamhouse.console.problems.ProblemTexts;
import io.streamhouse.model.ProblemException;
import io.streamhouse.refresh.QueryChange;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/** Says, before a running pipeline is changed, which of its nodes keep what they remember and which do not. */
final class ChangeDialog extends Dialog {

    private static final long serialVersionUID = 1L;

    private final transient Consumer<How> apply;
    private final ProblemPanel problem = new ProblemPanel();

    /**
     * @param pipeline its name
     * @param apply carries the change out; may throw a {@link ProblemException}, which is shown here
     */
    ChangeDialog(String pipeline, PipelineChange change, Consumer<How> apply) {
        this.apply = apply;
        setHeaderTitle("Change “" + pipeline + "” while it runs?");
        setWidth("min(46rem, 94vw)");
        Div body = new Div();
        body.addClassName("pipe-change");
        Paragraph why = new Paragraph(change.why());
        body.add(why, nodes(change.nodes()));
        change.views().forEach((view, query) -> body.add(view(view.name(), query)));
        body.add(problem);
        change.hindrance().ifPresent(hindrance -> problem.show(ProblemTexts.of(hindrance)));
        add(body);
        getFooter().add(new Button("Leave it as it is", click -> close()));
        if (change.hindrance().isEmpty()) {
            buttons(change);
        }
    }

    private void buttons(PipelineChange change) {
        Button anew = new Button("Begin anew", click -> apply(How.ANEW));
        anew.setTooltipText("What is remembered is given up and gathered again; rows that were written stay");
        anew.setDisableOnClick(true);
        if (change.goesOn()) {
            Button goOn = new Button("Change it and go on", click -> apply(How.GO_ON));
            goOn.setTooltipText("Stopped with a savepoint, and started from it");
            goOn.addThemeVariants(ButtonVariant.PRIMARY);
            goOn.setDisableOnClick(true);
            getFooter().add(anew, goOn);
        } else {
            boolean loses = change.nodes().stream().anyMatch(node -> node.fate() == Fate.LOST);
            anew.addThemeVariants(ButtonVariant.PRIMARY);
            if (loses) {
                anew.addThemeVariants(ButtonVariant.ERROR);
            }
            getFooter().add(anew);
        }
    }

    private void apply(How how) {
        problem.clear();
        try {
            apply.accept(how);
            close();
        } catch (ProblemException e) {
            problem.show(ProblemTexts.of(e));
        }
        getFooter().getElement().getChildren().forEach(button -> button.setEnabled(true));
    }

    /** What loses most comes first. */
    private static Div nodes(List<NodeChange> nodes) {
        PlainTable table = new PlainTable("What becomes of each step", "Step", "What it remembers", "Why");
        nodes.stream()
                .sorted(Comparator.comparingInt(node -> rank(node.fate())))
                .forEach(node -> table.row(new Span(node.node()), chip(node.fate()), new Span(node.says())));
        Div scroll = new Div(table);
        scroll.addClassName("pipe-scroll");
        return scroll;
    }

    private static int rank(Fate fate) {
        return switch (fate) {
            case LOST -> 0;
            case REBUILT -> 1;
            case KEPT -> 2;
            case STATELESS -> 3;
        };
    }

    static StatusChip chip(Fate fate) {
        return switch (fate) {
            case LOST -> new StatusChip(Tone.BAD, "LOST");
            case REBUILT -> new StatusChip(Tone.WARN, "REBUILT");
            case KEPT -> new StatusChip(Tone.OK, "KEPT");
            case STATELESS -> new StatusChip(Tone.NEUTRAL, "NOTHING");
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
