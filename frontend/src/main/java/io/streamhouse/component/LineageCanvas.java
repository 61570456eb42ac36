package io.streamhouse.component;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.ClientCallable;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.ComponentEvent;
import com.vaadin.flow.component.ComponentEventListener;
import com.vaadin.flow.component.DomEvent;
import com.vaadin.flow.component.EventData;
import com.vaadin.flow.component.HasSize;
import com.vaadin.flow.component.HasStyle;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import com.vaadin.flow.shared.Registration;
import io.streamhouse.component.LineageDrawing.Card;
import io.streamhouse.component.LineageDrawing.Figures;
import java.io.Serializable;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where columns come from and where they go: relations as cards, curves from column to column. Laid out here, painted in
 * the browser so that a thousand cards move smoothly; walked through by keyboard. What it shows belongs in a table, too.
 */
@Tag("sh-lineage-canvas")
@JsModule("./streamhouse/lineage-canvas.ts")
public final class LineageCanvas extends Component implements HasSize, HasStyle {

    private static final long serialVersionUID = 1L;

    private static final int MOST_LISTED = 60;

    /** A graph with the place of everything; made by {@link #layOut}, shown by {@link #show}. */
    public static final class LaidOut {

        private final LineageLayout layout;

        private LaidOut(LineageLayout layout) {
            this.layout = layout;
        }
    }

    /** Columns that fit what was typed, and how many more there are. */
    private record Columns(List<Column> columns, int more) implements Serializable {}

    private record Column(String name, boolean lit) implements Serializable {}

    /** @param anchor the card that is to stay where it is on the screen; may be empty */
    private record Shown(LineageLayout.Picture picture, boolean stay, String anchor) implements Serializable {}

    /** A person chose a relation, to look at it and what is around it. */
    @DomEvent("sh-relation")
    public static final class RelationChosen extends ComponentEvent<LineageCanvas> {

        private static final long serialVersionUID = 1L;

        private final String id;

        public RelationChosen(LineageCanvas source, boolean fromClient, @EventData("event.detail.id") String id) {
            super(source, fromClient);
            this.id = id;
        }

        public String id() {
            return id;
        }
    }

    /** A person chose a column, to follow it. */
    @DomEvent("sh-column")
    public static final class ColumnChosen extends ComponentEvent<LineageCanvas> {

        private static final long serialVersionUID = 1L;

        private final String id;
        private final String column;

        public ColumnChosen(
                LineageCanvas source,
                boolean fromClient,
                @EventData("event.detail.id") String id,
                @EventData("event.detail.column") String column) {
            super(source, fromClient);
            this.id = id;
            this.column = column;
        }

        public String id() {
            return id;
        }

        public String column() {
            return column;
        }
    }

    /** A person wants to see neighbours that are folded. */
    @DomEvent("sh-more")
    public static final class MoreWanted extends ComponentEvent<LineageCanvas> {

        private static final long serialVersionUID = 1L;

        private final String id;
        private final boolean up;

        public MoreWanted(
                LineageCanvas source,
                boolean fromClient,
                @EventData("event.detail.id") String id,
                @EventData("event.detail.up") boolean up) {
            super(source, fromClient);
            this.id = id;
            this.up = up;
        }

        public String id() {
            return id;
        }

        /** Whether those upstream are meant; otherwise those downstream. */
        public boolean up() {
            return up;
        }
    }

    /** A person wants nothing lit up any more. */
    @DomEvent("sh-clear")
    public static final class Cleared extends ComponentEvent<LineageCanvas> {

        private static final long serialVersionUID = 1L;

        public Cleared(LineageCanvas source, boolean fromClient) {
            super(source, fromClient);
        }
    }

    /** A person wants to search for something to look at. */
    @DomEvent("sh-search")
    public static final class SearchWanted extends ComponentEvent<LineageCanvas> {

        private static final long serialVersionUID = 1L;

        public SearchWanted(LineageCanvas source, boolean fromClient) {
            super(source, fromClient);
        }
    }

    /** A person wants to see all columns of a card, or only those that matter; the canvas answers itself. */
    @DomEvent("sh-toggle")
    public static final class Toggled extends ComponentEvent<LineageCanvas> {

        private static final long serialVersionUID = 1L;

        private final String id;

        public Toggled(LineageCanvas source, boolean fromClient, @EventData("event.detail.id") String id) {
            super(source, fromClient);
            this.id = id;
        }
    }

    private transient LineageLayout layout = LineageLayout.of(LineageDrawing.EMPTY, Set.of());
    private transient Map<String, Figures> figures = Map.of();
    private final Set<String> open = new HashSet<>();

    /** @param label what a screen reader calls it */
    public LineageCanvas(String label) {
        addClassName("sh-lineage-canvas");
        setLabel(label);
        addListener(Toggled.class, toggled -> toggle(toggled.id));
    }

    /** What a screen reader calls it. */
    public void setLabel(String label) {
        getElement().setProperty("label", label);
    }

    /** Finds a place for everything. Takes a while for a large graph, and may be called from any thread. */
    public static LaidOut layOut(LineageDrawing graph) {
        return new LaidOut(LineageLayout.of(graph, Set.of()));
    }

    /**
     * Shows a graph.
     *
     * @param stay whether the picture is to stay where the person moved it; otherwise all of it is brought into sight
     */
    public void show(LaidOut laidOut, Map<String, Figures> newFigures, boolean stay) {
        layout = laidOut.layout;
        for (String id : stay ? Set.copyOf(open) : Set.<String>of()) {
            layout = layout.toggled(id);
        }
        if (!stay) {
            open.clear();
        }
        figures = Map.copyOf(newFigures);
        send(stay, "");
        getElement().callJsFunction("setFigures", figures);
    }

    /** Shows how relations are now; what is not named stays as it is. Nothing moves. */
    public void setFigures(Map<String, Figures> newer) {
        Map<String, Figures> changed = new HashMap<>(newer);
        changed.entrySet().removeIf(entry -> entry.getValue().equals(figures.get(entry.getKey())));
        if (!changed.isEmpty()) {
            Map<String, Figures> all = new HashMap<>(figures);
            all.putAll(changed);
            figures = Map.copyOf(all);
            getElement().callJsFunction("setFigures", changed);
        }
    }

    /** Says what the colours mean, beside what lines mean. */
    public void setLegend(String words) {
        getElement().setProperty("legend", words);
    }

    /** Brings everything into sight. */
    public void fit() {
        getElement().callJsFunction("fit");
    }

    /** Hands the person the whole graph, as it is painted now, as a file. */
    public void exportPng(String fileName) {
        getElement().callJsFunction("exportPng", fileName);
    }

    /** Hands the person a text as a file. */
    public void download(String fileName, String mediaType, String text) {
        getElement().callJsFunction("download", fileName, mediaType, text);
    }

    public Registration addRelationChosenListener(ComponentEventListener<RelationChosen> listener) {
        return addListener(RelationChosen.class, listener);
    }

    public Registration addColumnChosenListener(ComponentEventListener<ColumnChosen> listener) {
        return addListener(ColumnChosen.class, listener);
    }

    public Registration addMoreWantedListener(ComponentEventListener<MoreWanted> listener) {
        return addListener(MoreWanted.class, listener);
    }

    public Registration addClearedListener(ComponentEventListener<Cleared> listener) {
        return addListener(Cleared.class, listener);
    }

    /** Tells when a slash is pressed on the page, outside of any field. */
    public Registration addSearchListener(ComponentEventListener<SearchWanted> listener) {
        return addListener(SearchWanted.class, listener);
    }

    @Override
    protected void onAttach(AttachEvent event) {
        super.onAttach(event);
        getElement().callJsFunction("setFigures", figures);
    }

    private void toggle(String id) {
        if (card(id).isPresent()) {
            layout = layout.toggled(id);
            if (!open.remove(id)) {
                open.add(id);
            }
            send(true, id);
        }
    }

    private void send(boolean stay, String anchor) {
        getElement().setPropertyBean("graph", new Shown(layout.picture(), stay, anchor));
    }

    private Optional<Card> card(String id) {
        return layout.graph().cards().stream()
                .filter(card -> card.id().equals(id))
                .findFirst();
    }

    @ClientCallable
    private Columns columns(String id, String typed) {
        String wanted = typed.strip().toLowerCase(Locale.ROOT);
        List<Column> fitting = card(id).stream()
                .flatMap(card -> card.columns().stream()
                        .filter(name -> name.toLowerCase(Locale.ROOT).contains(wanted))
                        .map(name -> new Column(name, card.lit().contains(name))))
                .toList();
        int listed = Math.min(MOST_LISTED, fitting.size());
        return new Columns(fitting.subList(0, listed), fitting.size() - listed);
    }
}
