package io.streamhouse.console.lineagegraph.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.menubar.MenuBarVariant;
import com.vaadin.flow.component.select.Select;
import io.streamhouse.component.Choices;
import io.streamhouse.console.lineagegraph.ColourBy;
import io.streamhouse.lineage.Direction;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What of the graph is shown, and how. */
final class LineageBar extends Div {

    private static final long serialVersionUID = 1L;

    /** What can be taken away. */
    enum Export {
        PNG("Picture (PNG)"),
        OPEN_LINEAGE("OpenLineage (JSON)");

        private final String title;

        Export(String title) {
            this.title = title;
        }
    }

    private final Choices<Direction> direction;
    private final Choices<Integer> depth;
    private final Select<ColourBy> colour = new Select<>();
    private final Button table;

    LineageBar(FocusSearch search, Supplier<LineageAddress> now, Consumer<LineageAddress> go, Consumer<Export> export) {
        addClassNames("sh-toolbar", "lineage-bar");
        Map<Direction, String> directions = new LinkedHashMap<>();
        directions.put(Direction.UP, "Upstream");
        directions.put(Direction.BOTH, "Both");
        directions.put(Direction.DOWN, "Downstream");
        direction = new Choices<>(
                "Direction", directions, chosen -> go.accept(now.get().with(chosen)));
        Map<Integer, String> depths = new LinkedHashMap<>();
        depths.put(1, "1");
        depths.put(2, "2");
        depths.put(3, "3");
        depths.put(LineageAddress.ALL, "All");
        depth = new Choices<>("Hops", depths, chosen -> go.accept(now.get().deep(chosen)));
        colour.setItems(ColourBy.values());
        colour.setItemLabelGenerator(ColourBy::title);
        colour.setAriaLabel("Colour by");
        colour.addClassName("lineage-colour");
        colour.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                go.accept(now.get().with(change.getValue()));
            }
        });
        table = new Button("As table", VaadinIcon.TABLE.create(), click -> {
            LineageAddress shown = now.get();
            go.accept(shown.asTable(!shown.table()));
        });
        MenuBar menu = new MenuBar();
        menu.addThemeVariants(MenuBarVariant.LUMO_DROPDOWN_INDICATORS);
        menu.getElement().setAttribute("aria-label", "Export");
        var choices = menu.addItem("Export").getSubMenu();
        for (Export each : Export.values()) {
            choices.addItem(each.title, click -> export.accept(each));
        }
        Div hops = new Div(word("Hops"), depth);
        Div colours = new Div(word("Colour"), colour);
        hops.addClassName("lineage-group");
        colours.addClassName("lineage-group");
        add(search, direction, hops, colours, spacer(), table, menu);
    }

    void show(LineageAddress address) {
        direction.show(address.direction());
        depth.show(address.hops());
        colour.setValue(address.colour());
        table.setText(address.table() ? "As graph" : "As table");
        table.getElement().setAttribute("aria-pressed", Boolean.toString(address.table()));
    }

    private static Span word(String text) {
        Span span = new Span(text);
        span.addClassName("sh-dim");
        span.getElement().setAttribute("aria-hidden", "true");
        return span;
    }

    private static Span spacer() {
        Span spacer = new Span();
        spacer.addClassName("sh-spacer");
        return spacer;
    }
}
