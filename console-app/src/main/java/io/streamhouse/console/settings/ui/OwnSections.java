package io.streamhouse.console.settings.ui;

import com.vaadin.flow.component.Component;
import io.streamhouse.component.SettingsSection;
import io.streamhouse.console.security.CurrentActor;
import io.streamhouse.console.settings.AboutService;
import io.streamhouse.console.settings.CatalogSettings;
import io.streamhouse.console.settings.ConnectionSettings;
import io.streamhouse.console.settings.EngineFeed;
import java.util.function.Supplier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** The sections that the settings bring themselves. */
@Configuration(proxyBeanMethods = false)
class OwnSections {

    private record Own(String id, String title, int order, Supplier<Component> creation) implements SettingsSection {
        @Override
        public Component create() {
            return creation.get();
        }
    }

    @Bean
    SettingsSection engineSection(ConnectionSettings settings, @Lazy EngineFeed feed, CurrentActor actor) {
        return new Own("engine", "Engine connection", 10, () -> new EngineSection(settings, feed, actor));
    }

    @Bean
    SettingsSection catalogsSection(CatalogSettings settings, CurrentActor actor) {
        return new Own("catalogs", "Warehouses & catalogs", 20, () -> new CatalogsSection(settings, actor));
    }

    @Bean
    SettingsSection appearanceSection() {
        return new Own("appearance", "Appearance", 80, AppearanceSection::new);
    }

    @Bean
    SettingsSection aboutSection(AboutService about) {
        return new Own("about", "About", 90, () -> new AboutSection(about));
    }
}
