package io.streamhouse.console.overview.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import io.streamhouse.component.Formats;
import io.streamhouse.component.HttpCallsDialog;
import io.streamhouse.component.PageHeader;
import io.streamhouse.component.ProblemPanel;
import io.streamhouse.component.StatusChip;
import io.streamhouse.component.Toast;
import io.streamhouse.component.Tone;
import io.streamhouse.console.costs.CostFeed;
import io.streamhouse.console.costs.CostWindow;
import io.streamhouse.console.feed.Watch;
import io.streamhouse.console.jobs.JobFeed;
import io.streamhouse.console.overview.OverviewFacts;
import io.streamhouse.console.overview.OverviewFeed;
import io.streamhouse.console.overview.ViewsSummary;
import io.streamhouse.console.problems.ProblemTexts;
import io.streamhouse.console.sample.SampleShop;
import io.streamhouse.console.sample.SampleStatus;
import io.streamhouse.console.security.CurrentActor;
import io.streamhouse.console.settings.EngineFeed;
import io.streamhouse.console.settings.EngineStatus;
import io.streamhouse.console.tour.TourRoutes;
import io.streamhouse.console.views.ViewFeed;
import io.streamhouse.console.views.ViewRoutes;
import io.streamhouse.console.views.ViewsSeen;
import io.streamhouse.cost.CostReport.GroupBy;
import io.streamhouse.model.EngineState;
import io.streamhouse.model.Problem;
import io.streamhouse.model.ProblemException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** The Overview: how far every view is behind, what all of it costs, and what needs looking at. Live. */
@Route(OverviewNavigation.ROUTE)
@PageTitle("Overview")
@Menu(title = "Overview", order = 0, icon = "vaadin:dashboard")
@AnonymousAllowed
@StyleSheet("context://overview.css")
final class OverviewView extends Main {

    private static final long serialVersionUID = 1L;

    private static final CostWindow WEEK = new CostWindow.Last(Duration.ofDays(7));

    private final transient ViewFeed views;
    private final transient CostFeed costs;
    private final transient JobFeed jobs;
    private final transient EngineFeed engine;
    private final transient OverviewFeed facts;
    private final transient SampleShop shop;
    private final transient CurrentActor actor;
    private final StatusChip engineChip = new StatusChip(Tone.NEUTRAL, "STARTING");
    private final StatusChip shopChip = new StatusChip(Tone.NEUTRAL, "OFF");
    private final Span shopWords = new Span();
    private final ProblemPanel problem = new ProblemPanel();
    private final OverviewTiles tiles = new OverviewTiles();
    private final LagTable lag = new LagTable();
    private final NeedsAttention attention = new NeedsAttention();
    private final FirstSteps steps = new FirstSteps(this::startShop);
    private final Div columns = new Div(lag, attention);
    private final transient List<AutoCloseable> watches = new ArrayList<>();

    OverviewView(
            ViewFeed views,
            CostFeed costs,
            JobFeed jobs,
            EngineFeed engine,
            OverviewFeed facts,
            SampleShop shop,
            CurrentActor actor) {
        this.views = views;
        this.costs = costs;
        this.jobs = jobs;
        this.engine = engine;
        this.facts = facts;
        this.shop = shop;
        this.actor = actor;
        addClassNames("sh-page", "sh-fill", "overview-page");
        Button call = new Button(
                "HTTP call", VaadinIcon.CODE.create(), click -> new HttpCallsDialog(OverviewCalls.all()).open());
        call.addThemeVariants(ButtonVariant.TERTIARY);
        Button tour = new Button(
                "Take the tour",
                VaadinIcon.FLAG_CHECKERED.create(),
                click -> click.getSource().getUI().ifPresent(ui -> ui.navigate(TourRoutes.PAGE)));
        tour.addThemeVariants(ButtonVariant.TERTIARY);
        Button create = new Button(
                "New view",
                VaadinIcon.PLUS.create(),
                click -> click.getSource().getUI().ifPresent(ui -> ui.navigate(ViewRoutes.NEW)));
        PageHeader header = new PageHeader("Overview").withActions(tour, call, create);
        header.setDetail(
                link("settings/engine", "Engine"),
                engineChip,
                link("settings/shop", "Sample shop"),
                shopChip,
                shopWords);
        columns.addClassName("overview-columns");
        tiles.setVisible(false);
        columns.setVisible(false);
        steps.setVisible(false);
        add(header, problem, tiles, columns, steps);
    }

    private static Anchor link(String route, String text) {
        Anchor link = new Anchor(route, text);
        link.setRouterIgnore(false);
        link.addClassName("overview-quiet");
        return link;
    }

    @Override
    protected void onAttach(AttachEvent event) {
        UI ui = event.getUI();
        show(engine.latest());
        Runnable leave = engine.watch(seen -> ui.access(() -> show(seen)));
        watches.add(leave::run);
        watches.add(views.watch(seen -> ui.access(() -> show(seen))));
        watches.add(costs.watch(WEEK, GroupBy.DATABASE, seen -> ui.access(() -> tiles.show(seen))));
        watches.add(jobs.watch(seen -> ui.access(() -> tiles.show(seen))));
        Watch watch = facts.watch(seen -> ui.access(() -> show(seen)));
        watches.add(watch);
    }

    @Override
    protected void onDetach(DetachEvent event) {
        watches.forEach(OverviewView::close);
        watches.clear();
    }

    private static void close(AutoCloseable watch) {
        try {
            watch.close();
        } catch (Exception e) {
            throw new IllegalStateException("A watch could not be closed", e);
        }
    }

    private void show(EngineFeed.Seen seen) {
        EngineStatus status = seen.status();
        engineChip.show(tone(status.state()), status.state().name().replace('_', ' '));
        engineChip.withTitle(status.step());
    }

    private static Tone tone(EngineState state) {
        return switch (state) {
            case STARTING, WARMING_UP -> Tone.ACCENT;
            case READY -> Tone.OK;
            case UNREACHABLE -> Tone.BAD;
        };
    }

    private void show(ViewsSeen seen) {
        switch (seen) {
            case ViewsSeen.Listed listed -> {
                problem.clear();
                boolean any = !listed.views().isEmpty();
                tiles.setVisible(any);
                columns.setVisible(any);
                steps.setVisible(!any);
                if (any) {
                    ViewsSummary summary = ViewsSummary.of(listed.views());
                    tiles.show(summary);
                    lag.show(summary.healths());
                    attention.showViews(summary.healths());
                }
            }
            case ViewsSeen.Unavailable unavailable -> problem.show(ProblemTexts.of(unavailable.problem()));
        }
    }

    private void show(OverviewFacts seen) {
        SampleStatus status = seen.shop();
        shopChip.show(tone(status.state()), status.state().name().replace('_', ' '));
        shopChip.withTitle(status.step());
        shopWords.setText(
                status.state() == SampleStatus.State.RUNNING
                        ? Formats.number(status.eventsPerSecond()) + " events per second"
                        : "");
        attention.showNotices(seen.notices(), status.problem().map(Problem::what));
        steps.show(seen);
    }

    private static Tone tone(SampleStatus.State state) {
        return switch (state) {
            case OFF, PAUSED -> Tone.NEUTRAL;
            case WAITING_FOR_ENGINE, INSTALLING -> Tone.ACCENT;
            case RUNNING -> Tone.OK;
            case FAILED -> Tone.BAD;
        };
    }

    private void startShop() {
        try {
            SampleStatus status = shop.status();
            shop.change(actor.get(), true, status.eventsPerSecond(), OptionalLong.empty());
            facts.refresh();
        } catch (ProblemException e) {
            Toast.problem(ProblemTexts.of(e.problem()));
        }
    }
}
