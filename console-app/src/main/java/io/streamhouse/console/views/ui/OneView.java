package io.streamhouse.console.views.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.UnorderedList;
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
import io.streamhouse.model.Problem;
import io.streamhouse.model.RelationId;
import io.streamhouse.refresh.Refresh;
import io.streamhouse.refresh.ViewState;
import java.util.ArrayList;
import java.util.List;
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
    private final UnorderedList warnings = new UnorderedList();
    private final ViewTiles tiles = new ViewTiles();
    private final FreshnessCard freshness;
    private final SwitchesPanel switches = new SwitchesPanel();
    private final RefreshesPanel refreshes = new RefreshesPanel();
    private final DefinitionPanel definition;
    private final SourcesPanel sources;
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
    private transient @Nullable ViewState view;
    private transient @Nullable Watch watch;
    private String title = "View";

    OneView(ViewPageParts parts) {
        this.parts = parts;
        addClassNames("sh-page", "views-page");
        freshness = new FreshnessCard(parts.views(), parts.actions());
        definition = new DefinitionPanel(parts.views(), parts.actions(), parts.names());
        sources = new SourcesPanel(parts.sources(), parts.actions());
        catalog.setRouterIgnore(false);
        call.addThemeVariants(ButtonVariant.TERTIARY);
        refresh.addThemeVariants(ButtonVariant.PRIMARY);
        resume.addThemeVariants(ButtonVariant.PRIMARY);
        header.withActions(catalog, call, drop, suspend, resume, refresh);
        warnings.addClassNames("views-warnings", "sh-warn");
        tabs.addClassName("views-tabs");
        tabs.add("Refreshes", refreshes);
        tabs.add("Switches", switches);
        tabs.add("Definition", definition);
        tabs.add("Sources", sources);
        tabs.add("Verify", verify);
        tabs.addSelectedChangeListener(change -> {
            if (view != null) {
                sources.show(view);
            }
        });
        body.addClassName("views-stack");
        body.add(tiles, freshness, tabs);
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
        HttpCalls.of(of.id(), freshness.freshness(), freshness.mode()).open();
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
            verify.removeAll();
            verify.add(new VerifyPanel(parts.views(), parts.actions(), wanted));
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
                header.setDetail(detail(now));
                warn(now.warnings());
                tiles.show(now);
                freshness.show(now);
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

    private void warn(List<String> texts) {
        warnings.setVisible(!texts.isEmpty());
        if (warnings.getComponentCount() != texts.size()) {
            warnings.removeAll();
            texts.forEach(text -> warnings.add(new ListItem(text)));
        }
    }

    private static Component[] detail(ViewState view) {
        List<Component> detail = new ArrayList<>();
        detail.add(ViewWords.status(view.refresh()));
        view.refresh().currentMode().ifPresent(mode -> detail.add(ViewWords.mode(mode)));
        if (view.refresh() instanceof Refresh.Switching switching) {
            detail.add(ViewWords.dim("→"));
            detail.add(ViewWords.mode(switching.to()));
        }
        detail.add(ViewWords.dim(ViewWords.wish(view)));
        view.job().ifPresent(job -> {
            detail.add(ViewWords.dim("job"));
            detail.add(RefreshesPanel.job(job));
        });
        view.definition().comment().ifPresent(text -> detail.add(ViewWords.dim(text)));
        return detail.toArray(Component[]::new);
    }
}
