package io.streamhouse.console.lineagegraph;

import io.streamhouse.console.settings.Connections;
import io.streamhouse.engine.SessionSettings;
import io.streamhouse.model.DatabaseId;
import java.util.Optional;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Where names are looked up that are not said in full. */
@Component
class CurrentNamespace {

    private final Connections connections;

    CurrentNamespace(@Lazy Connections connections) {
        this.connections = connections;
    }

    /** What sessions begin with, where it is not said otherwise. */
    DatabaseId current(Optional<String> catalog, Optional<String> database) {
        SessionSettings settings = connections.sessionSettings();
        String in = catalog.or(settings::currentCatalog)
                .filter(name -> !name.isEmpty())
                .orElse("default_catalog");
        boolean elsewhere = !Optional.of(in).equals(settings.currentCatalog());
        String at = database.or(() -> elsewhere ? Optional.empty() : settings.currentDatabase())
                .filter(name -> !name.isEmpty())
                .orElse("default");
        return new DatabaseId(in, at);
    }
}
