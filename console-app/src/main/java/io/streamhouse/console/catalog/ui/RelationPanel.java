package io.streamhouse.console.catalog.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.tabs.Tab;
import com.vaadin.flow.component.tabs.Tabs;
import com.vaadin.flow.router.QueryParameters;
import io.streamhouse.component.PageHeader;
import io.streamhouse.component.ProblemPanel;
import io.streamhouse.component.Toast;
import io.streamhouse.console.catalog.CatalogQueries;
import io.streamhouse.console.catalog.RelationFeed.Change;
import io.streamhouse.console.catalog.RelationFeed.Gone;
import io.streamhouse.console.catalog.RelationFeed.Written;
import io.streamhouse.console.catalog.RelationOverview;
import io.streamhouse.console.catalog.Subscription;
import io.streamhouse.console.catalog.design.DesignRoutes;
import io.streamhouse.console.problems.ProblemTexts;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.Problem;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.RelationKind;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A relation's page: its facts on top, kept current while it is written to, and what there is to see of it in tabs. */
final class RelationPanel extends Div {

    private static final long serialVersionUID = 1L;

    /** The tabs, in their order. The name in lower case is what the address says. */
    enum Part {
        OVERVIEW("Schema"),
        PREVIEW("Preview"),
        LINEAGE("Lineage"),
        FRESHNESS("Freshness"),
        SNAPSHOTS("Snapshots"),
        FILES("Files"),
        OPTIONS("Options"),
        DDL("DDL");

        private final String title;

        Part(String title) {
            this.title = title;
        }

        String address() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final transient CatalogPages pages;
    private final RelationId id;
    private final PageHeader header;
    private final FactsStrip facts = new FactsStrip();
    private final ProblemPanel problem = new ProblemPanel();
    private final Tabs tabs = new Tabs();
    private final Map<Part, Tab> heads = new EnumMap<>(Part.class);
    private final Map<Part, RelationTab> contents = new EnumMap<>(Part.class);
    private final Div content = new Div();
    private transient RelationOverview relation;
    private Part part = Part.OVERVIEW;
    private transient @Nullable Subscription subscription;

    RelationPanel(CatalogPages pages, RelationId id) {
        this.pages = pages;
        this.id = id;
        this.relation = pages.catalogs().relation(id);
        addClassName("cat-panel");
        content.addClassName("cat-tab-content");
        header = new PageHeader(id.name())
                .withCrumb("Catalog", CatalogNavigation.ROUTE)
                .withCrumb(id.database(), CatalogNavigation.database(id.databaseId()));
        header.setDetail(Kinds.chip(relation.kind()));
        Anchor query =
                new Anchor(CatalogNavigation.sql(CatalogQueries.select(id, OptionalLong.empty())), "Open in SQL page");
        query.addClassName("cat-link");
        Button drop = new Button("Drop", VaadinIcon.TRASH.create(), click -> drop());
        pages.changes().keptAt(id).ifPresent(page -> {
            Anchor kept = new Anchor(page, "How it is kept fresh");
            kept.setRouterIgnore(false);
            kept.addClassName("cat-link");
            header.withActions(kept);
        });
        if (relation.kind() == RelationKind.TABLE && relation.stored()) {
            Anchor alter = new Anchor(DesignRoutes.alter(id), "Alter");
            alter.setRouterIgnore(false);
            alter.addClassName("cat-link");
            header.withActions(alter);
        }
        if (relation.stored()) {
            Anchor summarise = new Anchor(CatalogNavigation.summarise(id), "Summarise this");
            summarise.addClassName("cat-link");
            header.withActions(summarise);
        }
        header.withActions(query, drop);
        setUpTabs();
        add(header, facts, problem, tabs, content);
        refreshFacts();
    }

    RelationId id() {
        return id;
    }

    /** Shows the tab that the address asks for. */
    void show(QueryParameters parameters) {
        part = parameters
                .getSingleParameter("tab")
                .flatMap(wanted -> heads.keySet().stream()
                        .filter(known -> known.address().equals(wanted))
                        .findFirst())
                .orElse(Part.OVERVIEW);
        tabs.setSelectedTab(heads.get(part));
        RelationTab shown = contents.computeIfAbsent(part, this::open);
        content.removeAll();
        content.add(shown);
        shown.show(parameters);
        shown.refresh(relation);
    }

    @Override
    protected void onAttach(AttachEvent attachEvent) {
        super.onAttach(attachEvent);
        UI ui = attachEvent.getUI();
        relation.facts()
                .ifPresent(known ->
                        subscription = pages.feed().watch(id, known, change -> ui.access(() -> changed(change))));
    }

    @Override
    protected void onDetach(DetachEvent detachEvent) {
        if (subscription != null) {
            subscription.close();
            subscription = null;
        }
        super.onDetach(detachEvent);
    }

    private void setUpTabs() {
        tabs.addClassName("cat-tabs");
        boolean stored = relation.stored();
        List<Part> parts = Stream.of(Part.values())
                .filter(candidate -> stored
                        || candidate == Part.OVERVIEW
                        || candidate == Part.LINEAGE
                        || candidate == Part.OPTIONS
                        || candidate == Part.DDL)
                .toList();
        for (Part candidate : parts) {
            Tab tab = new Tab(candidate.title);
            heads.put(candidate, tab);
            tabs.add(tab);
        }
        tabs.addSelectedChangeListener(change -> {
            if (change.isFromClient()) {
                heads.forEach((candidate, tab) -> {
                    if (tab == change.getSelectedTab()) {
                        CatalogView.go(id, Map.of("tab", candidate.address()));
                    }
                });
            }
        });
    }

    private RelationTab open(Part wanted) {
        return switch (wanted) {
            case OVERVIEW -> new SchemaTab(pages);
            case PREVIEW -> new PreviewTab(pages, id);
            case LINEAGE -> new LineageTab(pages, id);
            case FRESHNESS -> new FreshnessTab(pages, id);
            case SNAPSHOTS -> new SnapshotsTab(pages, id);
            case FILES -> new FilesTab(pages, id);
            case OPTIONS -> new OptionsTab();
            case DDL -> new DdlTab();
        };
    }

    private void changed(Change change) {
        switch (change) {
            case Written ignored -> reread();
            case Gone ignored -> {
                problem.show(ProblemTexts.of(Problem.of(
                        ErrorCode.NOT_FOUND, id + " is not there any more", "It was dropped or renamed meanwhile")));
                tabs.setVisible(false);
                content.setVisible(false);
            }
        }
    }

    private void reread() {
        try {
            relation = pages.catalogs().relation(id);
        } catch (ProblemException e) {
            problem.show(ProblemTexts.of(e));
            return;
        }
        tabs.setVisible(true);
        content.setVisible(true);
        refreshFacts();
        RelationTab shown = contents.get(part);
        if (shown != null) {
            shown.refresh(relation);
        }
    }

    private void refreshFacts() {
        facts.show(relation);
        problem.clear();
        relation.factsProblem().ifPresent(why -> problem.show(ProblemTexts.of(why)));
    }

    private void drop() {
        try {
            new DropDialog(pages, pages.changes().lossOf(id)).open();
        } catch (ProblemException e) {
            Toast.problem(ProblemTexts.of(e));
        }
    }
}
