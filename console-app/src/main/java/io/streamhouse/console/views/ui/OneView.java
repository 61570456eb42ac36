package io.streamhouse.console.views.ui;

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
import com.vaadin.flow.component.tabs.TabSheet;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import io.streamhouse.component.PageHeader;
import io.streamhouse.component.ProblemPanel;
import io.streamhouse.console.catalog.ui.CatalogNavigation;
import io.streamhouse.console.feed.Watch;
import io.streamhouse.console.problems.ProblemTexts;
import io.streamhouse.console.views.ViewRoutes;
import io.streamhouse.console.views.ViewSeen;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.FreshnessTarget;
import io.streamhouse.model.Problem;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.RelationId;
import io.streamhouse.refresh.Refresh;
import io.streamhouse.refresh.ViewState;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The page of one view: how fresh it is, how it is kept so, and everything that can be done with it, live. */
@Route("materialized-views/:view*")
@AnonymousAllowed
@StyleSheet("context://views.css")
final class OneView extends Main implements BeforeEnterObserver, HasDynamicTitle {

    private static final long serialVersionUID = 1L;

    private final transient ViewPageParts parts;
    private final PageHeader header = new PageHeader("View").withCrumb("Materialized views", ViewRoutes.LIST);
    private final ProblemPanel problem = new ProblemPanel();
    private final Warnings warnings = new Warnings();
    private final ViewTiles tiles = new ViewTiles();
    private final Div place = new Div();
    private final SwitchesPanel switches = new SwitchesPanel();
    private final RefreshesPanel refreshes = new RefreshesPanel();
    private final DefinitionPanel definition;
    private final SourcesPanel sources;
    private final Div decided = new Div();
    private final Div verify = new Div();
    private final TabSheet tabs = new TabSheet();
    private final Div body = new Div();
    private final Button refresh =
            button("Refresh now", VaadinIcon.REFRESH, view -> actions().refresh(view));
    private final Button suspend =
            button("Suspend", VaadinIcon.PAUSE, view -> actions().askToSuspend(view));
    private final Button resume =
            button("Resume", VaadinIcon.PLAY, view -> actions().resume(view));
    private final Button drop =
            button("Drop", VaadinIcon.TRASH, view -> actions().askToDrop(view));
    private final Button call = button("HTTP call", VaadinIcon.CODE, this::call);
    private final Anchor catalog = new Anchor("", "In the catalog");
    private transient Optional<RelationId> id = Optional.empty();
    private @Nullable ViewInstruments instruments;
    private transient @Nullable ViewState view;
    private transient @Nullable Watch watch;
    private String title = "View";

    OneView(ViewPageParts parts) {
        this.parts = parts;
        addClassNames("sh-page", "views-page");
        definition = new DefinitionPanel(parts.views(), parts.actions(), parts.names());
        sources = new SourcesPanel(parts.sources(), parts.actions());
        catalog.setRouterIgnore(false);
        call.addThemeVariants(ButtonVariant.TERTIARY);
        refresh.addThemeVariants(ButtonVariant.PRIMARY);
        resume.addThemeVariants(ButtonVariant.PRIMARY);
        header.withActions(catalog, call, drop, suspend, resume, refresh);
        tabs.addClassName("views-tabs");
        tabs.add("Refreshes", refreshes);
        tabs.add("Switches", switches);
        tabs.add("Decisions", decided);
        tabs.add("Definition", definition);
        tabs.add("Sources", sources);
        tabs.add("Verify", verify);
        tabs.addSelectedChangeListener(change -> {
            if (view != null) {
                sources.show(view);
            }
            if (instruments != null) {
                instruments.decisions().look();
            }
        });
        body.addClassName("views-stack");
        body.add(tiles, place, tabs);
        body.setVisible(false);
        buttons(false, false);
        add(header, problem, warnings, body);
    }

    private ViewActions actions() {
        return parts.actions();
    }

    private Button button(String text, VaadinIcon icon, Consumer<ViewState> action) {
        return new Button(text, icon.create(), click -> {
            if (view != null) {
                action.accept(view);
            }
        });
    }

    private void call(ViewState of) {
        if (instruments != null) {
            instruments.calls(of.id()).open();
        }
    }

    @Override
    public String getPageTitle() {
        return title;
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        String text = String.join("/", event.getRouteParameters().getWildcard("view"));
        try {
            RelationId wanted = RelationId.parse(text);
            id = Optional.of(wanted);
            title = wanted.name();
            header.setTitle(title);
            header.clearCrumbs();
            header.withCrumb("Materialized views", ViewRoutes.LIST)
                    .withCrumb(wanted.database(), CatalogNavigation.database(wanted.databaseId()));
            catalog.setHref(CatalogNavigation.relation(wanted));
            open(wanted, proposal(event));
        } catch (IllegalArgumentException e) {
            id = Optional.empty();
            catalog.setVisible(false);
            problem.show(ProblemTexts.of(Problem.of(
                    ErrorCode.NOT_FOUND,
                    "“" + text + "” is not a view’s name",
                    "A view is named catalog.database.name; the list has them all")));
        }
        if (isAttached()) {
            getUI().ifPresent(this::watch);
        }
    }

    /** What keeps something of the view it shows is made anew for each. */
    private void open(RelationId wanted, Optional<FreshnessTarget> proposed) {
        ViewInstruments made = new ViewInstruments(wanted, parts, proposed);
        instruments = made;
        place.removeAll();
        place.add(made);
        decided.removeAll();
        decided.add(made.decisions());
        verify.removeAll();
        verify.add(new VerifyPanel(parts.views(), parts.actions(), wanted));
    }

    /** The freshness that the address asks to be shown, as in {@code ?freshness=PT10S}. */
    private static Optional<FreshnessTarget> proposal(BeforeEnterEvent event) {
        try {
            return event.getLocation()
                    .getQueryParameters()
                    .getSingleParameter("freshness")
                    .map(FreshnessTarget::parse);
        } catch (ProblemException e) {
            return Optional.empty();
        }
    }

    @Override
    protected void onAttach(AttachEvent event) {
        watch(event.getUI());
    }

    @Override
    protected void onDetach(DetachEvent event) {
        if (watch != null) {
            watch.close();
        }
    }

    private void watch(UI ui) {
        if (watch != null) {
            watch.close();
        }
        id.ifPresent(wanted -> watch = parts.feed()
                .watch(
                        wanted,
                        seen -> ui.access(() -> {
                            if (id.equals(Optional.of(wanted))) {
                                show(seen);
                            }
                        })));
    }

    private void show(ViewSeen seen) {
        switch (seen) {
            case ViewSeen.Known known -> {
                ViewState now = known.view();
                view = now;
                now.problem().ifPresentOrElse(why -> problem.show(ProblemTexts.of(why)), problem::clear);
                header.setDetail(ViewWords.detail(now));
                warnings.show(now.warnings());
                tiles.show(now);
                if (instruments != null) {
                    instruments.show(known);
                }
                switches.show(known.switches());
                refreshes.show(known.refreshes());
                definition.show(now);
                sources.show(now);
                body.setVisible(true);
                boolean rests = now.refresh() instanceof Refresh.Suspended || now.refresh() instanceof Refresh.Failed;
                buttons(true, rests);
            }
            case ViewSeen.Unavailable unavailable -> {
                problem.show(ProblemTexts.of(unavailable.problem()));
                boolean gone = unavailable.problem().code() == ErrorCode.NOT_FOUND;
                if (gone) {
                    view = null;
                    body.setVisible(false);
                    header.setDetail("");
                    buttons(false, false);
                }
            }
        }
    }

    private void buttons(boolean there, boolean rests) {
        refresh.setVisible(there && !rests);
        suspend.setVisible(there && !(view != null && view.refresh() instanceof Refresh.Suspended));
        resume.setVisible(there && rests);
        drop.setVisible(there);
        call.setVisible(there);
        catalog.setVisible(there);
    }
}
