package io.streamhouse.console.costs.ui;

import com.vaadin.flow.component.Component;
import io.streamhouse.component.SettingsSection;
import io.streamhouse.console.costs.CostFeed;
import io.streamhouse.console.costs.Costs;
import io.streamhouse.console.security.CurrentActor;

/** Puts the prices among the settings, which need not know of them. */
@org.springframework.stereotype.Component
class PriceSettings implements SettingsSection {

    static final String ID = "prices";

    private final Costs costs;
    private final CostFeed feed;
    private final CurrentActor actor;

    PriceSettings(Costs costs, CostFeed feed, CurrentActor actor) {
        this.costs = costs;
        this.feed = feed;
        this.actor = actor;
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String title() {
        return "Prices";
    }

    @Override
    public int order() {
        return 40;
    }

    @Override
    public Component create() {
        return new PriceSection(costs, feed, actor);
    }
}
