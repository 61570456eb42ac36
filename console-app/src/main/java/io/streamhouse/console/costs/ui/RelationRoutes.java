package io.streamhouse.console.costs.ui;

import io.streamhouse.console.catalog.ui.CatalogNavigation;
import io.streamhouse.console.views.ViewFeed;
import io.streamhouse.console.views.ViewRoutes;
import io.streamhouse.console.views.ViewsSeen;
import io.streamhouse.model.RelationId;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Where a line's relation is shown: as a view with its freshness, or in the catalog. */
@Component
class RelationRoutes {

    private final ViewFeed feed;

    RelationRoutes(ViewFeed feed) {
        this.feed = feed;
    }

    /** Empty for what is no relation, which has a name in words. */
    Optional<String> of(String name) {
        RelationId id;
        try {
            id = RelationId.parse(name);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        boolean view = feed.glance().orElse(null) instanceof ViewsSeen.Listed listed
                && listed.views().stream().anyMatch(one -> one.id().equals(id));
        return Optional.of(view ? ViewRoutes.of(id) : CatalogNavigation.relation(id));
    }
}
