package io.streamhouse.console.sqlworkspace.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Pre;
import io.streamhouse.component.FlowGraph;
import io.streamhouse.component.Tone;
import io.streamhouse.model.Redactor;
import io.streamhouse.model.Row;
import io.streamhouse.sql.ExplainPlan;
import io.streamhouse.sql.PlanTree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What EXPLAIN said: the plan as a picture and as text. */
final class PlanPane extends Div {

    private static final long serialVersionUID = 1L;

    private final FlowGraph picture = new FlowGraph("The plan: data flows from the sources to the result");
    private final Pre text = new Pre();
    private final Segmented<Boolean> choice;

    PlanPane(List<Row> rows) {
        addClassName("sql-plan");
        String said = rows.stream()
                .flatMap(row -> row.values().stream())
                .map(value -> value == null ? "" : value.toString())
                .collect(Collectors.joining("\n"));
        text.setText(Redactor.text(said));
        text.addClassName("sql-plan-text");
        text.getElement().setAttribute("tabindex", "0");
        picture.setSizeFull();
        picture.setDirection(FlowGraph.Direction.RIGHT);
        PlanTree tree = ExplainPlan.parse(said);
        boolean drawn = tree.best().map(this::draw).orElse(false);
        Map<Boolean, String> choices = new LinkedHashMap<>();
        choices.put(true, "Picture");
        choices.put(false, "Text");
        choice = new Segmented<>("How the plan is shown", choices, drawn, this::turn);
        choice.setChoiceVisible(true, drawn);
        add(picture, text);
        turn(drawn);
    }

    Component choice() {
        return choice;
    }

    private void turn(boolean toPicture) {
        picture.setVisible(toPicture);
        text.setVisible(!toPicture);
    }

    private boolean draw(PlanTree.Section section) {
        List<FlowGraph.Node> nodes = new ArrayList<>();
        List<FlowGraph.Edge> edges = new ArrayList<>();
        for (PlanTree.Node node : section.nodes()) {
            List<String> lines = new ArrayList<>();
            node.details().forEach((key, value) -> lines.add(Redactor.text(key + ": " + value)));
            node.cost().ifPresent(cost -> lines.add("cost: " + cost));
            nodes.add(new FlowGraph.Node(
                    node.id(), node.operator(), lines, node.changelogMode().orElse(""), tone(node)));
            node.inputs().forEach(input -> edges.add(new FlowGraph.Edge(input, node.id(), "")));
        }
        picture.setGraph(nodes, edges);
        return !nodes.isEmpty();
    }

    /** Where a plan reads and writes, and where it moves data between machines, is what one looks for first. */
    private static Tone tone(PlanTree.Node node) {
        String operator = node.operator();
        if (operator.contains("Scan") || operator.contains("Source") || operator.contains("Values")) {
            return Tone.INCREMENTAL;
        }
        if (operator.contains("Sink")) {
            return Tone.OK;
        }
        if (operator.contains("Exchange")) {
            return Tone.WARN;
        }
        return operator.contains("Join") || operator.contains("Aggregate") ? Tone.ACCENT : Tone.NEUTRAL;
    }
}
