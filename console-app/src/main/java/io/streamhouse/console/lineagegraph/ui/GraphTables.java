package io.streamhouse.console.lineagegraph.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import io.streamhouse.component.Formats;
import io.streamhouse.component.LineageDrawing.Figures;
import io.streamhouse.component.PlainTable;
import io.streamhouse.component.StatusChip;
import io.streamhouse.component.Tone;
import io.streamhouse.console.lineagegraph.CardFigures;
import io.streamhouse.console.lineagegraph.ColourBy;
import io.streamhouse.console.lineagegraph.LineageWords;
import io.streamhouse.console.lineagegraph.NodeHealth;
import io.streamhouse.lineage.Direction;
import io.streamhouse.lineage.Edge;
import io.streamhouse.lineage.Neighbourhood;
import io.streamhouse.lineage.Neighbourhood.ColumnEdge;
import io.streamhouse.lineage.Neighbourhood.Folded;
import io.streamhouse.lineage.Neighbourhood.Link;
import io.streamhouse.lineage.Neighbourhood.Node;
import io.streamhouse.model.RefreshMode;
import io.streamhouse.model.RelationId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** What the canvas draws, in words: the relations with how they are, and every column that goes into another. */
final class GraphTables extends Div {

    private static final long serialVersionUID = 1L;

    private static final int AT_ONCE = 200;

    private record Line(RelationId from, String column, RelationId to, String target, String how) {}

    private final transient Function<RelationId, String> routes;
    private final transient BiConsumer<RelationId, Direction> unfold;
    private final Div relations = new Div();
    private final Div columns = new Div();
    private int shownRelations = AT_ONCE;
    private int shownLines = AT_ONCE;
    private transient Optional<Neighbourhood> part = Optional.empty();
    private transient Map<RelationId, NodeHealth> health = Map.of();

    GraphTables(Function<RelationId, String> routes, BiConsumer<RelationId, Direction> unfold) {
        this.routes = routes;
        this.unfold = unfold;
        addClassName("lineage-tables");
        relations.addClassName("sh-card");
        columns.addClassName("sh-card");
        add(relations, columns);
    }

    void show(Neighbourhood shown, Map<RelationId, NodeHealth> known) {
        part = Optional.of(shown);
        health = known;
        drawRelations(shown);
        drawColumns(shown);
    }

    /** How the relations are now. */
    void refresh(Map<RelationId, NodeHealth> known) {
        if (!known.equals(health)) {
            health = known;
            part.ifPresent(this::drawRelations);
        }
    }

    private void drawRelations(Neighbourhood shown) {
        relations.removeAll();
        relations.add(title("Relations", shown.nodes().size()));
        Map<String, Figures> lag = CardFigures.of(shown.nodes(), health, ColourBy.LAG);
        Map<String, Figures> busy = CardFigures.of(shown.nodes(), health, ColourBy.PRESSURE);
        PlainTable table = new PlainTable(
                "Relations", "Relation", "Hops", "Mode", "Freshness", ">A day", "Busy", "State", "Not shown");
        shown.nodes().stream().limit(shownRelations).forEach(node -> {
            Figures figures = lag.getOrDefault(node.id().toString(), Figures.none(""));
            Figures load = busy.getOrDefault(node.id().toString(), Figures.none(""));
            table.row(
                    link(node),
                    new Span(hops(node.distance())),
                    mode(figures.mode()),
                    kept(node) ? PlainTable.text(figures.line(), figures.said()) : PlainTable.dim("–"),
                    figures.amount().isEmpty() ? PlainTable.dim("–") : new Span(figures.amount()),
                    kept(node) ? new Span(load.line()) : PlainTable.dim("–"),
                    state(node),
                    folded(shown, node.id()));
        });
        relations.add(table);
        more(relations, shown.nodes().size() - shownRelations, () -> {
            shownRelations += 1_000;
            drawRelations(shown);
        });
    }

    private void drawColumns(Neighbourhood shown) {
        columns.removeAll();
        List<Line> lines = lines(shown);
        columns.add(title("Columns", lines.size()));
        PlainTable table = new PlainTable("Columns that go into others", "From", "Into", "How");
        lines.stream()
                .limit(shownLines)
                .forEach(line -> table.row(
                        new Span(line.from().name() + (line.column().isEmpty() ? "" : "." + line.column())),
                        new Span(line.to().name() + (line.target().isEmpty() ? " (its rows)" : "." + line.target())),
                        new Code(line.how())));
        columns.add(table);
        more(columns, lines.size() - shownLines, () -> {
            shownLines += 1_000;
            drawColumns(shown);
        });
    }

    private static List<Line> lines(Neighbourhood shown) {
        List<Line> lines = new ArrayList<>();
        for (Link link : shown.links()) {
            for (ColumnEdge edge : link.edges()) {
                lines.add(new Line(
                        link.from(),
                        edge.from(),
                        link.to(),
                        edge.to(),
                        LineageWords.edge(edge.dependence(), edge.expression())));
            }
            for (Edge edge : link.rows()) {
                lines.add(new Line(
                        edge.from().relation(),
                        edge.from().column(),
                        link.to(),
                        "",
                        LineageWords.edge(edge.dependence(), edge.expression())));
            }
            if (link.edges().isEmpty() && link.rows().isEmpty()) {
                lines.add(new Line(link.from(), "", link.to(), "", "which columns is not known"));
            }
        }
        return lines;
    }

    private static H2 title(String words, int count) {
        H2 title = new H2(words);
        title.add(new Span(Formats.number(count)));
        return title;
    }

    private static void more(Div place, int left, Runnable show) {
        if (left > 0) {
            Button more = new Button(Formats.number(left) + " more", click -> show.run());
            more.addThemeNames("tertiary");
            place.add(more);
        }
    }

    private Component link(Node node) {
        Anchor link = new Anchor(routes.apply(node.id()), node.id().name());
        link.setRouterIgnore(false);
        link.getElement().setAttribute("title", node.id().toString());
        Div cell = new Div(link, PlainTable.dim(LineageWords.kind(node.kind())));
        cell.addClassName("lineage-name");
        return cell;
    }

    private boolean kept(Node node) {
        NodeHealth known = health.get(node.id());
        return known != null && known.state().isPresent();
    }

    private static String hops(int distance) {
        return distance == 0 ? "here" : Math.abs(distance) + (distance < 0 ? " up" : " down");
    }

    private static Component mode(String mode) {
        return mode.isEmpty() ? PlainTable.dim("–") : new StatusChip(tone(RefreshMode.valueOf(mode)), mode);
    }

    private static Tone tone(RefreshMode mode) {
        return switch (mode) {
            case CONTINUOUS -> Tone.CONTINUOUS;
            case INCREMENTAL -> Tone.INCREMENTAL;
            case FULL -> Tone.FULL;
        };
    }

    private Component state(Node node) {
        if (node.unknown().isPresent()) {
            Span span = new Span("Origin unknown: " + node.unknown().get());
            span.addClassName("sh-warn");
            return span;
        }
        NodeHealth known = health.get(node.id());
        if (known == null) {
            return PlainTable.dim("–");
        }
        Span span = new Span(known.problem().or(known::state).orElse("–"));
        span.addClassName(known.problem().isPresent() ? "sh-bad" : "sh-dim");
        return span;
    }

    private Component folded(Neighbourhood shown, RelationId id) {
        Div cell = new Div();
        for (Folded each : shown.folded()) {
            if (each.at().equals(id)) {
                String words = each.more() + " more " + (each.direction() == Direction.UP ? "upstream" : "downstream");
                Button button = new Button(words, click -> unfold.accept(id, each.direction()));
                button.addThemeNames("tertiary", "small");
                cell.add(button);
            }
        }
        return cell;
    }
}
