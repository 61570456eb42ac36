package io.streamhouse.console.catalog.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.Shortcuts;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Aside;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.component.treegrid.TreeGrid;
import com.vaadin.flow.data.provider.hierarchy.TreeData;
import com.vaadin.flow.data.provider.hierarchy.TreeDataProvider;
import com.vaadin.flow.data.renderer.LitRenderer;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.function.SerializableConsumer;
import io.streamhouse.console.catalog.CatalogContents;
import io.streamhouse.console.catalog.CatalogContents.DatabaseContents;
import io.streamhouse.console.catalog.Catalogs;
import io.streamhouse.console.catalog.SearchHit;
import io.streamhouse.console.catalog.Subscription;
import io.streamhouse.console.catalog.ui.TreeItem.CatalogItem;
import io.streamhouse.console.catalog.ui.TreeItem.DatabaseItem;
import io.streamhouse.console.catalog.ui.TreeItem.RelationItem;
import io.streamhouse.model.RelationId;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything there is, as a tree, and a search that takes its place while there is something in it. Follows what other
 * clients create and drop.
 */
final class CatalogTree extends Aside {

    private static final long serialVersionUID = 1L;
    private static final int HITS = 200;

    private final transient Catalogs catalogs;
    private final SerializableConsumer<String> open;
    private final TextField search = new TextField();
    private final TreeData<TreeItem> data = new TreeData<>();
    private final TreeGrid<TreeItem> tree = new TreeGrid<>(new TreeDataProvider<>(data));
    private final Grid<SearchHit> hits = new Grid<>();
    private final Div summary = new Div();
    private transient List<CatalogContents> shown = List.of();
    private transient @Nullable Subscription subscription;
    private @Nullable TreeItem focused;
    private @Nullable SearchHit focusedHit;
    private boolean first = true;

    /** @param open takes the address of what was chosen */
    CatalogTree(Catalogs catalogs, SerializableConsumer<String> open) {
        this.catalogs = catalogs;
        this.open = open;
        addClassName("cat-tree");
        getElement().setAttribute("aria-label", "Catalogs, databases and relations");
        setUpSearch();
        setUpTree();
        setUpHits();
        summary.addClassName("cat-tree-summary");
        summary.getElement().setAttribute("role", "status");
        add(search, tree, hits, summary);
        refresh();
    }

    /** Shows where the page is: opens the way to it and marks it. */
    void show(@Nullable RelationId relation) {
        if (relation == null) {
            tree.deselectAll();
            return;
        }
        tree.expand(new CatalogItem(relation.catalog()), new DatabaseItem(relation.databaseId()));
        data.getChildren(new DatabaseItem(relation.databaseId())).stream()
                .filter(item ->
                        item instanceof RelationItem leaf && leaf.ref().id().equals(relation))
                .findFirst()
                .ifPresent(item -> {
                    tree.select(item);
                    tree.scrollToItem(item);
                });
    }

    @Override
    protected void onAttach(AttachEvent attachEvent) {
        super.onAttach(attachEvent);
        UI ui = attachEvent.getUI();
        subscription = catalogs.onChange(() -> ui.access(this::refresh));
    }

    @Override
    protected void onDetach(DetachEvent detachEvent) {
        if (subscription != null) {
            subscription.close();
            subscription = null;
        }
        super.onDetach(detachEvent);
    }

    private void setUpSearch() {
        search.setPlaceholder("Find tables and columns");
        search.setAriaLabel("Find tables and columns");
        search.setClearButtonVisible(true);
        search.setPrefixComponent(VaadinIcon.SEARCH.create());
        search.setValueChangeMode(ValueChangeMode.EAGER);
        search.addValueChangeListener(change -> showHits());
        Shortcuts.addShortcutListener(search, () -> firstHit(), Key.ENTER).listenOn(search);
        Shortcuts.addShortcutListener(search, () -> search.clear(), Key.ESCAPE).listenOn(search);
    }

    private void setUpTree() {
        tree.addThemeVariants(GridVariant.NO_BORDER, GridVariant.NO_ROW_BORDERS);
        tree.getElement().setAttribute("aria-label", "Catalog tree");
        tree.setSizeFull();
        tree.addColumn(LitRenderer.<TreeItem>of("<vaadin-grid-tree-toggle @click=${onClick} .leaf=${item.leaf}"
                                + " .expanded=${model.expanded} .level=${model.level} title=${item.title}>"
                                + "<vaadin-icon icon=${item.icon} class=${item.tone}></vaadin-icon>"
                                + "<span class=\"cat-tree-label\">${item.label}</span>"
                                + "<span class=\"cat-tree-count\">${item.count}</span></vaadin-grid-tree-toggle>")
                        .withProperty("label", TreeItem::label)
                        .withProperty("icon", TreeItem::icon)
                        .withProperty("title", TreeItem::address)
                        .withProperty("tone", item -> item instanceof RelationItem ? "cat-leaf" : "cat-branch")
                        .withProperty("leaf", item -> item instanceof RelationItem)
                        .withProperty("count", this::count)
                        .withFunction("onClick", this::toggle))
                .setFlexGrow(1);
        tree.addSelectionListener(selection -> {
            if (selection.isFromClient()) {
                selection.getFirstSelectedItem().ifPresent(item -> open.accept(item.address()));
            }
        });
        tree.addCellFocusListener(focus -> focused = focus.getItem().orElse(null));
        Shortcuts.addShortcutListener(tree, () -> choose(focused), Key.ENTER).listenOn(tree);
    }

    private void setUpHits() {
        hits.addThemeVariants(GridVariant.NO_BORDER, GridVariant.NO_ROW_BORDERS);
        hits.getElement().setAttribute("aria-label", "Search results");
        hits.setSizeFull();
        hits.setVisible(false);
        hits.addColumn(LitRenderer.<SearchHit>of("<div class=\"cat-hit\"><vaadin-icon icon=${item.icon}></vaadin-icon>"
                        + "<span class=\"cat-hit-name\">${item.name}</span>"
                        + "<span class=\"cat-hit-path\">${item.path}</span></div>")
                .withProperty("icon", hit -> Kinds.icon(hit.relation().kind()))
                .withProperty("name", hit -> hit.relation().id().name())
                .withProperty(
                        "path",
                        hit -> hit.column()
                                .map(column -> "column " + column)
                                .orElse(hit.relation().id().databaseId().toString())));
        hits.addSelectionListener(selection -> selection
                .getFirstSelectedItem()
                .ifPresent(hit -> open.accept(hit.relation().id().toString())));
        hits.addCellFocusListener(focus -> focusedHit = focus.getItem().orElse(null));
        Shortcuts.addShortcutListener(hits, () -> openHit(focusedHit), Key.ENTER)
                .listenOn(hits);
    }

    private void toggle(TreeItem item) {
        if (item instanceof RelationItem) {
            return;
        }
        if (tree.isExpanded(item)) {
            tree.collapse(item);
        } else {
            tree.expand(item);
        }
    }

    private void choose(@Nullable TreeItem item) {
        if (item != null) {
            open.accept(item.address());
        }
    }

    private void openHit(@Nullable SearchHit hit) {
        if (hit != null) {
            open.accept(hit.relation().id().toString());
        }
    }

    private void firstHit() {
        catalogs.search(search.getValue(), 1).stream().findFirst().ifPresent(this::openHit);
    }

    private void showHits() {
        String query = search.getValue().strip();
        boolean searching = !query.isEmpty();
        tree.setVisible(!searching);
        hits.setVisible(searching);
        if (searching) {
            List<SearchHit> found = catalogs.search(query, HITS);
            hits.setItems(found);
            summary.setText(
                    found.isEmpty()
                            ? "Nothing is called like that, nor has such a column"
                            : found.size() + (found.size() == HITS ? " best fits" : " found"));
        } else {
            summarise();
        }
    }

    private void refresh() {
        List<CatalogContents> now = catalogs.contents();
        if (now.equals(shown)) {
            return;
        }
        shown = now;
        data.clear();
        for (CatalogContents catalog : now) {
            CatalogItem root = new CatalogItem(catalog.name());
            data.addRootItems(root);
            for (DatabaseContents database : catalog.databases()) {
                DatabaseItem branch = new DatabaseItem(database.id());
                data.addItem(root, branch);
                data.addItems(
                        branch,
                        database.relations().stream()
                                .<TreeItem>map(RelationItem::new)
                                .toList());
            }
        }
        // Another provider would close every branch, also one that somebody opens just now.
        tree.getDataProvider().refreshAll();
        TreeItem selected = tree.asSingleSelect().getValue();
        if (selected != null && !data.contains(selected)) {
            tree.deselectAll();
        }
        if (first && !now.isEmpty()) {
            first = false;
            now.forEach(catalog -> tree.expand(new CatalogItem(catalog.name())));
            now.getFirst().databases().stream()
                    .filter(database -> !database.relations().isEmpty())
                    .min(Comparator.comparingInt(
                            database -> database.relations().size()))
                    .ifPresent(database -> tree.expand(new DatabaseItem(database.id())));
        }
        showHits();
    }

    private String count(TreeItem item) {
        return switch (item) {
            case CatalogItem ignored -> "";
            case DatabaseItem database ->
                shown.stream()
                        .flatMap(catalog -> catalog.databases().stream())
                        .filter(contents -> contents.id().equals(database.id()))
                        .map(contents -> String.valueOf(contents.relations().size()))
                        .findFirst()
                        .orElse("");
            case RelationItem ignored -> "";
        };
    }

    private void summarise() {
        int relations = shown.stream().mapToInt(CatalogContents::relations).sum();
        String problems = shown.stream()
                .flatMap(catalog ->
                        catalog.problem().stream().map(problem -> catalog.name() + " can't be read: " + problem.what()))
                .findFirst()
                .orElse("");
        summary.setText(problems.isEmpty() ? relations + (relations == 1 ? " relation" : " relations") : problems);
        summary.setClassName("cat-bad", !problems.isEmpty());
    }
}
