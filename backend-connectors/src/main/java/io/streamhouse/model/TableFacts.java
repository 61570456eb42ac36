package io.streamhouse.model;

import java.util.Optional;

/**
 * How large a Paimon table is now, from its metadata.
 *
 * @param rows physical rows in the live files; for a primary-key table an upper bound of the logical rows
 * @param currentSnapshot empty for a table never written to
 */
public record TableFacts(long files, long bytes, long rows, Optional<Snapshot> currentSnapshot, long snapshots) {}
