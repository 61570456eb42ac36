package io.streamhouse.component;

import com.vaadin.flow.component.ClientCallable;
import com.vaadin.flow.component.ComponentEvent;
import com.vaadin.flow.component.ComponentEventListener;
import com.vaadin.flow.component.DomEvent;
import com.vaadin.flow.component.EventData;
import com.vaadin.flow.component.HasSize;
import com.vaadin.flow.component.HasStyle;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import com.vaadin.flow.component.dependency.NpmPackage;
import com.vaadin.flow.component.react.ReactAdapterComponent;
import com.vaadin.flow.shared.Registration;
import io.streamhouse.component.PipelineDrawing.Figures;
import io.streamhouse.component.PipelineDrawing.Link;
import io.streamhouse.component.PipelineDrawing.Node;
import io.streamhouse.component.PipelineDrawing.Place;
import io.streamhouse.component.PipelinePalette.Kind;
import io.streamhouse.component.PipelinePalette.Relation;
import io.streamhouse.component.PipelinePalette.RelationProvider;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A pipeline as a picture that can be edited: steps as cards with their columns, links from port to port. It shows what it
 * was told last; everything a person does to it is an {@link Edit}, and is not seen before it comes back as another
 * drawing. Only cards being dragged are ahead of the server.
 *
 * <p>By keyboard: arrows walk from step to step, Shift and arrows move one, A adds, C links, Enter opens, S asks for rows,
 * E shows all columns, L arranges, Space selects, Delete removes, Ctrl+Z and Ctrl+Shift+Z undo and redo, Ctrl+D doubles.
 * What it shows belongs in a table, too.
 */
@Tag("sh-pipeline-canvas")
@JsModule("./streamhouse/pipeline-canvas.tsx")
@NpmPackage(value = "@xyflow/react", version = "12.12.1")
public final class PipelineCanvas extends ReactAdapterComponent implements HasSize, HasStyle {

    private static final long serialVersionUID = 1L;

    private static final JsonMapper JSON = JsonMapper.shared();

    /** What a person wants done to the pipeline. */
    public sealed interface Edit {

        /**
         * One more step.
         *
         * @param relation the one it is about, if any
         * @param after the step whose rows it is to take, if any
         * @param onto the link it is to be put in between of, if any; its {@code from} is empty for a source whose rows
         *     an input lacks
         * @param at where it was dropped; empty if that does not matter
         */
        record Add(
                String kind, Optional<String> relation, Optional<String> after, Optional<Link> onto, Optional<Place> at)
                implements Edit {}

        /** Rows are to flow there, instead of those that did. */
        record Connect(Link link) implements Edit {}

        /**
         * No longer wanted.
         *
         * @param inputs links, by where they lead; {@code from} is empty
         */
        record Remove(Set<String> nodes, List<Link> inputs) implements Edit {}

        record Duplicate(Set<String> nodes) implements Edit {}

        /** Steps were dragged there. */
        record Move(Map<String, Place> places) implements Edit {}

        /** Everything is to be where it can be read. */
        record Arrange() implements Edit {}

        record Undo() implements Edit {}

        record Redo() implements Edit {}
    }

    /** Told of every edit. */
    @FunctionalInterface
    public interface EditListener extends Serializable {

        void onEdit(Edit edit);
    }

    /** Which steps are selected was changed. */
    @DomEvent("sh-selected")
    public static final class Selected extends ComponentEvent<PipelineCanvas> {

        private static final long serialVersionUID = 1L;

        private final List<String> ids;

        public Selected(PipelineCanvas source, boolean fromClient, @EventData("event.detail.ids") String ids) {
            super(source, fromClient);
            this.ids = names(ids);
        }

        public List<String> ids() {
            return ids;
        }
    }

    /** A person wants to see what a step says, and change it. */
    @DomEvent("sh-open")
    public static final class Opened extends ComponentEvent<PipelineCanvas> {

        private static final long serialVersionUID = 1L;

        private final String id;

        public Opened(PipelineCanvas source, boolean fromClient, @EventData("event.detail.id") String id) {
            super(source, fromClient);
            this.id = id;
        }

        public String id() {
            return id;
        }
    }

    /** A person wants to see rows that come out of a step. */
    @DomEvent("sh-sample")
    public static final class SampleWanted extends ComponentEvent<PipelineCanvas> {

        private static final long serialVersionUID = 1L;

        private final String id;

        public SampleWanted(PipelineCanvas source, boolean fromClient, @EventData("event.detail.id") String id) {
            super(source, fromClient);
            this.id = id;
        }

        public String id() {
            return id;
        }
    }

    /** A node with its place, as the browser takes it. */
    private record Card(
            String id,
            String kind,
            String words,
            PipelineDrawing.Family family,
            List<String> lines,
            List<String> ports,
            boolean output,
            List<PipelineDrawing.Column> columns,
            PipelineDrawing.State state,
            String problem,
            String note,
            double x,
            double y)
            implements Serializable {}

    private record Shown(List<Card> nodes, List<Link> links, int moves, boolean editable) implements Serializable {}

    private record Moved(String id, double x, double y) {}

    private record Input(String to, int port) {}

    private final RelationProvider finder;
    private int moves;
    private boolean editable = true;
    private transient PipelineDrawing drawing = PipelineDrawing.EMPTY;
    private transient Map<String, Place> places = Map.of();
    private transient Map<String, Figures> figures = Map.of();

    /**
     * @param kinds of steps that can be added
     * @param finder of relations for where a step is added by keyboard
     */
    public PipelineCanvas(String label, List<Kind> kinds, RelationProvider finder) {
        this.finder = finder;
        addClassName("sh-pipeline-canvas");
        setLabel(label);
        setState("kinds", kinds);
        setState("figures", figures);
        send();
    }

    /** What a screen reader calls it. */
    public void setLabel(String label) {
        setState("label", label);
    }

    /** Whether it can be changed, or only looked at. */
    public void setEditable(boolean newEditable) {
        if (editable != newEditable) {
            editable = newEditable;
            send();
        }
    }

    /** Shows a pipeline; steps without a place are given one. */
    public void show(PipelineDrawing newDrawing, Map<String, Place> newPlaces) {
        Map<String, Place> complete = PipelinePlaces.completed(newDrawing, newPlaces);
        if (!newDrawing.equals(drawing) || !complete.equals(places)) {
            drawing = newDrawing;
            places = complete;
            send();
        }
    }

    /** Shows how steps run; an empty map for a pipeline that does not. */
    public void setFigures(Map<String, Figures> newFigures) {
        if (!newFigures.equals(figures)) {
            figures = Map.copyOf(newFigures);
            setState("figures", figures);
        }
    }

    /** Selects these and no others, and brings a single one into sight. */
    public void select(Set<String> ids) {
        getElement().callJsFunction("choose", List.copyOf(ids));
    }

    /** Puts the keyboard's focus on a step. */
    public void focusStep(String id) {
        getElement().callJsFunction("focusStep", id);
    }

    /** Brings everything into sight. */
    public void fit() {
        getElement().callJsFunction("fit");
    }

    /** Opens the list of what can be added. */
    public void openAdding() {
        getElement().callJsFunction("openAdding", "");
    }

    /** Tells of everything that a person wants done to the pipeline. */
    public Registration addEditListener(EditListener listener) {
        List<Registration> all = List.of(
                addListener(Adding.class, event -> listener.onEdit(event.edit)),
                addListener(Connecting.class, event -> listener.onEdit(event.edit)),
                addListener(Removing.class, event -> listener.onEdit(event.edit)),
                addListener(Duplicating.class, event -> listener.onEdit(event.edit)),
                addListener(Moving.class, event -> {
                    moves = Math.max(moves, event.move);
                    places = moved(event.edit.places());
                    listener.onEdit(event.edit);
                    send();
                }),
                addListener(Arranging.class, event -> listener.onEdit(new Edit.Arrange())),
                addListener(Undoing.class, event -> listener.onEdit(new Edit.Undo())),
                addListener(Redoing.class, event -> listener.onEdit(new Edit.Redo())));
        return () -> all.forEach(Registration::remove);
    }

    public Registration addSelectedListener(ComponentEventListener<Selected> listener) {
        return addListener(Selected.class, listener);
    }

    public Registration addOpenedListener(ComponentEventListener<Opened> listener) {
        return addListener(Opened.class, listener);
    }

    public Registration addSampleListener(ComponentEventListener<SampleWanted> listener) {
        return addListener(SampleWanted.class, listener);
    }

    private Map<String, Place> moved(Map<String, Place> newer) {
        Map<String, Place> all = new LinkedHashMap<>(places);
        newer.forEach((id, place) -> all.computeIfPresent(id, (known, old) -> place));
        return all;
    }

    private void send() {
        List<Card> cards = drawing.nodes().stream()
                .map(node -> card(node, places.getOrDefault(node.id(), new Place(0, 0))))
                .toList();
        setState("drawing", new Shown(cards, drawing.links(), moves, editable));
    }

    private static Card card(Node node, Place place) {
        return new Card(
                node.id(),
                node.kind(),
                node.words(),
                node.family(),
                node.lines(),
                node.ports(),
                node.output(),
                node.columns(),
                node.state(),
                node.problem(),
                node.note(),
                place.x(),
                place.y());
    }

    @ClientCallable
    private List<Relation> relations(String text) {
        return finder.find(text);
    }

    private static List<String> names(String json) {
        return List.of(read(json, String[].class));
    }

    /** What our own script wrote. */
    private static <T> T read(String json, Class<T> as) {
        try {
            return JSON.readValue(json, as);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("The canvas sent what is not understood", e);
        }
    }

    /** Made by the browser only. */
    @DomEvent("sh-add")
    public static final class Adding extends ComponentEvent<PipelineCanvas> {

        private static final long serialVersionUID = 1L;

        private final transient Edit.Add edit;

        public Adding(
                PipelineCanvas source,
                boolean fromClient,
                @EventData("event.detail.kind") String kind,
                @EventData("event.detail.relation") String relation,
                @EventData("event.detail.from") String from,
                @EventData("event.detail.placed") boolean placed,
                @EventData("event.detail.x") double x,
                @EventData("event.detail.y") double y,
                @EventData("event.detail.linkFrom") String linkFrom,
                @EventData("event.detail.linkTo") String linkTo,
                @EventData("event.detail.linkPort") int linkPort) {
            super(source, fromClient);
            edit = new Edit.Add(
                    kind,
                    said(relation),
                    said(from),
                    said(linkTo).map(to -> new Link(linkFrom, to, linkPort)),
                    placed ? Optional.of(new Place(Math.round(x), Math.round(y))) : Optional.empty());
        }

        private static Optional<String> said(String text) {
            return text.isEmpty() ? Optional.empty() : Optional.of(text);
        }
    }

    /** Made by the browser only. */
    @DomEvent("sh-connect")
    public static final class Connecting extends ComponentEvent<PipelineCanvas> {

        private static final long serialVersionUID = 1L;

        private final transient Edit.Connect edit;

        public Connecting(
                PipelineCanvas source,
                boolean fromClient,
                @EventData("event.detail.from") String from,
                @EventData("event.detail.to") String to,
                @EventData("event.detail.port") int port) {
            super(source, fromClient);
            edit = new Edit.Connect(new Link(from, to, port));
        }
    }

    /** Made by the browser only. */
    @DomEvent("sh-delete")
    public static final class Removing extends ComponentEvent<PipelineCanvas> {

        private static final long serialVersionUID = 1L;

        private final transient Edit.Remove edit;

        public Removing(
                PipelineCanvas source,
                boolean fromClient,
                @EventData("event.detail.ids") String ids,
                @EventData("event.detail.links") String links) {
            super(source, fromClient);
            edit = new Edit.Remove(
                    Set.copyOf(names(ids)),
                    List.of(read(links, Input[].class)).stream()
                            .map(input -> new Link("", input.to(), input.port()))
                            .toList());
        }
    }

    /** Made by the browser only. */
    @DomEvent("sh-duplicate")
    public static final class Duplicating extends ComponentEvent<PipelineCanvas> {

        private static final long serialVersionUID = 1L;

        private final transient Edit.Duplicate edit;

        public Duplicating(PipelineCanvas source, boolean fromClient, @EventData("event.detail.ids") String ids) {
            super(source, fromClient);
            edit = new Edit.Duplicate(Set.copyOf(names(ids)));
        }
    }

    /** Made by the browser only. */
    @DomEvent("sh-moved")
    public static final class Moving extends ComponentEvent<PipelineCanvas> {

        private static final long serialVersionUID = 1L;

        private final transient Edit.Move edit;
        private final int move;

        public Moving(
                PipelineCanvas source,
                boolean fromClient,
                @EventData("event.detail.places") String places,
                @EventData("event.detail.move") int move) {
            super(source, fromClient);
            this.move = move;
            edit = new Edit.Move(List.of(read(places, Moved[].class)).stream()
                    .collect(Collectors.toMap(Moved::id, moved -> new Place(moved.x(), moved.y()), (a, b) -> b)));
        }
    }

    /** Made by the browser only. */
    @DomEvent("sh-arrange")
    public static final class Arranging extends ComponentEvent<PipelineCanvas> {

        private static final long serialVersionUID = 1L;

        public Arranging(PipelineCanvas source, boolean fromClient) {
            super(source, fromClient);
        }
    }

    /** Made by the browser only. */
    @DomEvent("sh-undo")
    public static final class Undoing extends ComponentEvent<PipelineCanvas> {

        private static final long serialVersionUID = 1L;

        public Undoing(PipelineCanvas source, boolean fromClient) {
            super(source, fromClient);
        }
    }

    /** Made by the browser only. */
    @DomEvent("sh-redo")
    public static final class Redoing extends ComponentEvent<PipelineCanvas> {

        private static final long serialVersionUID = 1L;

        public Redoing(PipelineCanvas source, boolean fromClient) {
            super(source, fromClient);
        }
    }
}
