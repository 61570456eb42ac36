package io.streamhouse.console.views.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.streamhouse.component.Formats;
import io.streamhouse.component.RelativeTime;
import io.streamhouse.cost.Cost;
import io.streamhouse.freshness.Freshness;
import io.streamhouse.freshness.WithinTarget;
import io.streamhouse.model.RefreshMode;
import io.streamhouse.refresh.Refresh;
import io.streamhouse.refresh.ViewState;
import java.time.Instant;
import java.util.Optional;

/** The figures of a view, big enough to be read from afar. They change in place. */
final class ViewTiles extends Div {

    private static final long serialVersionUID = 1L;

    /** A figure with what it is below it. */
    private static final class Tile extends Div {

        private static final long serialVersionUID = 1L;

        private final Div figure = new Div();
        private final Span what = new Span();
        private Object shown = "";

        Tile() {
            addClassNames("sh-card", "views-tile");
            figure.addClassName("views-figure");
            what.addClassName("sh-dim");
            add(figure, what);
        }

        void text(String text, String below, String exact) {
            show(text, below, exact, new Span(text));
        }

        void time(Optional<Instant> moment, String below, String otherwise) {
            moment.ifPresentOrElse(at -> show(at, below, "", new RelativeTime(at)), () -> text("–", below, otherwise));
        }

        private void show(Object value, String below, String exact, Component component) {
            if (!value.equals(shown)) {
                figure.removeAll();
                figure.add(component);
                shown = value;
            }
            what.setText(below);
            if (!exact.isEmpty()) {
                getElement().setAttribute("title", exact);
            } else {
                getElement().removeAttribute("title");
            }
        }
    }

    private final Tile lag = new Tile();
    private final Tile within = new Tile();
    private final Tile data = new Tile();
    private final Tile last = new Tile();
    private final Tile next = new Tile();
    private final Tile cost = new Tile();
    private final Tile version = new Tile();

    ViewTiles() {
        addClassName("sh-tiles");
        add(lag, within, cost, data, last, next, version);
    }

    void show(ViewState view) {
        lag.text(
                ViewWords.lag(view.lag()),
                "actual lag · target " + ViewWords.targets(view),
                ViewWords.lagTitle(view.lag()));
        lag.setClassName("views-late", ViewWords.late(view));
        switch (view.withinTarget()) {
            case WithinTarget.Known known ->
                within.text(
                        Formats.percent(known.share()),
                        "within target, " + Formats.duration(known.window()),
                        String.valueOf(known.share()));
            case WithinTarget.Unknown unknown -> within.text("–", "within target", unknown.why());
        }
        switch (view.lag()) {
            case Freshness.Known known -> data.time(Optional.of(known.dataTime()), "contains every change until", "");
            case Freshness.Unknown unknown -> data.text("–", "contains every change until", unknown.why());
        }
        last.time(
                view.lastRefresh().map(run -> run.finishedAt().orElse(run.startedAt())),
                "last refresh"
                        + view.lastRefresh()
                                .flatMap(run -> run.action())
                                .map(action -> " · " + ViewWords.words(action))
                                .orElse(""),
                "It was not refreshed yet");
        if (view.refresh() instanceof Refresh.Active active && active.mode() == RefreshMode.CONTINUOUS) {
            next.text("always", "its job runs all the time", "Changes are brought in as they come");
        } else {
            next.time(view.nextRefresh(), "next refresh is due", "None is planned");
        }
        switch (view.costPerDay()) {
            case Cost.Metered metered ->
                cost.text(
                        Formats.money(metered.perDay(), metered.currency()),
                        "a day, metered",
                        metered.perDay() + ", metered over " + Formats.duration(metered.window()));
            case Cost.Estimated estimated ->
                cost.text(
                        Formats.money(estimated.perDay(), estimated.currency()),
                        "a day, estimated",
                        estimated.perDay() + ", estimated: " + estimated.basis());
            case Cost.Unknown unknown -> cost.text("–", "cost a day", unknown.why());
        }
        version.text(
                view.version().map(found -> Formats.number(found.snapshot())).orElse("–"),
                "newest snapshot",
                "The snapshot of the view whose inputs are recorded");
    }
}
