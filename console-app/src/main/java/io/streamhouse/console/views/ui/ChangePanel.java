package io.streamhouse.console.views.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Span;
import io.streamhouse.component.Formats;
import io.streamhouse.model.FreshnessTarget;
import io.streamhouse.model.RefreshMode;
import io.streamhouse.model.RequestedMode;
import io.streamhouse.refresh.SwitchPreview;
import io.streamhouse.refresh.SwitchPreview.Affected;
import io.streamhouse.refresh.SwitchPreview.Candidate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** What a change of freshness or mode would bring: mode, cost, lag, whom else it touches, and why the others lost. */
final class ChangePanel extends Div {

    private static final long serialVersionUID = 1L;

    private static final String UNKNOWN = "not known yet";

    private final H3 title = new H3();
    private final Div content = new Div();

    ChangePanel() {
        addClassName("views-change");
        content.addClassName("views-preview");
        content.getElement().setAttribute("aria-live", "polite");
        add(title, content);
    }

    void waiting(FreshnessTarget from, FreshnessTarget to) {
        head(from, to, "looking…");
    }

    void show(FreshnessTarget from, FreshnessTarget to, RequestedMode mode, SwitchPreview preview) {
        head(from, to, "nothing has changed yet");
        content.removeAll();
        content.add(facts(preview, mode));
        Warnings warnings = new Warnings();
        warnings.show(preview.warnings());
        content.add(warnings, new Candidates(preview.candidates(), preview.chosen(), preview.currency()));
        if (!preview.steps().isEmpty()) {
            OrderedList steps = new OrderedList();
            steps.addClassName("views-steps");
            preview.steps().forEach(step -> steps.add(new ListItem(step)));
            content.add(steps);
        }
    }

    void clear() {
        title.removeAll();
        content.removeAll();
    }

    private void head(FreshnessTarget from, FreshnessTarget to, String hint) {
        title.removeAll();
        String change = from.equals(to) ? ViewWords.target(to) : ViewWords.target(from) + " → " + ViewWords.target(to);
        Span beside = new Span(hint);
        title.add(new Span(change), beside);
        title.getElement().getChild(0).getClassList().add("views-wish");
    }

    private static DescriptionList facts(SwitchPreview preview, RequestedMode mode) {
        DescriptionList facts = new DescriptionList();
        facts.addClassNames("sh-facts", "views-facts");
        Component modes = modes(preview.current(), preview.chosen());
        modes.getElement().setAttribute("title", preview.why());
        add(facts, "Mode", modes);
        if (mode instanceof RequestedMode.Pinned && preview.auto() != preview.chosen()) {
            add(facts, "AUTO would take", auto(preview));
        }
        add(facts, "Cost per day", cost(preview));
        add(facts, "Lag, p95", lag(preview));
        affected(facts, "Upstream", preview, true);
        affected(facts, "Downstream", preview, false);
        add(facts, "Switch", new Span(takes(preview)));
        return facts;
    }

    private static Component modes(Optional<RefreshMode> from, RefreshMode to) {
        Div modes = line();
        from.filter(now -> now != to).ifPresent(now -> modes.add(ViewWords.mode(now), new Span("→")));
        modes.add(ViewWords.mode(to));
        return modes;
    }

    private static Component auto(SwitchPreview preview) {
        Div auto = line(ViewWords.mode(preview.auto()));
        OptionalDouble cost = preview.candidates().stream()
                .filter(candidate -> candidate.mode() == preview.auto())
                .map(Candidate::costPerDay)
                .flatMapToDouble(OptionalDouble::stream)
                .findFirst();
        cost.ifPresent(perDay -> {
            auto.add(new Span(Formats.money(perDay, preview.currency())));
            preview.costPerDay()
                    .ifPresent(pinned -> auto.add(new Span(Formats.moreMoney(perDay - pinned, preview.currency()))));
        });
        return auto;
    }

    private static Component cost(SwitchPreview preview) {
        if (preview.costPerDay().isEmpty()) {
            return ViewWords.dim(UNKNOWN);
        }
        double then = preview.costPerDay().getAsDouble();
        Div line = line();
        preview.costPerDayNow().ifPresent(now -> line.add(new Span(Formats.money(now, preview.currency()) + " →")));
        line.add(strong(Formats.money(then, preview.currency())));
        preview.costPerDayNow().ifPresent(now -> line.add(new Span(Formats.moreMoney(then - now, preview.currency()))));
        line.add(ViewWords.badge("estimated"));
        return line;
    }

    private static Component lag(SwitchPreview preview) {
        if (preview.lag().isEmpty() && preview.lagNow().isEmpty()) {
            return ViewWords.dim(UNKNOWN);
        }
        Div line = line();
        preview.lagNow().ifPresent(now -> line.add(new Span(Formats.duration(now) + " →")));
        line.add(preview.lag()
                .<Component>map(then -> strong(Formats.duration(then)))
                .orElseGet(() -> ViewWords.dim("grows until it is asked for")));
        return line;
    }

    private static void affected(DescriptionList facts, String name, SwitchPreview preview, boolean upstream) {
        List<Affected> touched = preview.affected().stream()
                .filter(each -> each.upstream() == upstream)
                .toList();
        if (touched.isEmpty()) {
            return;
        }
        Div lines = new Div();
        lines.addClassName("views-lines");
        touched.forEach(each -> lines.add(affected(each, preview.currency())));
        add(facts, name, lines);
    }

    private static Component affected(Affected each, String currency) {
        Anchor link = new Anchor(ViewsNavigation.route(each.view()), each.view().name());
        link.setRouterIgnore(false);
        Div line = line(link, new Span(target(each.targetNow()) + " → " + target(each.targetThen())));
        each.costPerDayMore().ifPresent(more -> line.add(new Span(Formats.moreMoney(more, currency))));
        return line;
    }

    private static String target(Optional<Duration> target) {
        return target.map(Formats::duration).orElse("on demand");
    }

    private static String takes(SwitchPreview preview) {
        if (preview.steps().isEmpty()) {
            return "none, it takes effect at once";
        }
        return preview.takes().map(time -> "about " + Formats.duration(time)).orElse("time not measured yet")
                + ", readers keep reading";
    }

    private static void add(DescriptionList facts, String name, Component value) {
        facts.add(new DescriptionList.Term(name), new DescriptionList.Description(value));
    }

    private static Div line(Component... parts) {
        Div line = new Div(parts);
        line.addClassName("views-cell");
        return line;
    }

    private static Span strong(String text) {
        Span strong = new Span(text);
        strong.addClassName("views-strong");
        return strong;
    }
}
