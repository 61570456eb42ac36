package io.streamhouse.console.catalog.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.QueryParameters;
import io.streamhouse.component.Formats;
import io.streamhouse.component.FreshnessSlider;
import io.streamhouse.component.StatusChip;
import io.streamhouse.component.Tone;
import io.streamhouse.console.catalog.RelationFreshness;
import io.streamhouse.console.catalog.RelationOverview;
import io.streamhouse.freshness.Freshness;
import io.streamhouse.freshness.WithinTarget;
import io.streamhouse.model.FreshnessTarget;
import io.streamhouse.model.RefreshMode;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.RequestedMode;
import io.streamhouse.refresh.ViewState;
import java.util.List;
import java.util.Optional;

/** How fresh a materialized view is kept, and which views a relation keeps fresh that read it. */
final class FreshnessTab extends RelationTab {

    private static final long serialVersionUID = 1L;

    private final transient RelationFreshness freshness;
    private final RelationId id;
    private final FreshnessSlider slider;
    private final Div facts = new Div();
    private final Div kept;
    private final Div readers = new Div();

    FreshnessTab(CatalogPages pages, RelationId id) {
        this.freshness = pages.freshness();
        this.id = id;
        addClassName("cat-freshness");
        slider = new FreshnessSlider("Freshness of " + id.name(), FreshnessSlider.Form.LARGE);
        slider.addChosenListener(chosen -> propose(chosen.choice()));
        facts.addClassName("cat-freshness-facts");
        Paragraph hint = new Paragraph("Choose another freshness to see what it would bring, on the view’s own page,"
                + " before anything is changed.");
        hint.addClassName("cat-dim");
        kept = new Div(SchemaTab.card("Freshness", facts, slider, hint));
        kept.setVisible(false);
        add(kept, readers);
    }

    @Override
    void refresh(RelationOverview relation) {
        Optional<ViewState> view = freshness.kept(id);
        kept.setVisible(view.isPresent());
        view.ifPresent(this::show);
        readers.removeAll();
        readers.add(SchemaTab.card("Materialized views that read it", readers(freshness.readers(id))));
    }

    private void show(ViewState view) {
        slider.setCurve(freshness.curve(id));
        slider.setHere(choice(view.definition().freshness()), view.effectiveTarget());
        slider.setPinned(
                view.definition().mode() instanceof RequestedMode.Pinned pinned
                        ? Optional.of(tone(pinned.mode()))
                        : Optional.empty());
        slider.setChoice(choice(view.definition().freshness()));
        facts.removeAll();
        view.refresh().currentMode().ifPresent(mode -> facts.add(chip(mode)));
        Anchor page = new Anchor(freshness.page(id), "Lag, cost and switches");
        page.setRouterIgnore(false);
        facts.add(new Span("lag " + lag(view.lag())), new Span("within target " + within(view.withinTarget())), page);
    }

    /** The view's page shows what would come of it; here nothing is changed. */
    private void propose(FreshnessSlider.Choice choice) {
        String text =
                switch (choice) {
                    case FreshnessSlider.Choice.Within within -> within.lag().toString();
                    case FreshnessSlider.Choice.Downstream ignored -> FreshnessTarget.DOWNSTREAM;
                    case FreshnessSlider.Choice.OnDemand ignored -> FreshnessTarget.ON_DEMAND;
                };
        getUI().ifPresent(ui -> ui.navigate(freshness.page(id), QueryParameters.of("freshness", text)));
    }

    private Component readers(List<ViewState> views) {
        if (views.isEmpty()) {
            Paragraph none = new Paragraph("None. A materialized view over it is a table kept equal to a query; you say"
                    + " how fresh it must be.");
            none.addClassName("cat-dim");
            return none;
        }
        PlainTable table = new PlainTable("Views that read it", "View", "Mode", ">Target", ">Lag", ">Within target");
        for (ViewState view : views) {
            Anchor link = new Anchor(freshness.page(view.id()), view.id().toString());
            link.setRouterIgnore(false);
            table.addRow(
                    link,
                    view.refresh()
                            .currentMode()
                            .<Component>map(FreshnessTab::chip)
                            .orElseGet(() -> PlainTable.dim("none yet")),
                    new Span(view.effectiveTarget().map(Formats::duration).orElse("on demand")),
                    new Span(lag(view.lag())),
                    new Span(within(view.withinTarget())));
        }
        return table;
    }

    private static FreshnessSlider.Choice choice(FreshnessTarget target) {
        return switch (target) {
            case FreshnessTarget.Within within -> new FreshnessSlider.Choice.Within(within.lag());
            case FreshnessTarget.Downstream ignored -> new FreshnessSlider.Choice.Downstream();
            case FreshnessTarget.OnDemand ignored -> new FreshnessSlider.Choice.OnDemand();
        };
    }

    private static StatusChip chip(RefreshMode mode) {
        return new StatusChip(tone(mode), mode.name());
    }

    private static Tone tone(RefreshMode mode) {
        return switch (mode) {
            case CONTINUOUS -> Tone.CONTINUOUS;
            case INCREMENTAL -> Tone.INCREMENTAL;
            case FULL -> Tone.FULL;
        };
    }

    private static String lag(Freshness lag) {
        return switch (lag) {
            case Freshness.Known known -> Formats.duration(known.lag());
            case Freshness.Unknown ignored -> "unknown";
        };
    }

    private static String within(WithinTarget within) {
        return switch (within) {
            case WithinTarget.Known known -> Formats.percent(known.share());
            case WithinTarget.Unknown ignored -> "unknown";
        };
    }
}
