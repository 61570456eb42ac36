package io.streamhouse.console.lineagegraph.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Span;
import io.streamhouse.component.RelativeTime;
import io.streamhouse.console.catalog.ui.CatalogNavigation;
import io.streamhouse.console.lineagegraph.GraphState;
import io.streamhouse.lineage.Neighbourhood;
import io.streamhouse.lineage.Neighbourhood.Folded;
import java.util.ArrayList;
import java.util.List;

/** What is drawn, in one line beside the title. */
final class FocusLine {

    private FocusLine() {}

    static Component[] of(Neighbourhood part, LineageAddress address, GraphState state) {
        List<Component> facts = new ArrayList<>();
        Anchor name = new Anchor(
                CatalogNavigation.relation(part.focus().relation()),
                part.focus().relation().name()
                        + part.focus().column().map(column -> "." + column).orElse(""));
        name.setRouterIgnore(false);
        name.addClassName("lineage-focus");
        name.getElement().setAttribute("title", part.focus().relation() + " in the catalog");
        facts.add(new Span("of"));
        facts.add(name);
        facts.add(new Span(words(part, address)));
        facts.add(state(state));
        return facts.toArray(Component[]::new);
    }

    private static String words(Neighbourhood part, LineageAddress address) {
        String direction =
                switch (address.direction()) {
                    case UP -> "upstream";
                    case DOWN -> "downstream";
                    case BOTH -> "both ways";
                };
        int hops = address.hops();
        String depth = hops == LineageAddress.ALL ? "every hop" : hops == 1 ? "1 hop" : hops + " hops";
        int folded = part.folded().stream().mapToInt(Folded::more).sum();
        return "· " + direction + ", " + depth + " · " + part.nodes().size()
                + (part.nodes().size() == 1 ? " relation" : " relations")
                + (address.column().isPresent() ? " on its path" : "")
                + (folded == 0 ? "" : ", " + folded + " more folded");
    }

    private static Component state(GraphState state) {
        if (state.upToDate().isEmpty()) {
            Span building = new Span("· the graph is being built, more may come");
            building.addClassName("sh-warn");
            return building;
        }
        String unknown = state.unknown() == 0 ? "" : ", " + state.unknown() + " of them can’t be traced";
        Span line = new Span(new Span("· of " + state.relations() + " known" + unknown + ", as of "));
        line.add(new RelativeTime(state.upToDate().get()));
        return line;
    }

    /** What a screen reader calls the picture. */
    static String label(LineageAddress address) {
        return "Lineage of "
                + address.relation().map(relation -> relation.name()).orElse("nothing yet")
                + address.column().map(column -> ", column " + column).orElse("")
                + ". The same is shown as a table with “As table”.";
    }
}
