package io.streamhouse.model;

import java.time.Instant;
import java.util.Optional;

/** A line of commits beside the main one of a Paimon table. */
public record Branch(String name, Optional<Instant> createdAt) {}
