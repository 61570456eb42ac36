package io.streamhouse.console.pipeline.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import io.streamhouse.component.Choices;
import io.streamhouse.component.FlowGraph;
import io.streamhouse.component.Tone;
import io.streamhouse.console.pipeline.ui.PipelineDiff.Kind;
import io.streamhouse.console.pipeline.ui.PipelineDiff.LinkDiff;
import io.streamhouse.console.pipeline.ui.PipelineDiff.NodeDiff;
import io.streamhouse.console.pipeline.ui.PipelineDiff.PartDiff;
import io.streamhouse.pipeline.Link;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What became of a pipeline: as a picture, as a list, and as lines of its SQL. */
final class DiffView extends Div {

    private static final long serialVersionUID = 1L;

    /** Lines that stay the same are shown so far around those that do not. */
    private static final int AROUND = 3;

    private static final int LONGEST_LINE = 60;

    private enum Side {
        PICTURE,
        TEXT
    }

    private final FlowGraph picture = new FlowGraph("What was added, changed and removed");
    private final UnorderedList changes = new UnorderedList();
    private final Div drawn = new Div(picture, changes);
    private final Div text = new Div();
    private final Choices<Side> choices;

    DiffView() {
        addClassName("pipe-diff");
        picture.addClassName("pipe-diff-picture");
        changes.addClassName("pipe-diff-list");
        text.addClassNames("pipe-diff-text", "sh-block");
        text.getElement().setAttribute("tabindex", "0");
        text.getElement().setAttribute("role", "region");
        text.getElement().setAttribute("aria-label", "Difference of the SQL");
        Map<Side, String> words = new LinkedHashMap<>();
        words.put(Side.PICTURE, "As a picture");
        words.put(Side.TEXT, "As text");
        choices = new Choices<>("How the difference is shown", words, this::show);
        add(choices, drawn, text);
        show(Side.PICTURE);
    }

    private void show(Side side) {
        choices.show(side);
        drawn.setVisible(side == Side.PICTURE);
        text.setVisible(side == Side.TEXT);
    }

    void show(PipelineDiff diff, LineDiff lines) {
        picture.setVisible(!diff.nodes().isEmpty());
        picture.setGraph(
                diff.nodes().stream().map(DiffView::node).toList(),
                diff.links().stream().map(link -> edge(link, diff)).toList());
        changes.removeAll();
        diff.nodes().stream()
                .filter(node -> node.kind() != Kind.SAME)
                .forEach(node -> changes.add(new ListItem(item(node))));
        diff.links().stream()
                .filter(link -> link.kind() != Kind.SAME)
                .forEach(link -> changes.add(new ListItem(words(link))));
        if (diff.isEmpty()) {
            changes.add(new ListItem("Both are the same"));
        }
        text.removeAll();
        lines(lines).forEach(text::add);
    }

    private static FlowGraph.Node node(NodeDiff diff) {
        String line = StepParts.line(diff.node().step());
        List<String> lines =
                new ArrayList<>(List.of(StepKind.of(diff.node().step()).title()));
        if (!line.isEmpty()) {
            lines.add(line.length() <= LONGEST_LINE ? line : line.substring(0, LONGEST_LINE) + "…");
        }
        return new FlowGraph.Node(id(diff), diff.node().name(), lines, badge(diff.kind()), tone(diff.kind()));
    }

    /** A name may be that of one node before and of another after. */
    private static String id(NodeDiff diff) {
        return (diff.kind() == Kind.REMOVED ? "-" : "+") + diff.node().name();
    }

    private static String badge(Kind kind) {
        return kind == Kind.SAME ? "" : word(kind);
    }

    static String word(Kind kind) {
        return switch (kind) {
            case SAME -> "same";
            case ADDED -> "added";
            case CHANGED -> "changed";
            case REMOVED -> "removed";
        };
    }

    private static Tone tone(Kind kind) {
        return switch (kind) {
            case SAME -> Tone.NEUTRAL;
            case ADDED -> Tone.OK;
            case CHANGED -> Tone.WARN;
            case REMOVED -> Tone.BAD;
        };
    }

    private static FlowGraph.Edge edge(LinkDiff link, PipelineDiff diff) {
        return new FlowGraph.Edge(id(link.link().from(), diff), id(link.link().to(), diff), badge(link.kind()));
    }

    private static String id(String name, PipelineDiff diff) {
        return diff.nodes().stream()
                .filter(node -> node.node().name().equals(name))
                .findFirst()
                .map(DiffView::id)
                .orElse(name);
    }

    private static Component item(NodeDiff diff) {
        Div item = new Div();
        Span name = new Span(diff.node().name());
        name.addClassName("pipe-input-name");
        Span what = new Span(word(diff.kind()));
        what.addClassName("sh-" + tone(diff.kind()).css());
        item.add(name, new Span(" "), what);
        diff.before().ifPresent(before -> item.add(new Span(", was called " + before)));
        for (PartDiff part : diff.changes()) {
            item.add(part(part));
        }
        return item;
    }

    private static Component part(PartDiff part) {
        Div line = new Div(new Span(part.part() + ": "));
        line.addClassName("pipe-diff-part");
        Span before = new Span(part.before().isEmpty() ? "nothing" : part.before());
        before.addClassName("pipe-was");
        Span after = new Span(part.after().isEmpty() ? "nothing" : part.after());
        after.addClassName("pipe-is");
        line.add(before, new Span(" → "), after);
        return line;
    }

    private static String words(LinkDiff diff) {
        Link link = diff.link();
        return "Rows from " + link.from() + " to " + link.to()
                + (link.port() == 0 ? "" : ", input " + (link.port() + 1)) + ": "
                + (diff.kind() == Kind.ADDED ? "linked" : "not linked any more");
    }

    private static List<Component> lines(LineDiff diff) {
        List<LineDiff.Line> all = diff.lines();
        List<Component> shown = new ArrayList<>();
        int left = 0;
        for (int at = 0; at < all.size(); at++) {
            if (!near(all, at)) {
                left++;
                continue;
            }
            if (left > 0) {
                shown.add(folded(left));
                left = 0;
            }
            shown.add(line(all.get(at)));
        }
        if (left > 0) {
            shown.add(folded(left));
        }
        return shown;
    }

    private static boolean near(List<LineDiff.Line> all, int at) {
        int from = Math.max(0, at - AROUND);
        int to = Math.min(all.size(), at + AROUND + 1);
        return all.subList(from, to).stream().anyMatch(line -> line.kind() != LineDiff.Kind.SAME);
    }

    private static Component folded(int lines) {
        Div folded = new Div("… " + lines + (lines == 1 ? " line" : " lines") + " the same");
        folded.addClassName("sh-dim");
        return folded;
    }

    private static Component line(LineDiff.Line line) {
        String sign =
                switch (line.kind()) {
                    case SAME -> "  ";
                    case ADDED -> "+ ";
                    case REMOVED -> "− ";
                };
        Div shown = new Div(sign + line.text());
        switch (line.kind()) {
            case ADDED -> shown.addClassName("pipe-added");
            case REMOVED -> shown.addClassName("pipe-removed");
            case SAME -> {}
        }
        return shown;
    }
}
