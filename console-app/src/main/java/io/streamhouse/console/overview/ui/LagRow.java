package io.streamhouse.console.overview.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Span;
import io.streamhouse.component.CostText;
import io.streamhouse.component.Formats;
import io.streamhouse.component.SegmentBar;
import io.streamhouse.component.SegmentBar.Segment;
import io.streamhouse.component.StatusChip;
import io.streamhouse.component.Tone;
import io.streamhouse.console.overview.ViewHealth;
import io.streamhouse.console.views.ViewRoutes;
import io.streamhouse.cost.Cost;
import io.streamhouse.freshness.Freshness;
import io.streamhouse.freshness.WithinTarget;
import io.streamhouse.model.RefreshMode;
import io.streamhouse.refresh.ViewState;
import java.util.List;
import java.util.OptionalDouble;

/** One view: how far behind against how far promised. */
final class LagRow extends NativeTableRow {

    private static final long serialVersionUID = 1L;

    /** The target stands in the middle of the bar, so that twice the target fills it. */
    private static final double TARGET_AT = 0.5;

    private static final double CLOSE = 0.8;

    private final Anchor name = new Anchor();
    private final StatusChip mode = new StatusChip(Tone.NEUTRAL, "");
    private final SegmentBar bar = new SegmentBar();
    private final Span lag = new Span();
    private final Span target = new Span();
    private final Span within = new Span();
    private final CostText cost = new CostText();

    LagRow() {
        name.setRouterIgnore(false);
        NativeTableCell wide = new NativeTableCell(bar);
        wide.addClassName("overview-bar");
        NativeTableCell first = new NativeTableCell(name);
        first.addClassName("overview-name");
        add(first, new NativeTableCell(mode), wide);
        add(number(lag), number(target), number(within));
        NativeTableCell last = new NativeTableCell(cost);
        last.addClassName("sh-num");
        add(last);
    }

    private static NativeTableCell number(Span figure) {
        NativeTableCell cell = new NativeTableCell(figure);
        cell.addClassNames("sh-num", "sh-nowrap");
        return cell;
    }

    void show(ViewHealth health) {
        ViewState view = health.view();
        name.setText(view.id().name());
        name.setHref(ViewRoutes.of(view.id()));
        name.getElement().setAttribute("title", view.id().toString());
        view.refresh()
                .currentMode()
                .ifPresentOrElse(
                        current -> mode.show(tone(current), current.name()),
                        () -> mode.show(Tone.ACCENT, view.refresh().status()));
        String promised = view.effectiveTarget().map(Formats::duration).orElse("on demand");
        target.setText(promised);
        switch (view.lag()) {
            case Freshness.Known known -> {
                exact(lag, Formats.duration(known.lag()), known.lag() + ", measured at " + known.measuredAt());
                if (view.effectiveTarget().isPresent()) {
                    bar.show(
                            List.of(Segment.of(tone(health), health.lagByTarget() * TARGET_AT)),
                            OptionalDouble.of(TARGET_AT),
                            "lag " + Formats.duration(known.lag()) + " of " + promised + ", "
                                    + Formats.percent(health.lagByTarget()));
                } else {
                    bar.show(List.of(), OptionalDouble.empty(), "no target to be kept");
                }
            }
            case Freshness.Unknown unknown -> {
                exact(lag, "unknown", unknown.why());
                bar.show(List.of(), OptionalDouble.of(TARGET_AT), "lag unknown: " + unknown.why());
            }
        }
        lag.setClassName("sh-bad", health.standing() == ViewHealth.Standing.LATE);
        lag.setClassName("sh-dim", view.lag() instanceof Freshness.Unknown);
        switch (view.withinTarget()) {
            case WithinTarget.Known known ->
                exact(
                        within,
                        Formats.percent(known.share()),
                        known.share() + " of the last " + Formats.duration(known.window()));
            case WithinTarget.Unknown unknown -> exact(within, "–", unknown.why());
        }
        switch (view.costPerDay()) {
            case Cost.Metered metered ->
                cost.showMetered(
                        metered.perDay(), metered.currency(), "a day, from " + Formats.duration(metered.window()));
            case Cost.Estimated estimated ->
                cost.showEstimated(estimated.perDay(), estimated.currency(), estimated.basis());
            case Cost.Unknown unknown -> cost.showUnknown(unknown.why());
        }
    }

    private static Tone tone(ViewHealth health) {
        return health.lagByTarget() > 1 ? Tone.BAD : health.lagByTarget() > CLOSE ? Tone.WARN : Tone.OK;
    }

    static Tone tone(RefreshMode mode) {
        return switch (mode) {
            case CONTINUOUS -> Tone.CONTINUOUS;
            case INCREMENTAL -> Tone.INCREMENTAL;
            case FULL -> Tone.FULL;
        };
    }

    private static void exact(Span figure, String text, String title) {
        figure.setText(text);
        figure.getElement().setAttribute("title", title);
    }
}
