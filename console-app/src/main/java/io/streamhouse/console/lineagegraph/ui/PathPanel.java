package io.streamhouse.console.lineagegraph.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import io.streamhouse.component.PlainTable;
import io.streamhouse.console.lineagegraph.LineageWords;
import io.streamhouse.lineage.ColumnPath;
import io.streamhouse.lineage.ColumnPath.Hop;
import io.streamhouse.lineage.ColumnRef;
import io.streamhouse.lineage.Dependence;
import io.streamhouse.lineage.Edge;
import io.streamhouse.lineage.Origins;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How a column is made, from itself to its roots, with the expression at each hop. */
final class PathPanel extends Div {

    private static final long serialVersionUID = 1L;

    private static final int MOST = 60;

    private final transient Function<ColumnRef, String> routes;
    private final H2 title = new H2();
    private final Div content = new Div();

    /** @param routes where a column is shown */
    PathPanel(Function<ColumnRef, String> routes) {
        this.routes = routes;
        addClassName("sh-card");
        content.addClassName("lineage-scroll");
        add(title, content);
    }

    void show(Optional<ColumnPath> path) {
        title.removeAll();
        content.removeAll();
        path.ifPresentOrElse(this::show, this::hint);
    }

    private void hint() {
        title.setText("How a column is made");
        content.add(
                new Paragraph(PlainTable.dim("Choose a column, on a card or by searching, and every hop from it down"
                        + " to its roots is listed here, with the expression that makes it.")));
    }

    private void show(ColumnPath path) {
        int furthest = path.hops().stream().mapToInt(Hop::distance).max().orElse(0);
        title.add(
                new Span("How "),
                new Code(path.column().column()),
                new Span(" is made"),
                new Span(furthest == 0 ? "" : furthest == 1 ? "1 hop" : furthest + " hops"));
        PlainTable table = new PlainTable("How " + path.column().column() + " is made", "Column", "Expression", "How");
        path.hops().stream().limit(MOST).forEach(hop -> table.row(column(hop), expression(hop), how(hop)));
        content.add(table);
        int more = path.hops().size() - MOST;
        if (more > 0 || !path.complete()) {
            content.add(new Paragraph(PlainTable.dim(
                    more > 0
                            ? more + " more columns on the way; the table of the whole graph has them all"
                            : "The way goes on: it is longer than what is followed at once")));
        }
    }

    private Component column(Hop hop) {
        Anchor link = new Anchor(
                routes.apply(hop.column()),
                hop.column().relation().name() + "." + hop.column().column());
        link.setRouterIgnore(false);
        link.getElement()
                .setAttribute(
                        "title", hop.column().relation() + "." + hop.column().column());
        link.getStyle().set("padding-inline-start", Math.min(hop.distance(), 6) * 10 + "px");
        return link;
    }

    private static Component expression(Hop hop) {
        return switch (hop.origins()) {
            case Origins.Unknown unknown -> warn(unknown.why());
            case Origins.Known known -> {
                List<String> made = known.edges().stream()
                        .filter(edge -> edge.dependence().direct())
                        .sorted(Comparator.comparing(Edge::from))
                        .map(Edge::expression)
                        .distinct()
                        .toList();
                yield made.isEmpty()
                        ? PlainTable.dim(root(hop) ? "a root: nothing here writes it" : "made of nothing that is read")
                        : new Code(String.join("\n", made));
            }
        };
    }

    private static boolean root(Hop hop) {
        return hop.rows().isEmpty()
                && hop.origins() instanceof Origins.Known known
                && known.edges().isEmpty();
    }

    private static Component how(Hop hop) {
        if (!(hop.origins() instanceof Origins.Known known)) {
            return PlainTable.dim("unknown");
        }
        String kinds = known.edges().stream()
                .map(Edge::dependence)
                .filter(Dependence::direct)
                .distinct()
                .sorted()
                .map(LineageWords::dependence)
                .collect(Collectors.joining(", "));
        List<Edge> say = known.edges().stream()
                .filter(edge -> !edge.dependence().direct())
                .toList();
        String conditions = LineageWords.rows(say);
        String rows = LineageWords.rows(hop.rows());
        return new Span(List.of(kinds, conditions, rows).stream()
                .filter(words -> !words.isEmpty())
                .collect(Collectors.joining(" · ")));
    }

    private static Span warn(String words) {
        Span span = new Span("Unknown: " + words);
        span.addClassName("sh-warn");
        return span;
    }
}
