package io.streamhouse.console.views.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import io.streamhouse.component.Formats;
import io.streamhouse.component.FreshnessSlider;
import io.streamhouse.component.RelativeTime;
import io.streamhouse.component.StatusChip;
import io.streamhouse.console.views.Freshnesses;
import io.streamhouse.freshness.Freshness;
import io.streamhouse.freshness.WithinTarget;
import io.streamhouse.model.FreshnessTarget;
import io.streamhouse.model.Problem;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.RequestedMode;
import io.streamhouse.refresh.RefreshRun;
import io.streamhouse.refresh.ViewState;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The list of views. Updates in place: a person reading it, or holding one of its sliders, is not disturbed. */
final class ViewGrid extends Grid<ListedView> {

    private static final long serialVersionUID = 1L;

    private static final Duration ENDLESS = Duration.ofDays(100_000);

    private final transient BiConsumer<ViewState, FreshnessTarget> wish;
    private transient List<ListedView> shown = List.of();

    /** @param wish called when a person chose another freshness for a view */
    ViewGrid(BiConsumer<ViewState, FreshnessTarget> wish) {
        this.wish = wish;
        addClassName("views-grid");
        addThemeNames("no-border");
        setSizeFull();
        setSelectionMode(SelectionMode.NONE);
        addComponentColumn(row -> name(row.view()))
                .setHeader("View")
                .setComparator(Comparator.comparing(ListedView::id))
                .setFlexGrow(2)
                .setWidth("8rem");
        addComponentColumn(row -> status(row.view()))
                .setHeader("Status and mode")
                .setComparator(Comparator.comparing(
                                (ListedView row) -> row.view().refresh().status())
                        .thenComparing(row -> row.view()
                                .refresh()
                                .currentMode()
                                .map(Enum::name)
                                .orElse("")))
                .setWidth("9.2rem")
                .setFlexGrow(0);
        Span freshness = new Span("Freshness");
        freshness
                .getElement()
                .setAttribute("title", "From a second to a day; the bands say which mode is the cheapest for it");
        addColumn(new ComponentRenderer<>(this::slider, this::update))
                .setHeader(freshness)
                .setComparator(
                        Comparator.comparing(row -> row.view().effectiveTarget().orElse(ENDLESS)))
                .setFlexGrow(8)
                .setWidth("15rem");
        addComponentColumn(row -> lag(row.view()))
                .setHeader("Lag")
                .setComparator(Comparator.comparing(
                        row -> row.view().lag() instanceof Freshness.Known known ? known.lag() : ENDLESS))
                .setTextAlign(ColumnTextAlign.END)
                .setWidth("5.2rem")
                .setFlexGrow(0);
        addComponentColumn(row -> within(row.view()))
                .setHeader("Within")
                .setTextAlign(ColumnTextAlign.END)
                .setWidth("4.4rem")
                .setFlexGrow(0);
        addComponentColumn(row -> ViewWords.cost(row.view().costPerDay()))
                .setHeader("A day")
                .setComparator(
                        Comparator.comparing(row -> ViewWords.perDay(row.view().costPerDay())))
                .setTextAlign(ColumnTextAlign.END)
                .setWidth("5.4rem")
                .setFlexGrow(0);
        addComponentColumn(row -> lastRefresh(row.view()))
                .setHeader("Last refresh")
                .setComparator(Comparator.comparing(row -> row.view()
                        .lastRefresh()
                        .map(run -> run.startedAt().toEpochMilli())
                        .orElse(0L)))
                .setWidth("6.8rem")
                .setFlexGrow(1);
        setPartNameGenerator(row -> row.wished().isPresent() ? "views-wished" : null);
        addItemDoubleClickListener(click -> getUI().ifPresent(
                        ui -> ui.navigate(ViewsNavigation.route(click.getItem().id()))));
    }

    /** Shows these views in this order; rows of views that did not change stay as they are. */
    void show(List<ListedView> views) {
        List<RelationId> ids = views.stream().map(ListedView::id).toList();
        if (!shown.isEmpty() && ids.equals(shown.stream().map(ListedView::id).toList())) {
            Map<RelationId, ListedView> before =
                    shown.stream().collect(Collectors.toMap(ListedView::id, Function.identity()));
            views.stream()
                    .filter(view -> !view.equals(before.get(view.id())))
                    .forEach(view -> getListDataView().refreshItem(view));
        } else {
            setItems(views).setIdentifierProvider(ListedView::id);
        }
        shown = views;
    }

    private FreshnessSlider slider(ListedView row) {
        RelationId id = row.id();
        FreshnessSlider slider = new FreshnessSlider("Freshness of " + id.name(), FreshnessSlider.Form.COMPACT);
        slider.addChosenListener(chosen -> shown.stream()
                .filter(listed -> listed.id().equals(id))
                .findFirst()
                .ifPresent(listed -> wish.accept(listed.view(), Freshnesses.target(chosen.choice()))));
        update(slider, row);
        return slider;
    }

    /** The same slider goes on: a new one would fall out of the hand that holds it. */
    private Component update(Component before, ListedView row) {
        FreshnessSlider slider = (FreshnessSlider) before;
        FreshnessTarget own = row.view().definition().freshness();
        slider.setCurve(row.curve());
        slider.setHere(Freshnesses.choice(own), row.view().effectiveTarget());
        slider.setPinned(
                row.view().definition().mode() instanceof RequestedMode.Pinned pinned
                        ? Optional.of(ViewWords.tone(pinned.mode()))
                        : Optional.empty());
        slider.setChoice(Freshnesses.choice(row.wished().orElse(own)));
        return slider;
    }

    private static Component name(ViewState view) {
        RelationId id = view.id();
        Anchor link = new Anchor(ViewsNavigation.route(id), id.name());
        link.setRouterIgnore(false);
        link.addClassName("views-name");
        link.getElement().setAttribute("title", id.toString());
        return lines(
                link,
                view.problem()
                        .map(ViewGrid::problem)
                        .orElseGet(() -> ViewWords.dim(id.databaseId().toString())));
    }

    private static Component problem(Problem problem) {
        Span text = new Span(problem.what());
        text.addClassNames("views-problem", "sh-bad");
        text.getElement().setAttribute("title", problem.what());
        return text;
    }

    private static Component status(ViewState view) {
        Div mode = new Div(view.refresh()
                .currentMode()
                .<Component>map(ViewWords::mode)
                .orElseGet(() -> ViewWords.dim("no mode yet")));
        mode.add(ViewWords.dim(ViewWords.wish(view)));
        mode.addClassName("views-mode");
        return lines(ViewWords.status(view.refresh()), mode);
    }

    private static Component lag(ViewState view) {
        Span lag = new Span(ViewWords.lag(view.lag()));
        lag.getElement().setAttribute("title", ViewWords.lagTitle(view.lag()));
        lag.setClassName("sh-bad", ViewWords.late(view));
        lag.setClassName("sh-dim", view.lag() instanceof Freshness.Unknown);
        return lines(
                lag,
                ViewWords.dim(view.effectiveTarget()
                        .map(target -> "of " + Formats.duration(target))
                        .orElse("no target")));
    }

    private static Component within(ViewState view) {
        return switch (view.withinTarget()) {
            case WithinTarget.Known known -> {
                Span share = new Span(Formats.percent(known.share()));
                share.getElement().setAttribute("title", "of the last " + Formats.duration(known.window()));
                yield share;
            }
            case WithinTarget.Unknown unknown -> {
                Span none = new Span("–");
                none.addClassName("sh-dim");
                none.getElement().setAttribute("title", unknown.why());
                yield none;
            }
        };
    }

    private static Component lastRefresh(ViewState view) {
        if (view.lastRefresh().isEmpty()) {
            return ViewWords.dim("none yet");
        }
        RefreshRun run = view.lastRefresh().get();
        boolean failed = run.state() == RefreshRun.State.FAILED || run.state() == RefreshRun.State.UPSTREAM_FAILED;
        Component came = failed
                ? new StatusChip(ViewWords.tone(run.state()), run.state().name().replace('_', ' '))
                : ViewWords.dim(run.action().map(ViewWords::words).orElseGet(() -> ViewWords.words(run.state())));
        return lines(new RelativeTime(run.startedAt()), came);
    }

    private static Component lines(Component first, Component second) {
        Div cell = new Div(first, second);
        cell.addClassName("views-lines");
        return cell;
    }
}
