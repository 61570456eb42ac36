/** The first-run tour: from the shop's orders to a materialized view of one's own, step by step. */
@NullMarked
package io.streamhouse.console.tour;

import org.jspecify.annotations.NullMarked;
