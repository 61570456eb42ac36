package io.streamhouse.refresh;

import java.util.List;

/**
 * The newest version of a view that it is known of which inputs it was made.
 *
 * @param snapshot the view's own
 */
public record ViewVersion(long snapshot, List<ScanPosition> reads) {
    public ViewVersion {
        reads = List.copyOf(reads);
    }
}
