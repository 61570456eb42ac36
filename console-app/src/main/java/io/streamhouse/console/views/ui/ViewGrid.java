package io.streamhouse.console.views.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.streamhouse.component.Formats;
import io.streamhouse.component.RelativeTime;
import io.streamhouse.component.StatusChip;
import io.streamhouse.freshness.Freshness;
import io.streamhouse.freshness.WithinTarget;
import io.streamhouse.model.RelationId;
import io.streamhouse.refresh.RefreshRun;
import io.streamhouse.refresh.ViewState;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The list of views. Updates in place, so that a person reading it is not disturbed. */
final class ViewGrid extends Grid<ViewState> {

    private static final long serialVersionUID = 1L;

    private static final Duration ENDLESS = Duration.ofDays(100_000);

    private transient List<ViewState> shown = List.of();

    ViewGrid() {
        addClassName("views-grid");
        addThemeNames("no-border");
        setSizeFull();
        setSelectionMode(SelectionMode.NONE);
        addComponentColumn(ViewGrid::name)
                .setHeader("View")
                .setComparator(Comparator.comparing(ViewState::id))
                .setFlexGrow(3)
                .setWidth("13rem");
        addComponentColumn(view -> ViewWords.status(view.refresh()))
                .setHeader("Status")
                .setComparator(Comparator.comparing(view -> view.refresh().status()))
                .setWidth("8.5rem")
                .setFlexGrow(0);
        addComponentColumn(ViewGrid::mode)
                .setHeader("Mode")
                .setComparator(Comparator.comparing(
                        view -> view.refresh().currentMode().map(Enum::name).orElse("")))
                .setWidth("9rem")
                .setFlexGrow(0);
        addComponentColumn(ViewGrid::target)
                .setHeader("Target")
                .setComparator(
                        Comparator.comparing(view -> view.effectiveTarget().orElse(ENDLESS)))
                .setTextAlign(ColumnTextAlign.END)
                .setWidth("8rem")
                .setFlexGrow(0);
        addComponentColumn(ViewGrid::lag)
                .setHeader("Actual lag")
                .setComparator(Comparator.comparing(
                        view -> view.lag() instanceof Freshness.Known known ? known.lag() : ENDLESS))
                .setTextAlign(ColumnTextAlign.END)
                .setWidth("7rem")
                .setFlexGrow(0);
        addComponentColumn(ViewGrid::within)
                .setHeader("Within target")
                .setTextAlign(ColumnTextAlign.END)
                .setWidth("7.5rem")
                .setFlexGrow(0);
        addComponentColumn(ViewGrid::lastRefresh)
                .setHeader("Last refresh")
                .setComparator(Comparator.comparing(view -> view.lastRefresh()
                        .map(run -> run.startedAt().toEpochMilli())
                        .orElse(0L)))
                .setWidth("11rem")
                .setFlexGrow(1);
        addComponentColumn(ViewGrid::problem)
                .setHeader("Problem")
                .setFlexGrow(3)
                .setWidth("9rem");
        addItemDoubleClickListener(click -> getUI().ifPresent(
                        ui -> ui.navigate(ViewsNavigation.route(click.getItem().id()))));
    }

    /** Shows these views in this order; rows of views that did not change stay as they are. */
    void show(List<ViewState> views) {
        List<RelationId> ids = views.stream().map(ViewState::id).toList();
        if (!shown.isEmpty() && ids.equals(shown.stream().map(ViewState::id).toList())) {
            Map<RelationId, ViewState> before =
                    shown.stream().collect(Collectors.toMap(ViewState::id, Function.identity()));
            views.stream()
                    .filter(view -> !view.equals(before.get(view.id())))
                    .forEach(view -> getListDataView().refreshItem(view));
        } else {
            setItems(views).setIdentifierProvider(ViewState::id);
        }
        shown = views;
    }

    private static Component name(ViewState view) {
        RelationId id = view.id();
        Anchor link = new Anchor(ViewsNavigation.route(id), id.name());
        link.setRouterIgnore(false);
        link.addClassName("views-name");
        link.getElement().setAttribute("title", id.toString());
        return lines(link, ViewWords.dim(id.databaseId().toString()));
    }

    private static Component mode(ViewState view) {
        Component mode =
                view.refresh().currentMode().<Component>map(ViewWords::mode).orElseGet(() -> ViewWords.dim("none yet"));
        return lines(mode, ViewWords.dim(ViewWords.wish(view)));
    }

    private static Component target(ViewState view) {
        Span own = new Span(ViewWords.target(view.definition().freshness()));
        own.getElement().setAttribute("title", view.definition().freshness().text());
        String effective = view.effectiveTarget().map(Formats::duration).orElse("");
        return effective.isEmpty() || effective.equals(own.getText())
                ? own
                : lines(own, ViewWords.dim(effective + " effective"));
    }

    private static Component lag(ViewState view) {
        Span lag = new Span(ViewWords.lag(view.lag()));
        lag.getElement().setAttribute("title", ViewWords.lagTitle(view.lag()));
        lag.setClassName("sh-bad", ViewWords.late(view));
        lag.setClassName("sh-dim", view.lag() instanceof Freshness.Unknown);
        return lag;
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
        Div line = new Div(new RelativeTime(run.startedAt()));
        Span came = new Span(run.action().map(ViewWords::words).orElseGet(() -> ViewWords.words(run.state())));
        came.addClassName("sh-dim");
        line.add(came);
        line.addClassName("views-cell");
        if (run.state() == RefreshRun.State.FAILED || run.state() == RefreshRun.State.UPSTREAM_FAILED) {
            line.add(new StatusChip(
                    ViewWords.tone(run.state()), run.state().name().replace('_', ' ')));
        }
        return line;
    }

    private static Component problem(ViewState view) {
        Span text = new Span(view.problem().map(problem -> problem.what()).orElse(""));
        text.addClassNames("views-problem", "sh-bad");
        text.getElement().setAttribute("title", text.getText());
        return text;
    }

    private static Component lines(Component first, Component second) {
        Div cell = new Div(first, second);
        cell.addClassName("views-lines");
        return cell;
    }
}
