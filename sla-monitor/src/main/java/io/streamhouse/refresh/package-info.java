/**
 * Keeps materialized views equal to their queries: observes, decides, acts, and observes again.
 *
 * <p>{@link io.streamhouse.refresh.MaterializedViews} is the door.
 */
@NullMarked
package io.streamhouse.refresh;

import org.jspecify.annotations.NullMarked;
