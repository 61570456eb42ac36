package io.streamhouse.console.costs.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import io.streamhouse.component.Formats;
import io.streamhouse.component.StatusChip;
import io.streamhouse.component.Tone;
import io.streamhouse.console.views.ViewRoutes;
import io.streamhouse.cost.Cost;
import io.streamhouse.model.FreshnessTarget;
import io.streamhouse.model.RefreshMode;
import io.streamhouse.refresh.ViewState;
import io.streamhouse.refresh.WhatIf;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** A view whose freshness may be changed in thought, and what would come of it. */
final class WhatIfRow extends NativeTableRow {

    private static final long serialVersionUID = 1L;

    private static final List<Duration> OFFERED = List.of(
            Duration.ofSeconds(1),
            Duration.ofSeconds(5),
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(15),
            Duration.ofHours(1),
            Duration.ofHours(6),
            Duration.ofDays(1));

    private transient ViewState view;
    private final Select<Duration> freshness = new Select<>();
    private final Span target = new Span();
    private final Div mode = new Div();
    private final Span now = new Span();
    private final Span then = new Span();
    private final Span more = new Span();
    private final Span drawn = new Span();

    WhatIfRow(ViewState view, Runnable changed) {
        this.view = view;
        Anchor link = new Anchor(ViewRoutes.of(view.id()), view.id().name());
        link.setRouterIgnore(false);
        link.getElement().setAttribute("title", view.id().toString());
        drawn.addClassName("sh-dim");
        Span name = new Span(link, drawn);
        name.addClassName("costs-name");
        freshness.setItems(OFFERED);
        freshness.setItemLabelGenerator(each -> each == null ? "as it is" : Formats.duration(each));
        freshness.setEmptySelectionAllowed(true);
        freshness.setEmptySelectionCaption("as it is");
        freshness.setPlaceholder("as it is");
        freshness.setAriaLabel("Another freshness for " + view.id().name());
        freshness.setWidth("7.5rem");
        freshness.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                changed.run();
            }
        });
        mode.addClassName("costs-modes");
        add(new NativeTableCell(name), number(target), new NativeTableCell(freshness), new NativeTableCell(mode));
        add(number(now), number(then), number(more));
        show(view);
        clear();
    }

    private static NativeTableCell number(Span figure) {
        NativeTableCell cell = new NativeTableCell(figure);
        cell.addClassNames("sh-num", "sh-nowrap");
        return cell;
    }

    ViewState view() {
        return view;
    }

    /** Shows the view as it is now. */
    void show(ViewState state) {
        view = state;
        target.setText(words(state.definition().freshness()));
        target.getElement().setAttribute("title", state.definition().freshness().text());
    }

    private static String words(FreshnessTarget target) {
        return switch (target) {
            case FreshnessTarget.Within within -> Formats.duration(within.lag());
            case FreshnessTarget.Downstream ignored -> "downstream";
            case FreshnessTarget.OnDemand ignored -> "on demand";
        };
    }

    /** What is wished in thought; empty while it stays as it is. */
    Optional<WhatIf.Wish> wish() {
        return Optional.ofNullable(freshness.getValue())
                .<FreshnessTarget>map(FreshnessTarget.Within::new)
                .filter(wished -> !wished.equals(view.definition().freshness()))
                .map(wished ->
                        new WhatIf.Wish(view.id(), wished, view.definition().mode()));
    }

    /** Back to as it is, without telling. */
    void discard() {
        freshness.clear();
        clear();
    }

    /** Nothing would change. */
    void clear() {
        mode.removeAll();
        view.refresh().currentMode().ifPresent(current -> mode.add(chip(current)));
        switch (view.costPerDay()) {
            case Cost.Metered metered -> figure(now, Formats.money(metered.perDay(), metered.currency()), "metered");
            case Cost.Estimated estimated ->
                figure(now, "≈ " + Formats.money(estimated.perDay(), estimated.currency()), estimated.basis());
            case Cost.Unknown unknown -> figure(now, "–", unknown.why());
        }
        figure(then, "", "");
        figure(more, "", "");
        more.removeClassNames("sh-bad", "sh-ok");
        drawn.setText("");
        removeClassNames("costs-asked", "costs-drawn");
    }

    void show(WhatIf.Changed change, String currency) {
        mode.removeAll();
        change.modeNow().filter(before -> before != change.modeThen()).ifPresent(before -> {
            Span arrow = new Span("→");
            arrow.getElement().setAttribute("aria-label", "then");
            arrow.getElement().setAttribute("role", "img");
            mode.add(chip(before), arrow);
        });
        mode.add(chip(change.modeThen()));
        figure(now, money(change.costPerDayNow(), currency), "estimated, a day");
        figure(then, money(change.costPerDayThen(), currency), "estimated, a day");
        if (change.costPerDayNow().isPresent() && change.costPerDayThen().isPresent()) {
            double difference = change.costPerDayThen().getAsDouble()
                    - change.costPerDayNow().getAsDouble();
            figure(more, Formats.moreMoney(difference, currency), String.valueOf(difference));
            more.setClassName("sh-bad", difference > 0);
            more.setClassName("sh-ok", difference < 0);
        } else {
            figure(more, "unknown", "What it costs now or would cost is not known yet");
        }
        drawn.setText(
                change.asked()
                        ? ""
                        : "drawn along to "
                                + change.targetThen().map(Formats::duration).orElse("on demand"));
        setClassName("costs-asked", change.asked());
        setClassName("costs-drawn", !change.asked());
    }

    private static String money(OptionalDouble cost, String currency) {
        return cost.isPresent() ? "≈ " + Formats.money(cost.getAsDouble(), currency) : "unknown";
    }

    private static void figure(Span figure, String text, String exact) {
        figure.setText(text);
        figure.getElement().setAttribute("title", exact);
    }

    private static Component chip(RefreshMode mode) {
        return new StatusChip(
                switch (mode) {
                    case CONTINUOUS -> Tone.CONTINUOUS;
                    case INCREMENTAL -> Tone.INCREMENTAL;
                    case FULL -> Tone.FULL;
                },
                mode.name());
    }
}
