package io.streamhouse.console.costs.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.tabs.Tab;
import com.vaadin.flow.component.tabs.Tabs;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import io.streamhouse.component.EmptyState;
import io.streamhouse.component.HttpCallsDialog;
import io.streamhouse.component.PageHeader;
import io.streamhouse.component.ProblemPanel;
import io.streamhouse.console.costs.CostFeed;
import io.streamhouse.console.costs.CostsSeen;
import io.streamhouse.console.costs.ui.CostAddress.CostTab;
import io.streamhouse.console.feed.Watch;
import io.streamhouse.console.problems.ProblemTexts;
import io.streamhouse.console.security.CurrentActor;
import io.streamhouse.console.views.ViewFeed;
import io.streamhouse.console.views.ViewRoutes;
import io.streamhouse.console.views.Views;
import io.streamhouse.cost.CostReport;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The Costs page: what everything used and cost, what storage costs, and what other freshness would cost. */
@Route(CostAddress.ROUTE)
@PageTitle("Costs")
@Menu(title = "Costs", order = 60, icon = "vaadin:coin-piles")
@AnonymousAllowed
@StyleSheet("context://costs.css")
final class CostsView extends Main implements BeforeEnterObserver {

    private static final long serialVersionUID = 1L;

    private final transient CostFeed feed;
    private final transient InstantSource clock;
    private final PageHeader header = new PageHeader("Costs");
    private final Anchor csv = new Anchor("", "CSV");
    private final Tabs tabs = new Tabs();
    private final Map<CostTab, Tab> heads = new EnumMap<>(CostTab.class);
    private final ProblemPanel problem = new ProblemPanel();
    private final CostBar bar;
    private final CostTiles tiles = new CostTiles();
    private final CostChart chart = new CostChart();
    private final CostLines lines;
    private final StorageTable storage;
    private final WhatIfPanel whatIf;
    private final Div usage = new Div();
    private final Div content = new Div();
    private final EmptyState nothing = new EmptyState(
            "Nothing was metered in this time",
            "Every refresh, statement and table is metered as it works: CPU time, storage and requests, told in money by"
                    + " the prices in the settings. Lines, overhead and idle add up to what the engine really used.",
            button("See the prices", "settings/" + PriceSettings.ID, false),
            button("Create a view", ViewRoutes.NEW, true));
    private final EmptyState empty = new EmptyState(
            "No table was measured yet",
            "Here is what every table takes up: its live files, what older snapshots hold and for whom, savepoints and"
                    + " checkpoints, and what they cost a month. Tables are measured as soon as they are there.",
            button("Open the catalog", "catalog", true));
    private transient CostAddress address = CostAddress.of(QueryParameters.empty());
    private transient @Nullable Watch watch;
    private transient Optional<CostsSeen.Known> seen = Optional.empty();

    CostsView(
            CostFeed feed,
            Views views,
            ViewFeed viewFeed,
            CostActions actions,
            CurrentActor actor,
            RelationRoutes routes,
            InstantSource clock) {
        this.feed = feed;
        this.clock = clock;
        addClassNames("sh-page", "sh-fill", "costs-page");
        bar = new CostBar(clock, address, this::go);
        lines = new CostLines(routes::of);
        storage = new StorageTable(routes::of);
        whatIf = new WhatIfPanel(views, viewFeed, actor, actions);
        Button call = new Button("HTTP call", VaadinIcon.CODE.create(), click -> showCalls());
        call.addThemeVariants(ButtonVariant.TERTIARY);
        csv.setRouterIgnore(true);
        csv.getElement().setAttribute("download", "costs.csv");
        csv.getElement().setAttribute("title", "The lines of this time as CSV, in FOCUS columns");
        csv.addClassName("costs-csv");
        header.withActions(call, csv);
        for (CostTab tab : CostTab.values()) {
            Tab head = new Tab(tab.title());
            heads.put(tab, head);
            tabs.add(head);
        }
        tabs.getElement().setAttribute("aria-label", "Parts of the page");
        tabs.addSelectedChangeListener(change -> {
            if (change.isFromClient()) {
                heads.forEach((tab, head) -> {
                    if (head == change.getSelectedTab()) {
                        go(address.with(tab));
                    }
                });
            }
        });
        Div top = new Div(tabs, bar);
        top.addClassName("costs-top");
        usage.add(tiles, chart, lines);
        usage.addClassName("costs-stack");
        content.add(usage, nothing, storage, empty, whatIf);
        content.addClassName("costs-stack");
        add(header, top, problem, content);
        draw();
    }

    private static Button button(String text, String route, boolean primary) {
        Button button = new Button(text, click -> click.getSource().getUI().ifPresent(ui -> ui.navigate(route)));
        if (primary) {
            button.addThemeVariants(ButtonVariant.PRIMARY);
        }
        return button;
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        CostAddress next = CostAddress.of(event.getLocation().getQueryParameters());
        boolean other = !next.window().equals(address.window()) || next.by() != address.by();
        address = next;
        tabs.setSelectedTab(heads.get(next.tab()));
        bar.show(next);
        if (other) {
            seen = Optional.empty();
            event.getUI().access(() -> watch(event.getUI()));
        }
        draw();
    }

    @Override
    protected void onAttach(AttachEvent event) {
        UI ui = event.getUI();
        try {
            bar.useZone(ZoneId.of(ui.getPage().getExtendedClientDetails().getTimeZoneId()));
        } catch (DateTimeException | NullPointerException e) {
            bar.useZone(ZoneId.systemDefault());
        }
        watch(ui);
    }

    private void watch(UI ui) {
        if (watch != null) {
            watch.close();
        }
        CostAddress asked = address;
        watch = isAttached()
                ? feed.watch(
                        asked.window(),
                        asked.by(),
                        now -> ui.access(() -> {
                            if (asked.window().equals(address.window()) && asked.by() == address.by()) {
                                show(now);
                            }
                        }))
                : null;
    }

    @Override
    protected void onDetach(DetachEvent event) {
        if (watch != null) {
            watch.close();
        }
    }

    private void go(CostAddress wanted) {
        getUI().ifPresent(ui -> ui.navigate(CostAddress.ROUTE, wanted.parameters()));
    }

    private void show(CostsSeen now) {
        switch (now) {
            case CostsSeen.Known known -> {
                problem.clear();
                seen = Optional.of(known);
                CostReport report = known.report();
                header.setDetail(PriceWords.line(report.prices()), PriceWords.link());
                csv.setHref(CostCalls.csv(report.from(), report.to(), address.by()));
                tiles.show(known);
                chart.show(known);
                lines.show(report, address.by());
                storage.show(known.storage(), report.prices().currency());
            }
            case CostsSeen.Unavailable unavailable -> problem.show(ProblemTexts.of(unavailable.problem()));
        }
        draw();
    }

    private void draw() {
        boolean metered = seen.filter(CostsSeen.Known::metered).isPresent();
        boolean stored = seen.filter(known -> !known.storage().isEmpty()).isPresent();
        bar.setVisible(address.tab() == CostTab.USAGE);
        usage.setVisible(address.tab() == CostTab.USAGE && metered);
        nothing.setVisible(address.tab() == CostTab.USAGE && seen.isPresent() && !metered);
        storage.setVisible(address.tab() == CostTab.STORAGE && stored);
        empty.setVisible(address.tab() == CostTab.STORAGE && seen.isPresent() && !stored);
        whatIf.setVisible(address.tab() == CostTab.WHAT_IF);
        csv.setVisible(address.tab() == CostTab.USAGE && metered);
    }

    private void showCalls() {
        Instant now = clock.instant();
        new HttpCallsDialog(CostCalls.usage(
                        address.window().from(now), address.window().to(now), address.by()))
                .open();
    }
}
