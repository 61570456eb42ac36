/** What everything costs: metered, predicted, priced. */
@NullMarked
package io.streamhouse.console.costs;

import org.jspecify.annotations.NullMarked;
