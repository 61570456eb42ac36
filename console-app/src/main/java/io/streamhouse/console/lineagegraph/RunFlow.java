package io.streamhouse.console.lineagegraph;

import io.streamhouse.lineage.Flow;
import io.streamhouse.model.RelationId;
import java.time.Instant;

/**
 * What a statement that was run wrote into a relation.
 *
 * @param fingerprint the same for the same statement run again
 * @param at when it was run last
 */
public record RunFlow(RelationId target, String fingerprint, Instant at, Flow flow) {}
