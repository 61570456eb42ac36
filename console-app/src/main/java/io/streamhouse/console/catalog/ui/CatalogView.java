package io.streamhouse.console.catalog.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.splitlayout.SplitLayout;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.WildcardParameter;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import io.streamhouse.component.ProblemPanel;
import io.streamhouse.console.problems.ProblemTexts;
import io.streamhouse.model.DatabaseId;
import io.streamhouse.model.Identifiers;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.RelationId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The Catalog page: the tree of everything on the left, what is chosen on the right. The address behind
 * {@code catalog/} names a catalog, a database or a relation; {@code tab} and {@code snapshot} lead further in.
 */
@Route("catalog")
@Menu(title = "Catalog", order = 20, icon = "vaadin:database")
@AnonymousAllowed
@StyleSheet("context://catalog.css")
final class CatalogView extends Main implements HasUrlParameter<String>, HasDynamicTitle {

    private static final long serialVersionUID = 1L;

    private final transient CatalogPages pages;
    private final CatalogTree tree;
    private final Div content = new Div();
    private String title = "Catalog";
    private @Nullable RelationPanel panel;

    CatalogView(CatalogPages pages) {
        this.pages = pages;
        addClassName("cat-page");
        tree = new CatalogTree(pages.catalogs(), CatalogView::go);
        content.addClassName("cat-content");
        SplitLayout split = new SplitLayout(tree, content);
        split.setSplitterPosition(22);
        split.setSizeFull();
        add(split);
    }

    @Override
    public void setParameter(BeforeEvent event, @WildcardParameter String address) {
        QueryParameters parameters = event.getLocation().getQueryParameters();
        try {
            show(Identifiers.split(address), parameters);
        } catch (ProblemException | IllegalArgumentException e) {
            panel = null;
            title = "Catalog";
            show(new ProblemPanel(ProblemTexts.of(e instanceof ProblemException ? e : notAnAddress(address, e))));
        }
    }

    @Override
    public String getPageTitle() {
        return title;
    }

    private void show(List<String> parts, QueryParameters parameters) {
        if (parts.size() == 3) {
            RelationId id = new RelationId(parts.get(0), parts.get(1), parts.get(2));
            title = id.name();
            if (panel == null || !panel.id().equals(id)) {
                panel = new RelationPanel(pages, id);
                show(panel);
            }
            panel.show(parameters);
            tree.show(id);
            return;
        }
        panel = null;
        tree.show(null);
        if (parts.size() == 2) {
            DatabaseId id = new DatabaseId(parts.get(0), parts.get(1));
            title = id.name();
            show(new DatabasePanel(pages, id));
        } else if (parts.size() == 1) {
            title = "Catalog";
            show(new CatalogPanel(pages));
        } else {
            throw new IllegalArgumentException("More parts than catalog.database.name");
        }
    }

    private void show(Component component) {
        content.removeAll();
        content.add(component);
    }

    private static ProblemException notAnAddress(String address, RuntimeException cause) {
        return new ProblemException(
                io.streamhouse.model.Problem.of(
                        io.streamhouse.model.ErrorCode.NOT_FOUND,
                        "There is no page for " + address,
                        "A relation's page is at catalog/ and its name: catalog.database.name"),
                cause);
    }

    private static void go(String address) {
        UI.getCurrent().navigate(CatalogView.class, address);
    }

    /** Shows another tab or snapshot of a relation; the browser's Back leads here again. */
    static void go(RelationId id, Map<String, String> parameters) {
        UI.getCurrent().navigate(CatalogView.class, id.toString(), QueryParameters.simple(parameters));
    }
}
