/** Meters, fits and predicts cost. */
@NullMarked
package io.streamhouse.cost;

import org.jspecify.annotations.NullMarked;
