package io.streamhouse.console.lineagegraph.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.dom.Style.Display;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import io.streamhouse.component.HttpCallsDialog;
import io.streamhouse.component.LineageCanvas;
import io.streamhouse.component.PageHeader;
import io.streamhouse.component.ProblemPanel;
import io.streamhouse.component.Toast;
import io.streamhouse.console.catalog.Catalogs;
import io.streamhouse.console.catalog.Subscription;
import io.streamhouse.console.feed.Watch;
import io.streamhouse.console.lineagegraph.CardFigures;
import io.streamhouse.console.lineagegraph.LineageFeed;
import io.streamhouse.console.lineagegraph.NodeHealth;
import io.streamhouse.console.lineagegraph.ui.LineageBar.Export;
import io.streamhouse.console.lineagegraph.ui.LineageLooks.Seen;
import io.streamhouse.console.lineagegraph.ui.LineageLooks.Unfolded;
import io.streamhouse.console.problems.ProblemTexts;
import io.streamhouse.lineage.Change;
import io.streamhouse.lineage.Direction;
import io.streamhouse.lineage.Focus;
import io.streamhouse.lineage.Neighbourhood.Node;
import io.streamhouse.model.RelationId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The Lineage page: where columns come from and where they go, how each relation on the way is, and what a change does. */
@Route(LineageAddress.ROUTE)
@Menu(title = "Lineage", order = 50, icon = "vaadin:cluster")
@AnonymousAllowed
@StyleSheet("context://lineage.css")
final class LineageView extends Main implements BeforeEnterObserver, HasDynamicTitle {

    private static final long serialVersionUID = 1L;

    private final transient LineageLooks looks;
    private final transient LineageFeed feed;
    private final PageHeader header = new PageHeader("Lineage");
    private final LineageBar bar;
    private final FocusSearch search;
    private final ProblemPanel problem = new ProblemPanel();
    private final LineageCanvas canvas = new LineageCanvas("Lineage");
    private final Div picture = new Div(canvas);
    private final GraphTables tables;
    private final PathPanel path;
    private final ImpactPanel impact;
    private final Div below = new Div();
    private final FirstSteps firstSteps;
    private transient LineageAddress address = LineageAddress.of(QueryParameters.empty());
    private transient Optional<Seen> seen = Optional.empty();
    private transient List<Unfolded> unfolded = List.of();
    private transient @Nullable Watch watch;
    private transient @Nullable Subscription subscription;
    private boolean dropping = true;
    private long question;

    LineageView(LineageLooks looks, LineageFeed feed, Catalogs catalogs) {
        this.looks = looks;
        this.feed = feed;
        addClassNames("sh-page", "sh-fill", "lineage-page");
        search = new FocusSearch(catalogs, (relation, column) -> go(address.at(relation, column)));
        bar = new LineageBar(search, () -> address, this::go, this::export);
        firstSteps = new FirstSteps(catalogs);
        tables = new GraphTables(this::route, this::unfold);
        path = new PathPanel(column ->
                address.at(column.relation(), Optional.of(column.column())).route());
        impact = new ImpactPanel(this::route, drop -> {
            dropping = drop;
            load(true);
        });
        Button call = new Button(
                "HTTP call",
                VaadinIcon.CODE.create(),
                click -> new HttpCallsDialog(LineageCalls.of(address.focus())).open());
        call.addThemeVariants(ButtonVariant.TERTIARY);
        header.withActions(call);
        picture.addClassNames("sh-card", "sh-flush", "lineage-picture");
        canvas.addRelationChosenListener(chosen -> goTo(chosen.id(), Optional.empty()));
        canvas.addColumnChosenListener(chosen -> goTo(chosen.id(), Optional.of(chosen.column())));
        canvas.addMoreWantedListener(
                more -> unfold(RelationId.parse(more.id()), more.up() ? Direction.UP : Direction.DOWN));
        canvas.addClearedListener(cleared -> address.relation()
                .filter(relation -> address.column().isPresent())
                .ifPresent(relation -> go(address.at(relation, Optional.empty()))));
        canvas.addSearchListener(wanted -> search.focus());
        below.add(path, impact);
        below.addClassName("lineage-below");
        add(header, bar, problem, picture, tables, below, firstSteps);
        draw();
    }

    @Override
    public String getPageTitle() {
        return address.relation()
                .map(relation -> "Lineage of " + relation.name())
                .orElse("Lineage");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        LineageAddress before = address;
        address = LineageAddress.of(event.getLocation().getQueryParameters());
        bar.show(address);
        canvas.setLegend(address.colour().legend());
        if (!before.sameFocus(address)) {
            unfolded = List.of();
            dropping = true;
            boolean column = before.relation().equals(address.relation());
            seen = column ? seen : Optional.empty();
            event.getUI().access(() -> load(false));
        } else {
            seen.ifPresent(known -> {
                tell(known);
                refresh(known.health());
            });
        }
        draw();
    }

    @Override
    protected void onAttach(AttachEvent event) {
        UI ui = event.getUI();
        subscription = looks.lineage().onChange(() -> ui.access(() -> load(true)));
        watch();
    }

    @Override
    protected void onDetach(DetachEvent event) {
        if (subscription != null) {
            subscription.close();
        }
        if (watch != null) {
            watch.close();
        }
    }

    private void watch() {
        if (watch != null) {
            watch.close();
        }
        Optional<UI> ui = getUI();
        watch = ui.isPresent() && seen.isPresent()
                ? feed.watch(
                        seen.get().part().nodes().stream().map(Node::id).toList(),
                        health -> ui.get().access(() -> refresh(health)))
                : null;
    }

    private void go(LineageAddress wanted) {
        getUI().ifPresent(ui -> ui.navigate(LineageAddress.ROUTE, wanted.parameters()));
    }

    private String route(RelationId relation) {
        return address.at(relation, Optional.empty()).route();
    }

    private void goTo(String card, Optional<String> column) {
        go(address.at(RelationId.parse(card), column));
    }

    private void unfold(RelationId at, Direction direction) {
        List<Unfolded> more = new ArrayList<>(unfolded);
        more.add(new Unfolded(at, direction));
        unfolded = more;
        load(true);
    }

    /** Asks in the background; only the latest question's answer is shown. */
    private void load(boolean stay) {
        Optional<Focus> focus = address.focus();
        if (focus.isEmpty() || !isAttached()) {
            draw();
            return;
        }
        long number = ++question;
        List<Unfolded> more = unfolded;
        Change change = change(focus.get());
        looks.inBackground(
                UI.getCurrent(),
                () -> looks.look(focus.get(), more, change),
                found -> {
                    if (number == question) {
                        show(found, stay);
                    }
                },
                failure -> {
                    if (number == question) {
                        seen = Optional.empty();
                        problem.show(ProblemTexts.of(failure));
                        draw();
                    }
                });
    }

    private Change change(Focus focus) {
        return focus.column()
                .<Change>map(column -> dropping
                        ? new Change.DropColumn(focus.relation(), column)
                        : new Change.ChangeColumn(focus.relation(), column))
                .orElseGet(() -> new Change.DropRelation(focus.relation()));
    }

    private void show(Seen found, boolean stay) {
        problem.clear();
        seen = Optional.of(found);
        header.setDetail(FocusLine.of(found.part(), address, looks.lineage().state()));
        canvas.setLabel(FocusLine.label(address));
        canvas.show(found.laidOut(), CardFigures.of(found.part().nodes(), found.health(), address.colour()), stay);
        tell(found);
        draw();
        watch();
    }

    /** What stands in words; its links lead to what is shown in the way that this is. */
    private void tell(Seen found) {
        tables.show(found.part(), found.health());
        path.show(found.path());
        impact.show(found.impact());
    }

    private void refresh(Map<RelationId, NodeHealth> health) {
        seen.ifPresent(known -> {
            canvas.setFigures(CardFigures.of(known.part().nodes(), health, address.colour()));
            tables.refresh(health);
        });
    }

    private void draw() {
        boolean known = seen.isPresent();
        boolean chosen = address.relation().isPresent();
        // Drawn or not, it is there: it hands out the files.
        picture.getStyle().setDisplay(known && !address.table() ? null : Display.NONE);
        tables.setVisible(known && address.table());
        below.setVisible(known);
        firstSteps.setVisible(!chosen);
        if (!chosen) {
            problem.clear();
            header.setDetail("where columns come from, and what is made of them");
            firstSteps.refresh();
        }
    }

    private void export(Export what) {
        Optional<Focus> focus = address.focus();
        if (focus.isEmpty() || seen.isEmpty()) {
            Toast.info("Choose a relation first: its lineage is what is exported");
            return;
        }
        String name = "lineage-" + focus.get().relation().name();
        switch (what) {
            case PNG -> canvas.exportPng(name + ".png");
            case OPEN_LINEAGE ->
                looks.inBackground(
                        UI.getCurrent(),
                        () -> looks.lineage().openLineage(focus.get()),
                        json -> canvas.download(name + ".json", "application/json", json),
                        failure -> Toast.problem(ProblemTexts.of(failure)));
        }
    }
}
