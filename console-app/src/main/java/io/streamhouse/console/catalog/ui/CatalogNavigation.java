package io.streamhouse.console.catalog.ui;

import io.streamhouse.console.catalog.CatalogContents;
import io.streamhouse.console.catalog.CatalogContents.DatabaseContents;
import io.streamhouse.console.catalog.Catalogs;
import io.streamhouse.console.catalog.SearchHit;
import io.streamhouse.console.palette.PaletteEntry;
import io.streamhouse.console.palette.PaletteSource;
import io.streamhouse.model.DatabaseId;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.RelationKind;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** Ways into the catalog, for the palette and for other pages. */
@Component
public final class CatalogNavigation implements PaletteSource {

    /** The page. */
    public static final String ROUTE = "catalog";

    private final Catalogs catalogs;

    CatalogNavigation(Catalogs catalogs) {
        this.catalogs = catalogs;
    }

    /** The route of a relation's page. */
    public static String relation(RelationId id) {
        return ROUTE + "/" + encoded(id.toString());
    }

    /** The route of a database's page. */
    public static String database(DatabaseId id) {
        return ROUTE + "/" + encoded(id.toString());
    }

    /** A route that opens a statement in the SQL page, where nothing runs by itself. */
    static String sql(String statement) {
        return "sql?sql=" + encoded(statement);
    }

    /** A route to the form for a materialized view that sums up a relation. */
    static String summarise(RelationId id) {
        return "materialized-views/new?table=" + encoded(id.toString());
    }

    @Override
    public List<PaletteEntry> find(String query, int limit) {
        List<PaletteEntry> entries = new ArrayList<>();
        String wanted = query.strip().toLowerCase(Locale.ROOT);
        if (!wanted.isEmpty()) {
            for (CatalogContents catalog : catalogs.contents()) {
                catalog.databases().stream()
                        .map(DatabaseContents::id)
                        .filter(id -> id.name().toLowerCase(Locale.ROOT).startsWith(wanted))
                        .forEach(id -> entries.add(new PaletteEntry(id.toString(), "database", database(id))));
            }
        }
        for (SearchHit hit : catalogs.search(query, limit)) {
            RelationId id = hit.relation().id();
            String column = hit.column().map(name -> " · " + name).orElse("");
            entries.add(new PaletteEntry(
                    id.name() + " · " + id.database() + column,
                    word(hit.relation().kind()),
                    relation(id)));
        }
        return entries.subList(0, Math.min(limit, entries.size()));
    }

    static String word(RelationKind kind) {
        return switch (kind) {
            case TABLE -> "table";
            case VIEW -> "view";
            case MATERIALIZED_VIEW -> "materialized view";
        };
    }

    private static String encoded(String text) {
        // A slash in a quoted name stays one: servers refuse it encoded, and the route takes the whole rest of the
        // path.
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%2F", "/");
    }
}
