package io.streamhouse.console.overview.ui;

import io.streamhouse.console.palette.PaletteEntry;
import io.streamhouse.console.palette.PaletteSource;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** The Overview by what is to be seen there, for the palette; the page itself is found by its name. */
@Component
public final class OverviewNavigation implements PaletteSource {

    static final String ROUTE = "overview";

    private static final List<String> SEEN =
            List.of("Lag against target", "What is failing", "Start page", "Health of all views");

    @Override
    public List<PaletteEntry> find(String query, int limit) {
        String wanted = query.strip().toLowerCase(Locale.ROOT);
        return wanted.isEmpty()
                ? List.of()
                : SEEN.stream()
                        .filter(title -> title.toLowerCase(Locale.ROOT).contains(wanted))
                        .limit(limit)
                        .map(title -> new PaletteEntry(title, "overview", ROUTE))
                        .toList();
    }
}
