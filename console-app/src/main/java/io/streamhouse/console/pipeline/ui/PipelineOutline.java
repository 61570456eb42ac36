package io.streamhouse.console.pipeline.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.select.Select;
import io.streamhouse.component.PlainTable;
import io.streamhouse.component.ProblemPanel;
import io.streamhouse.component.StatusChip;
import io.streamhouse.component.Tone;
import io.streamhouse.console.problems.ProblemTexts;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.RelationId;
import io.streamhouse.pipeline.Link;
import io.streamhouse.pipeline.Pipeline;
import io.streamhouse.pipeline.PipelineNode;
import io.streamhouse.pipeline.Step;
import io.streamhouse.pipeline.check.NodeCheck;
import io.streamhouse.pipeline.check.NodeProblem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The pipeline as a table that does what the canvas does, for keyboards and screen readers. */
@StyleSheet("context://pipelines.css")
final class PipelineOutline extends Div {

    private static final long serialVersionUID = 1L;

    /** The choice of an input that nothing is linked to. */
    private static final String NOTHING = "";

    private final transient FormSurroundings surroundings;
    private final transient PipelineEdits edits;
    private final Select<StepKind> kind = new Select<>();
    private final ComboBox<String> relation = new ComboBox<>("Table or view");
    private final ProblemPanel problem = new ProblemPanel();
    private final Div body = new Div();
    private transient List<Row> shown = List.of();
    private transient Pipeline pipeline = Pipeline.EMPTY;
    private transient Map<String, NodeCheck> checks = Map.of();
    private transient Map<String, Component> openers = new HashMap<>();

    /** What is shown of a node: rows stay, and focus with them, as long as none of it changes. */
    private record Row(
            PipelineNode node, List<Link> inputs, List<String> others, String state, Tone tone, String why) {}

    PipelineOutline(FormSurroundings surroundings, PipelineEdits edits) {
        this.surroundings = surroundings;
        this.edits = edits;
        addClassName("pipe-outline");
        kind.setLabel("Add a step");
        kind.setItems(StepKind.values());
        kind.setItemLabelGenerator(StepKind::title);
        kind.setValue(StepKind.SOURCE);
        kind.setHelperText(StepKind.SOURCE.explanation());
        kind.addValueChangeListener(change -> {
            kind.setHelperText(change.getValue().explanation());
            relation.setVisible(change.getValue().needsRelation());
        });
        relation.setManualValidation(true);
        Button add = new Button("Add", VaadinIcon.PLUS.create(), click -> add());
        add.setAriaLabel("Add the step");
        Div bar = new Div(kind, relation, add);
        bar.addClassName("pipe-outline-bar");
        body.addClassName("pipe-scroll");
        add(new H2("Steps as a table"), bar, problem, body);
    }

    /** @param known of the nodes, by name */
    void show(Pipeline now, Map<String, NodeCheck> known) {
        pipeline = now;
        checks = known;
        List<String> names = Relations.names(surroundings.relations());
        if (!names.equals(relation.getListDataView().getItems().toList())) {
            relation.setItems(names);
        }
        List<Row> rows =
                now.inOrder().stream().map(node -> row(node, now, known)).toList();
        if (rows.equals(shown) && body.getComponentCount() > 0) {
            return;
        }
        shown = rows;
        Map<String, Component> next = new HashMap<>();
        PlainTable table =
                new PlainTable("Steps of the pipeline", "Step", "What it does", "Takes rows from", "State", "");
        rows.forEach(row -> table.row(
                opener(row, next),
                does(row),
                inputs(row),
                state(row),
                remove(row.node().name())));
        openers = next;
        body.removeAll();
        if (rows.isEmpty()) {
            Span none = new Span("No steps yet: add a source, then what is to be done with its rows.");
            none.addClassName("sh-dim");
            body.add(none);
        } else {
            body.add(table);
        }
    }

    /** Puts the focus on a node's row, if it is there. */
    void focus(String node) {
        if (openers.get(node) instanceof Button button) {
            button.focus();
        }
    }

    private static Row row(PipelineNode node, Pipeline pipeline, Map<String, NodeCheck> checks) {
        List<String> others = pipeline.nodes().stream()
                .filter(other -> other.step().hasOutput())
                .map(PipelineNode::name)
                .filter(name -> !name.equals(node.name()))
                .toList();
        List<Link> inputs = pipeline.inputs(node.name());
        Optional<NodeCheck> check = Optional.ofNullable(checks.get(node.name()));
        if (check.isEmpty()) {
            return new Row(node, inputs, others, "CHECKING", Tone.NEUTRAL, "");
        }
        return switch (check.get()) {
            case NodeCheck.Typed typed
            when typed.warnings().isEmpty() ->
                new Row(node, inputs, others, "OK", Tone.OK, typed.columns().size() + " columns");
            case NodeCheck.Typed typed -> new Row(node, inputs, others, "WARNING", Tone.WARN, words(typed.warnings()));
            case NodeCheck.Faulty faulty -> new Row(node, inputs, others, "FAULTY", Tone.BAD, words(faulty.problems()));
            case NodeCheck.Waiting waiting ->
                new Row(node, inputs, others, "WAITS", Tone.NEUTRAL, "for “" + waiting.upstream() + "”");
        };
    }

    private static String words(List<NodeProblem> problems) {
        return String.join(
                "; ", problems.stream().map(each -> each.problem().what()).toList());
    }

    private Component opener(Row row, Map<String, Component> next) {
        String name = row.node().name();
        Button open = new Button(name, click -> edits.open(name));
        open.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
        open.setAriaLabel("Edit " + name);
        next.put(name, open);
        return open;
    }

    private static Component does(Row row) {
        Div kind = new Div(StepKind.of(row.node().step()).title());
        Div line = new Div(StepParts.line(row.node().step()));
        line.addClassNames("sh-dim", "pipe-outline-line");
        return new Div(kind, line);
    }

    private Component inputs(Row row) {
        Step step = row.node().step();
        Div selects = new Div();
        selects.addClassName("pipe-outline-inputs");
        int taken =
                row.inputs().stream().mapToInt(link -> link.port() + 1).max().orElse(0);
        // Steps that take many always offer one input more than they have.
        int count =
                Math.min(step.mostInputs(), Math.max(step.fewestInputs(), step.mostInputs() > 2 ? taken + 1 : taken));
        for (int port = 0; port < count; port++) {
            selects.add(input(row, port));
        }
        return selects;
    }

    private Component input(Row row, int port) {
        String name = row.node().name();
        String from = row.inputs().stream()
                .filter(link -> link.port() == port)
                .map(Link::from)
                .findFirst()
                .orElse(NOTHING);
        Select<String> select = new Select<>();
        select.setAriaLabel(FormInputs.label(row.node().step(), port) + " of " + name);
        List<String> items = new ArrayList<>(List.of(NOTHING));
        items.addAll(row.others());
        select.setItems(items);
        select.setItemLabelGenerator(item -> item.isEmpty() ? "nothing yet" : item);
        select.setValue(from);
        select.addValueChangeListener(change -> {
            boolean done = attempt(() -> {
                if (change.getValue().isEmpty()) {
                    edits.unlink(name, port);
                } else {
                    edits.link(new Link(change.getValue(), name, port));
                }
            });
            if (!done) {
                shown = List.of();
                show(pipeline, checks);
            }
        });
        return select;
    }

    private static Component state(Row row) {
        Div why = new Div(row.why());
        why.addClassNames("sh-dim", "pipe-outline-line");
        Div state = new Div(new StatusChip(row.tone(), row.state()), why);
        state.addClassName("pipe-outline-state");
        return state;
    }

    private Component remove(String name) {
        Button remove = new Button(VaadinIcon.TRASH.create(), click -> attempt(() -> edits.remove(Set.of(name))));
        remove.addThemeVariants(ButtonVariant.TERTIARY);
        remove.addThemeNames("icon", "small");
        remove.setAriaLabel("Remove " + name);
        remove.setTooltipText("Remove " + name);
        return remove;
    }

    private void add() {
        StepKind wanted = kind.getValue();
        Optional<RelationId> chosen = Optional.ofNullable(relation.getValue()).flatMap(Relations::parse);
        boolean missing = wanted.needsRelation() && chosen.isEmpty();
        relation.setErrorMessage("Choose one");
        relation.setInvalid(missing);
        if (missing) {
            return;
        }
        Step step = wanted.begun(chosen.filter(id -> wanted.needsRelation())
                .orElseGet(() ->
                        surroundings.current().relation(wanted == StepKind.INTO_VIEW ? "new_view" : "new_table")));
        attempt(() -> edits.add(PipelineNode.of(pipeline.freeName(wanted.nodeName(step)), step)));
    }

    private boolean attempt(Runnable edit) {
        problem.clear();
        try {
            edit.run();
            return true;
        } catch (ProblemException e) {
            problem.show(ProblemTexts.of(e));
            return false;
        }
    }
}
