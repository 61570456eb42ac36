package io.streamhouse.console.catalog.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.streamhouse.component.LineageCanvas;
import io.streamhouse.component.LineageDrawing;
import io.streamhouse.component.LineageDrawing.Card;
import io.streamhouse.component.ProblemPanel;
import io.streamhouse.console.catalog.RelationLineage;
import io.streamhouse.console.catalog.RelationLineage.Around;
import io.streamhouse.console.catalog.RelationOverview;
import io.streamhouse.console.catalog.Subscription;
import io.streamhouse.console.problems.ProblemTexts;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.RelationId;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What a relation is made of and what is made of it, one hop each way; the Lineage page goes on from here. */
final class LineageTab extends RelationTab {

    private static final long serialVersionUID = 1L;

    private final transient RelationLineage lineage;
    private final RelationId id;
    private final ProblemPanel problem = new ProblemPanel();
    private final LineageCanvas canvas;
    private final Span facts = new Span();
    private final Div picture;
    private transient @Nullable Subscription subscription;
    private transient @Nullable LineageDrawing shown;

    LineageTab(CatalogPages pages, RelationId id) {
        this.lineage = pages.lineage();
        this.id = id;
        canvas = new LineageCanvas("Lineage of " + id.name() + ". The Lineage page shows the same as a table.");
        canvas.setLegend("bar: lag against the target");
        canvas.addRelationChosenListener(chosen -> go(RelationId.parse(chosen.id()), Optional.empty()));
        canvas.addColumnChosenListener(chosen -> go(RelationId.parse(chosen.id()), Optional.of(chosen.column())));
        canvas.addMoreWantedListener(more -> go(RelationId.parse(more.id()), Optional.empty()));
        Anchor page = new Anchor(lineage.page(id, Optional.empty()), "More hops, paths and impact");
        page.setRouterIgnore(false);
        page.addClassName("cat-link");
        facts.addClassName("cat-dim");
        Div bar = new Div(facts, page);
        bar.addClassName("cat-bar");
        picture = new Div(canvas);
        picture.addClassNames("cat-card", "cat-lineage");
        add(problem, bar, picture);
    }

    @Override
    void refresh(RelationOverview relation) {
        show();
    }

    @Override
    protected void onAttach(AttachEvent event) {
        super.onAttach(event);
        UI ui = event.getUI();
        subscription = lineage.onChange(() -> ui.access(this::show));
    }

    @Override
    protected void onDetach(DetachEvent event) {
        if (subscription != null) {
            subscription.close();
        }
        super.onDetach(event);
    }

    private void show() {
        try {
            Around around = lineage.around(id);
            problem.clear();
            picture.setVisible(true);
            facts.setText(words(around.graph()));
            if (around.graph().equals(shown)) {
                canvas.setFigures(around.figures());
            } else {
                canvas.show(LineageCanvas.layOut(around.graph()), around.figures(), shown != null);
                shown = around.graph();
            }
        } catch (ProblemException e) {
            problem.show(ProblemTexts.of(e));
            picture.setVisible(false);
        }
    }

    private static String words(LineageDrawing graph) {
        Optional<String> focus =
                graph.cards().stream().filter(Card::focus).map(Card::id).findFirst();
        long up = count(graph, link -> focus.equals(Optional.of(link.to())));
        long down = count(graph, link -> focus.equals(Optional.of(link.from())));
        return up == 0 && down == 0
                ? "Nothing that is known here writes it from another relation, and nothing reads it."
                : "made of " + up + ", read by " + down;
    }

    private static long count(LineageDrawing graph, Predicate<LineageDrawing.Link> which) {
        return graph.links().stream()
                .filter(which)
                .filter(link -> !link.from().equals(link.to()))
                .map(link -> link.from() + "\n" + link.to())
                .distinct()
                .count();
    }

    private void go(RelationId relation, Optional<String> column) {
        getUI().ifPresent(ui -> ui.navigate(lineage.page(relation, column)));
    }
}
