package io.streamhouse.console.costs.ui;

import io.streamhouse.console.palette.PaletteEntry;
import io.streamhouse.console.palette.PaletteSource;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** Ways to what things cost, for the palette. */
@Component
public final class CostsNavigation implements PaletteSource {

    private static final List<PaletteEntry> ENTRIES = List.of(
            new PaletteEntry("Costs by relation", "costs", CostAddress.ROUTE + "?by=relation"),
            new PaletteEntry("Costs by refresh mode", "costs", CostAddress.ROUTE + "?by=mode"),
            new PaletteEntry("Costs by database", "costs", CostAddress.ROUTE + "?by=database"),
            new PaletteEntry("Costs of storage", "costs", CostAddress.ROUTE + "?tab=storage"),
            new PaletteEntry("What if: other freshness, other costs", "costs", CostAddress.ROUTE + "?tab=what-if"),
            new PaletteEntry("Prices", "settings", "settings/" + PriceSettings.ID));

    @Override
    public List<PaletteEntry> find(String query, int limit) {
        String wanted = query.strip().toLowerCase(Locale.ROOT);
        return wanted.isEmpty()
                ? List.of()
                : ENTRIES.stream()
                        .filter(entry -> entry.title().toLowerCase(Locale.ROOT).contains(wanted))
                        .limit(limit)
                        .toList();
    }
}
