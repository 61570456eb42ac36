package io.streamhouse.console.views.ui;

import io.streamhouse.console.palette.PaletteEntry;
import io.streamhouse.console.palette.PaletteSource;
import io.streamhouse.console.views.ViewFeed;
import io.streamhouse.console.views.ViewRoutes;
import io.streamhouse.console.views.ViewsSeen;
import io.streamhouse.model.RelationId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** The ways to the pages about materialized views. */
@Component
public final class ViewsNavigation implements PaletteSource {

    private final ViewFeed feed;

    ViewsNavigation(ViewFeed feed) {
        this.feed = feed;
    }

    /** Where the page of a view is. */
    public static String route(RelationId view) {
        return ViewRoutes.of(view);
    }

    @Override
    public List<PaletteEntry> find(String query, int limit) {
        String wanted = query.strip().toLowerCase(Locale.ROOT);
        List<PaletteEntry> found = new ArrayList<>();
        if (!wanted.isEmpty() && "new materialized view create".contains(wanted)) {
            found.add(new PaletteEntry("New materialized view", "action", ViewRoutes.NEW));
        }
        if (!wanted.isEmpty() && feed.glance().orElse(null) instanceof ViewsSeen.Listed listed) {
            listed.views().stream()
                    .map(view -> view.id())
                    .filter(id -> id.toString().toLowerCase(Locale.ROOT).contains(wanted))
                    .limit(limit)
                    .map(id -> new PaletteEntry(id.name() + " · freshness", "materialized view", route(id)))
                    .forEach(found::add);
        }
        return found.subList(0, Math.min(limit, found.size()));
    }
}
