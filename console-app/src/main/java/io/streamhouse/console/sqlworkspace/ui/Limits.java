package io.streamhouse.console.sqlworkspace.ui;

import io.streamhouse.console.sqlworkspace.ResultBounds;

/** How much of a result the page keeps. */
final class Limits {

    private static final int ROWS = 10_000;

    private Limits() {}

    static ResultBounds forPage() {
        return ResultBounds.forPage(ROWS);
    }
}
