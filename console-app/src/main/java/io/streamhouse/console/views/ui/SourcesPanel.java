package io.streamhouse.console.views.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.streamhouse.component.Formats;
import io.streamhouse.component.PlainTable;
import io.streamhouse.component.ProblemPanel;
import io.streamhouse.console.catalog.ui.CatalogNavigation;
import io.streamhouse.console.problems.ProblemTexts;
import io.streamhouse.console.views.ViewSources;
import io.streamhouse.console.views.ViewSources.Source;
import io.streamhouse.model.RelationId;
import io.streamhouse.refresh.ViewState;
import java.util.List;
import java.util.OptionalLong;

/** What the view reads and how far, what is held at each source for it, and which views read it in turn. */
final class SourcesPanel extends Div {

    private static final long serialVersionUID = 1L;

    private final transient ViewSources sources;
    private final transient ViewActions actions;
    private final ProblemPanel problem = new ProblemPanel();
    private final Div content = new Div();
    private transient List<Source> shown = List.of();
    private boolean looking;

    SourcesPanel(ViewSources sources, ViewActions actions) {
        this.sources = sources;
        this.actions = actions;
        addClassName("views-stack");
        content.addClassName("views-stack");
        add(problem, content);
    }

    /** Looks at the sources, which takes a moment: not twice at once, and only while the panel is seen. */
    void show(ViewState view) {
        if (looking || !isAttached()) {
            return;
        }
        looking = true;
        actions.look(
                UI.getCurrent(),
                () -> sources.of(view),
                found -> {
                    looking = false;
                    problem.clear();
                    draw(view, found);
                },
                failure -> {
                    looking = false;
                    problem.show(ProblemTexts.of(failure));
                });
    }

    private void draw(ViewState view, List<Source> found) {
        if (found.equals(shown) && content.getComponentCount() > 0) {
            return;
        }
        shown = found;
        content.removeAll();
        PlainTable table = new PlainTable(
                "What the view reads", "Reads", ">Contained up to", ">Newest", "Held for it at the source");
        found.forEach(source -> table.row(
                relation(source.id()), snapshot(source.contained()), snapshot(source.newest()), held(source)));
        Div card = new Div(table);
        card.addClassNames("sh-card", "views-scroll");
        content.add(card);
        if (!view.readBy().isEmpty()) {
            Div readers = new Div(ViewWords.dim("Read by "));
            view.readBy().forEach(id -> readers.add(link(ViewsNavigation.route(id), id.toString())));
            readers.addClassName("views-cell");
            content.add(readers);
        }
    }

    private static Component held(Source source) {
        if (source.problem().isPresent()) {
            Span why = new Span(source.problem().get().what());
            why.addClassName("sh-bad");
            return why;
        }
        Div lines = new Div();
        source.held().forEach(text -> lines.add(new Div(text)));
        return source.held().isEmpty() ? ViewWords.dim("nothing") : lines;
    }

    private static Component snapshot(OptionalLong id) {
        return id.isPresent() ? new Span("snapshot " + Formats.number(id.getAsLong())) : ViewWords.dim("–");
    }

    private static Anchor relation(RelationId id) {
        return link(CatalogNavigation.relation(id), id.toString());
    }

    private static Anchor link(String route, String text) {
        Anchor link = new Anchor(route, text);
        link.setRouterIgnore(false);
        return link;
    }
}
