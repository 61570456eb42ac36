/** Costs over HTTP. */
@NullMarked
package io.streamhouse.console.costs.api;

import org.jspecify.annotations.NullMarked;
