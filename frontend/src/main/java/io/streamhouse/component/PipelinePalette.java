package io.streamhouse.component;

import com.vaadin.flow.component.ClientCallable;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.ComponentEvent;
import com.vaadin.flow.component.ComponentEventListener;
import com.vaadin.flow.component.DomEvent;
import com.vaadin.flow.component.EventData;
import com.vaadin.flow.component.Focusable;
import com.vaadin.flow.component.HasSize;
import com.vaadin.flow.component.HasStyle;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import com.vaadin.flow.shared.Registration;
import io.streamhouse.component.PipelineDrawing.Family;
import java.io.Serializable;
import java.util.List;

/** What can be put on a {@link PipelineCanvas}: relations, searched for, and kinds of steps. Dragged there, or pressed. */
@Tag("sh-pipeline-palette")
@JsModule("./streamhouse/pipeline-palette.ts")
public final class PipelinePalette extends Component implements HasSize, HasStyle, Focusable<PipelinePalette> {

    private static final long serialVersionUID = 1L;

    /**
     * A kind of step.
     *
     * @param kind what the canvas knows its picture by, such as {@code filter}
     * @param words what it does, in a sentence
     * @param group under which heading it is offered
     */
    public record Kind(String kind, String label, String words, Family family, String group) implements Serializable {}

    /**
     * A relation that rows can come from.
     *
     * @param place where it is, such as a database
     * @param kind a word, such as {@code table}
     */
    public record Relation(String id, String name, String place, String kind) implements Serializable {}

    /** Finds relations. Called with the session's lock held: answers from memory. */
    @FunctionalInterface
    public interface RelationProvider extends Serializable {

        /** Best first; some of all for an empty text. */
        List<Relation> find(String text);
    }

    /** A person wants a step of this kind. */
    @DomEvent("sh-add")
    public static final class Added extends ComponentEvent<PipelinePalette> {

        private static final long serialVersionUID = 1L;

        private final String kind;
        private final String relation;

        public Added(
                PipelinePalette source,
                boolean fromClient,
                @EventData("event.detail.kind") String kind,
                @EventData("event.detail.relation") String relation) {
            super(source, fromClient);
            this.kind = kind;
            this.relation = relation;
        }

        public String kind() {
            return kind;
        }

        /** The relation's id; empty for a step that is about none. */
        public String relation() {
            return relation;
        }
    }

    private final RelationProvider finder;

    public PipelinePalette(List<Kind> kinds, RelationProvider finder) {
        this.finder = finder;
        addClassName("sh-pipeline-palette");
        getElement().setPropertyList("kinds", kinds);
    }

    public Registration addAddedListener(ComponentEventListener<Added> listener) {
        return addListener(Added.class, listener);
    }

    /** Searches again: relations were made or dropped. */
    public void refresh() {
        getElement().callJsFunction("search");
    }

    @ClientCallable
    private List<Relation> relations(String text) {
        return finder.find(text);
    }
}
