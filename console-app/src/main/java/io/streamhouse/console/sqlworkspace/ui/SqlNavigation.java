package io.streamhouse.console.sqlworkspace.ui;

import io.streamhouse.console.palette.PaletteEntry;
import io.streamhouse.console.palette.PaletteSource;
import io.streamhouse.console.sqlworkspace.SavedScript;
import io.streamhouse.console.sqlworkspace.SavedScripts;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** Ways to the SQL page, for the palette and for other pages. */
@Component
public final class SqlNavigation implements PaletteSource {

    private static final String ROUTE = "sql";

    private final SavedScripts scripts;

    SqlNavigation(SavedScripts scripts) {
        this.scripts = scripts;
    }

    /** A route that opens this text in a new tab of the SQL page. Nothing runs by itself. */
    public static String open(String sql) {
        return ROUTE + "?sql=" + encoded(sql);
    }

    /** A route that opens a saved script in a tab of the SQL page. */
    public static String script(String id) {
        return ROUTE + "?script=" + encoded(id);
    }

    @Override
    public List<PaletteEntry> find(String query, int limit) {
        String wanted = query.strip().toLowerCase(Locale.ROOT);
        List<PaletteEntry> entries = new ArrayList<>();
        if ("sql".contains(wanted) || "query".contains(wanted)) {
            entries.add(new PaletteEntry("SQL", "page", ROUTE));
        }
        for (SavedScript script : scripts.list()) {
            if (script.name().toLowerCase(Locale.ROOT).contains(wanted)) {
                entries.add(new PaletteEntry(script.name(), "script", script(script.id())));
            }
        }
        return entries.subList(0, Math.min(limit, entries.size()));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
