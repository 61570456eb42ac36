package io.streamhouse.console.views.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.streamhouse.component.Formats;
import io.streamhouse.component.StatusChip;
import io.streamhouse.component.Tone;
import io.streamhouse.console.views.SliderCurves;
import io.streamhouse.cost.Cost;
import io.streamhouse.freshness.Freshness;
import io.streamhouse.model.FreshnessTarget;
import io.streamhouse.model.RefreshMode;
import io.streamhouse.model.RequestedMode;
import io.streamhouse.refresh.Refresh;
import io.streamhouse.refresh.RefreshRun;
import io.streamhouse.refresh.SwitchStep;
import io.streamhouse.refresh.ViewState;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How materialized views are spoken of on their pages. */
final class ViewWords {

    private ViewWords() {}

    static StatusChip status(Refresh refresh) {
        return new StatusChip(tone(refresh), refresh.status()).withTitle(meaning(refresh));
    }

    private static Tone tone(Refresh refresh) {
        return switch (refresh) {
            case Refresh.Initializing ignored -> Tone.ACCENT;
            case Refresh.Active ignored -> Tone.OK;
            case Refresh.Switching ignored -> Tone.ACCENT;
            case Refresh.Suspended suspended -> suspended.why().isPresent() ? Tone.WARN : Tone.NEUTRAL;
            case Refresh.Failed ignored -> Tone.BAD;
        };
    }

    private static String meaning(Refresh refresh) {
        return switch (refresh) {
            case Refresh.Initializing to -> "Its first content is being computed; then it is " + word(to.to());
            case Refresh.Active active -> "Kept fresh: " + meaning(active.mode());
            case Refresh.Switching switching ->
                "On the way to " + word(switching.to()) + "; readers see the version there was before";
            case Refresh.Suspended suspended ->
                suspended
                        .why()
                        .map(why -> "Not refreshed: " + why.what())
                        .orElse("Not refreshed until somebody resumes it");
            case Refresh.Failed failed -> "Can't be kept fresh: " + failed.why().what();
        };
    }

    static StatusChip mode(RefreshMode mode) {
        return new StatusChip(tone(mode), mode.name()).withTitle(meaning(mode));
    }

    static Tone tone(RefreshMode mode) {
        return SliderCurves.tone(mode);
    }

    static String meaning(RefreshMode mode) {
        return switch (mode) {
            case CONTINUOUS -> "an always-on streaming job";
            case INCREMENTAL -> "from time to time a job resumes, catches up and stops again";
            case FULL -> "from time to time the query is computed anew over everything";
        };
    }

    static String word(RefreshMode mode) {
        return mode.name().toLowerCase(Locale.ROOT);
    }

    /** What is wished beside the mode it is in: {@code AUTO}, {@code pinned}, {@code pinned to full}. */
    static String wish(ViewState view) {
        return switch (view.definition().mode()) {
            case RequestedMode.Auto ignored -> "AUTO";
            case RequestedMode.Pinned pinned ->
                view.refresh().currentMode().filter(pinned.mode()::equals).isPresent()
                        ? "pinned"
                        : "pinned to " + word(pinned.mode());
        };
    }

    static String target(FreshnessTarget target) {
        return switch (target) {
            case FreshnessTarget.Within within -> Formats.duration(within.lag());
            case FreshnessTarget.Downstream ignored -> "downstream";
            case FreshnessTarget.OnDemand ignored -> "on demand";
        };
    }

    /** The target, and the one that holds along the chain where it is another. */
    static String targets(ViewState view) {
        FreshnessTarget own = view.definition().freshness();
        Optional<String> effective =
                view.effectiveTarget().map(Formats::duration).filter(text -> !text.equals(target(own)));
        return target(own) + effective.map(text -> " (" + text + " effective)").orElse("");
    }

    static String lag(Freshness lag) {
        return switch (lag) {
            case Freshness.Known known -> Formats.duration(known.lag());
            case Freshness.Unknown ignored -> "unknown";
        };
    }

    /** What stands behind the lag: the exact one, or why there is none. */
    static String lagTitle(Freshness lag) {
        return switch (lag) {
            case Freshness.Known known -> known.lag() + ", measured at " + known.measuredAt();
            case Freshness.Unknown unknown -> unknown.why();
        };
    }

    /** Whether the view is less fresh than promised. */
    static boolean late(ViewState view) {
        return view.lag() instanceof Freshness.Known known
                && view.effectiveTarget()
                        .filter(target -> known.lag().compareTo(target) > 0)
                        .isPresent();
    }

    static Tone tone(RefreshRun.State state) {
        return switch (state) {
            case SUCCEEDED -> Tone.OK;
            case EXECUTING -> Tone.ACCENT;
            case SCHEDULED, SKIPPED, CANCELLED -> Tone.NEUTRAL;
            case FAILED, UPSTREAM_FAILED -> Tone.BAD;
        };
    }

    static Tone tone(SwitchStep.State state) {
        return switch (state) {
            case RUNNING -> Tone.ACCENT;
            case SUCCEEDED -> Tone.OK;
            case FAILED -> Tone.BAD;
        };
    }

    /** {@code UPSTREAM_FAILED} as {@code upstream failed}. */
    static String words(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** A day's cost with the badge that says how it is known. */
    static Component cost(Cost cost) {
        return switch (cost) {
            case Cost.Metered metered ->
                figure(
                        Formats.money(metered.perDay(), metered.currency()),
                        "metered",
                        "Metered over " + Formats.duration(metered.window()));
            case Cost.Estimated estimated ->
                figure(
                        Formats.money(estimated.perDay(), estimated.currency()),
                        "estimated",
                        "Estimated: " + estimated.basis());
            case Cost.Unknown unknown -> {
                Span none = new Span("–");
                none.addClassName("sh-dim");
                none.getElement().setAttribute("title", unknown.why());
                yield none;
            }
        };
    }

    /** For sorting: what is not known comes first. */
    static double perDay(Cost cost) {
        return switch (cost) {
            case Cost.Metered metered -> metered.perDay();
            case Cost.Estimated estimated -> estimated.perDay();
            case Cost.Unknown ignored -> -1;
        };
    }

    private static Component figure(String amount, String badge, String exact) {
        Div figure = new Div(new Span(amount), badge(badge));
        figure.addClassName("views-amount");
        figure.getElement().setAttribute("title", exact);
        return figure;
    }

    static Span badge(String text) {
        Span badge = new Span(text);
        badge.addClassName("sh-badge");
        return badge;
    }

    /** What is said of a view beside its name. */
    static Component[] detail(ViewState view) {
        List<Component> detail = new ArrayList<>();
        detail.add(status(view.refresh()));
        view.refresh().currentMode().ifPresent(mode -> detail.add(mode(mode)));
        if (view.refresh() instanceof Refresh.Switching switching) {
            detail.add(dim("→"));
            detail.add(mode(switching.to()));
        }
        detail.add(dim(wish(view)));
        view.job().ifPresent(job -> {
            detail.add(dim("job"));
            detail.add(RefreshesPanel.job(job));
        });
        view.definition().comment().ifPresent(text -> detail.add(dim(text)));
        return detail.toArray(Component[]::new);
    }

    static Component dim(String text) {
        Span span = new Span(text);
        span.addClassName("sh-dim");
        return span;
    }
}
