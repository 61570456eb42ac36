package io.streamhouse.store;

import java.time.Instant;

/**
 * Measured lag of a view over some time, as its writer packed it.
 *
 * @param resolution seconds that each of the stretches in it stands for
 * @param starts when the first of them begins; whole seconds
 */
@SuppressWarnings("ArrayRecordComponent") // Handed through, never compared.
public record LagBlock(String uid, int resolution, Instant starts, byte[] stretches) {}
