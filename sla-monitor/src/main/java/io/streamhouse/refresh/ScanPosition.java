package io.streamhouse.refresh;

import io.streamhouse.model.RelationId;
import java.util.OptionalLong;

/**
 * How far a version of a view has read one of its inputs.
 *
 * @param ordinal the scan, in the planner's order
 * @param snapshot the last snapshot contained; empty if none was read yet
 */
public record ScanPosition(int ordinal, RelationId relation, OptionalLong snapshot) {}
