package io.streamhouse.model;

/** Up to where a reader has read a source. */
public sealed interface SourcePosition {

    /**
     * A place among a Paimon table's snapshots.
     *
     * @param next the snapshot that is read next: everything before it is contained
     */
    record PaimonSnapshot(long next) implements SourcePosition {}

    /** A place in a source of another kind, in words only its connector understands. */
    record Opaque(String connector, String token) implements SourcePosition {}
}
