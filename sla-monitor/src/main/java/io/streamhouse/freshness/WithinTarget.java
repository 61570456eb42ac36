package io.streamhouse.freshness;

import java.time.Duration;

/** The share of a window in which a view was as fresh as promised. */
public sealed interface WithinTarget {

    /**
     * @param share from 0 to 1
     * @param window what was looked at, ending now; shorter than asked for when the view is younger
     */
    record Known(double share, Duration window) implements WithinTarget {}

    /** Never 100 % for lack of figures. */
    record Unknown(String why) implements WithinTarget {}
}
