package io.streamhouse.model;

import java.time.Instant;
import java.util.Optional;

/** A named snapshot of a Paimon table that does not expire with the others. */
public record Tag(String name, long snapshotId, Instant committedAt, Optional<Instant> createdAt) {}
