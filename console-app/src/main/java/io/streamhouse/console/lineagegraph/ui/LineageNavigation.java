package io.streamhouse.console.lineagegraph.ui;

import io.streamhouse.console.catalog.Catalogs;
import io.streamhouse.console.catalog.SearchHit;
import io.streamhouse.console.lineagegraph.LineageRoutes;
import io.streamhouse.console.palette.PaletteEntry;
import io.streamhouse.console.palette.PaletteSource;
import io.streamhouse.model.RelationId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Ways to lineage, for the palette and for other pages. */
@Component
public final class LineageNavigation implements PaletteSource {

    private static final String WORD = "lineage";

    private final Catalogs catalogs;

    LineageNavigation(Catalogs catalogs) {
        this.catalogs = catalogs;
    }

    /** The lineage of a relation. */
    public static String relation(RelationId id) {
        return LineageRoutes.of(id, Optional.empty());
    }

    /** How a column is made and what is made of it. */
    public static String column(RelationId id, String column) {
        return LineageRoutes.of(id, Optional.of(column));
    }

    @Override
    public List<PaletteEntry> find(String query, int limit) {
        String wanted = query.strip().toLowerCase(Locale.ROOT);
        List<PaletteEntry> found = new ArrayList<>();
        if (wanted.isEmpty()) {
            return found;
        }
        // “lineage orders” leads to the lineage of orders; a name alone to its page first, which others offer.
        boolean asked = wanted.startsWith(WORD + " ");
        String name = asked ? wanted.substring(WORD.length()).strip() : wanted;
        for (SearchHit hit : catalogs.search(name, asked ? limit : Math.min(2, limit))) {
            RelationId id = hit.relation().id();
            String column = hit.column().map(each -> "." + each).orElse("");
            found.add(new PaletteEntry(
                    "Lineage of " + id.name() + column + " · " + id.database(),
                    WORD,
                    LineageRoutes.of(id, hit.column())));
        }
        return found;
    }
}
