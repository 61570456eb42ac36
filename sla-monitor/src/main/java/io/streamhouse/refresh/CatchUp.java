package io.streamhouse.refresh;

import java.util.Locale;

/**
 * What it would take to read on from where a stream rests, against beginning anew.
 *
 * @param changedRows that it has not read
 * @param readingOn CPU seconds
 * @param anew CPU seconds, to compute it whole and build up its state
 */
record CatchUp(long changedRows, double readingOn, double anew) {

    /** How many times as dear reading on has to be: figures are off by some tens of percent. */
    private static final double CLEARLY = 1.5;

    /** CPU seconds; for less nothing is begun anew. */
    private static final double WORTH_IT = 2;

    /** Whether reading on would cost clearly more. */
    boolean dearer() {
        return readingOn > CLEARLY * anew && readingOn - anew > WORTH_IT;
    }

    String why() {
        return String.format(
                Locale.ROOT,
                "%,d changes are unread: reading them would take about %.1f s of CPU, beginning anew %.1f s",
                changedRows,
                readingOn,
                anew);
    }
}
