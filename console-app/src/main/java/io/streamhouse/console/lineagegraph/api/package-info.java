/** HTTP calls of this feature. */
@NullMarked
package io.streamhouse.console.lineagegraph.api;

import org.jspecify.annotations.NullMarked;
