package io.streamhouse.refresh;

import io.streamhouse.model.RefreshMode;
import io.streamhouse.model.RelationId;
import java.time.Instant;

/**
 * What a view that is looked after can be expected to cost, as it is kept now.
 *
 * @param since when it was created
 * @param perDay estimated, in the currency of the settings
 */
public record ExpectedCost(RelationId view, RefreshMode mode, Instant since, double perDay) {}
