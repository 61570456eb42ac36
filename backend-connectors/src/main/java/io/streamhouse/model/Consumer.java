package io.streamhouse.model;

/** A reader's progress stored with a Paimon table: its snapshots from {@code nextSnapshot} on are kept for it. */
public record Consumer(String id, long nextSnapshot) {}
