package io.streamhouse.console.shell;

import com.vaadin.flow.server.menu.MenuConfiguration;
import com.vaadin.flow.server.menu.MenuEntry;
import io.streamhouse.component.CommandPalette.Entry;
import io.streamhouse.console.palette.PaletteSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.stereotype.Component;

/** What the palette finds: the pages, then what the features know. */
@Component
class PaletteFinder {

    private static final System.Logger LOG = System.getLogger(PaletteFinder.class.getName());
    private static final int PER_SOURCE = 12;
    private static final int MOST = 40;

    private final List<PaletteSource> sources;

    PaletteFinder(List<PaletteSource> sources) {
        this.sources = List.copyOf(sources);
    }

    List<Entry> find(String query) {
        String wanted = query.toLowerCase(Locale.ROOT);
        List<Entry> found = new ArrayList<>();
        for (MenuEntry page : MenuConfiguration.getMenuEntries()) {
            if (page.title().toLowerCase(Locale.ROOT).contains(wanted)) {
                found.add(new Entry(page.title(), "page", page.path().replaceFirst("^/", "")));
            }
        }
        for (PaletteSource source : sources) {
            try {
                source.find(query, PER_SOURCE)
                        .forEach(entry -> found.add(new Entry(entry.title(), entry.kind(), entry.route())));
            } catch (RuntimeException e) {
                // One feature in trouble must not close the way to all the others.
                LOG.log(System.Logger.Level.WARNING, "A source of the palette failed: " + source.getClass(), e);
            }
        }
        Set<String> routes = new HashSet<>();
        found.removeIf(entry -> !routes.add(entry.route()));
        found.sort((a, b) -> Integer.compare(rank(a, wanted), rank(b, wanted)));
        return List.copyOf(found.subList(0, Math.min(MOST, found.size())));
    }

    /** Names that begin with what was typed come first; otherwise the order of the sources stays. */
    private static int rank(Entry entry, String wanted) {
        String title = entry.title().toLowerCase(Locale.ROOT);
        if (title.equals(wanted)) {
            return 0;
        }
        if (title.startsWith(wanted)) {
            return 1;
        }
        return title.contains(wanted) ? 2 : 3;
    }
}
