/** Measures how far each materialized view lags behind its roots. */
@NullMarked
package io.streamhouse.freshness;

import org.jspecify.annotations.NullMarked;
