package io.streamhouse.console.tour.ui;

import io.streamhouse.console.palette.PaletteEntry;
import io.streamhouse.console.palette.PaletteSource;
import io.streamhouse.console.tour.TourRoutes;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** The way to the tour, for the palette. */
@Component
public final class TourNavigation implements PaletteSource {

    @Override
    public List<PaletteEntry> find(String query, int limit) {
        String wanted = query.strip().toLowerCase(Locale.ROOT);
        boolean meant = wanted.length() > 1 && "take the tour start first steps help".contains(wanted);
        return meant && limit > 0 ? List.of(new PaletteEntry("Take the tour", "action", TourRoutes.PAGE)) : List.of();
    }
}
