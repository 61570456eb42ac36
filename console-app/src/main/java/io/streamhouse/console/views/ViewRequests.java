package io.streamhouse.console.views;

import io.streamhouse.console.settings.Connections;
import io.streamhouse.engine.SessionSettings;
import io.streamhouse.model.FreshnessTarget;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.RequestedMode;
import io.streamhouse.refresh.NewView;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Makes requests for views complete: names that a query leaves unqualified mean what they mean in a fresh session. */
@Component
public class ViewRequests {

    private final Connections connections;

    ViewRequests(Connections connections) {
        this.connections = connections;
    }

    /** A request whose unqualified names are looked up in {@code catalog} and {@code database}, or where sessions start. */
    public NewView newView(
            RelationId id,
            String query,
            List<String> primaryKey,
            List<String> partitionedBy,
            FreshnessTarget freshness,
            RequestedMode mode,
            Optional<String> comment,
            Optional<String> catalog,
            Optional<String> database) {
        SessionSettings session = connections.sessionSettings();
        Optional<String> inCatalog = catalog.or(session::currentCatalog);
        boolean elsewhere = !inCatalog.equals(session.currentCatalog());
        return new NewView(
                id,
                query,
                primaryKey,
                partitionedBy,
                freshness,
                mode,
                comment,
                inCatalog.orElse(id.catalog()),
                database.or(() -> elsewhere ? Optional.empty() : session.currentDatabase())
                        .orElse("default"),
                Map.of());
    }
}
