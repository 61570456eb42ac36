package io.streamhouse.console.sample.ui;

import com.vaadin.flow.component.Component;
import io.streamhouse.component.SettingsSection;
import io.streamhouse.console.sample.SampleShop;
import io.streamhouse.console.security.CurrentActor;

/** Puts the sample shop among the settings, which need not know of it. */
@org.springframework.stereotype.Component
class ShopSettings implements SettingsSection {

    private final SampleShop shop;
    private final CurrentActor actor;

    ShopSettings(SampleShop shop, CurrentActor actor) {
        this.shop = shop;
        this.actor = actor;
    }

    @Override
    public String id() {
        return "shop";
    }

    @Override
    public String title() {
        return "Sample shop";
    }

    @Override
    public int order() {
        return 30;
    }

    @Override
    public Component create() {
        return new ShopSection(shop, actor);
    }
}
