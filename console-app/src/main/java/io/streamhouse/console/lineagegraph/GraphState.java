package io.streamhouse.console.lineagegraph;

import java.time.Instant;
import java.util.Optional;

/**
 * How far the graph is.
 *
 * @param upToDate when it last had all that the catalogs hold; empty while it is built for the first time
 * @param relations in it
 * @param unknown how many of them have definitions that can't be traced
 */
public record GraphState(Optional<Instant> upToDate, int relations, int unknown) {}
