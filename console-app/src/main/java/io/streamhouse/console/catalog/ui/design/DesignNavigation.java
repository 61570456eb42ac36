package io.streamhouse.console.catalog.ui.design;

import io.streamhouse.console.catalog.Catalogs;
import io.streamhouse.console.catalog.design.DesignRoutes;
import io.streamhouse.console.catalog.design.TableIntent;
import io.streamhouse.console.palette.PaletteEntry;
import io.streamhouse.console.palette.PaletteSource;
import io.streamhouse.model.RelationKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** Ways to the designer of tables, for the palette. */
@Component
public final class DesignNavigation implements PaletteSource {

    private final Catalogs catalogs;

    DesignNavigation(Catalogs catalogs) {
        this.catalogs = catalogs;
    }

    @Override
    public List<PaletteEntry> find(String query, int limit) {
        String wanted = query.strip().toLowerCase(Locale.ROOT);
        List<PaletteEntry> found = new ArrayList<>();
        if (wanted.isEmpty()) {
            return found;
        }
        if ("new table create design".contains(wanted)) {
            found.add(new PaletteEntry("New table", "action", DesignRoutes.NEW));
        }
        for (TableIntent intent : TableIntent.values()) {
            if (("new table " + intent.title()).toLowerCase(Locale.ROOT).contains(wanted) && wanted.length() > 2) {
                found.add(new PaletteEntry(
                        "New table: " + intent.title(), "action", DesignRoutes.NEW + "?intent=" + intent.address()));
            }
        }
        if (wanted.startsWith("alter")) {
            String name = wanted.substring("alter".length()).strip();
            catalogs.relations().stream()
                    .filter(relation -> relation.kind() == RelationKind.TABLE)
                    .filter(relation ->
                            relation.id().name().toLowerCase(Locale.ROOT).contains(name))
                    .limit(limit)
                    .map(relation -> new PaletteEntry(
                            "Alter " + relation.id().name() + " · "
                                    + relation.id().database(),
                            "action",
                            DesignRoutes.alter(relation.id())))
                    .forEach(found::add);
        }
        return found.subList(0, Math.min(limit, found.size()));
    }
}
