/** Tables of this feature. */
@NullMarked
package io.streamhouse.console.lineagegraph.store;

import org.jspecify.annotations.NullMarked;
