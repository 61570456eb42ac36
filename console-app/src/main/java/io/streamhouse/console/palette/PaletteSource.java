package io.streamhouse.console.palette;

import java.util.List;

/** A feature's contribution to the palette: a Spring bean of its {@code XNavigation}. */
public interface PaletteSource {

    /**
     * Entries that fit, best first. Called at every key stroke: answers from memory, within some 50 ms.
     *
     * @param query what was typed so far, possibly empty
     */
    List<PaletteEntry> find(String query, int limit);
}
