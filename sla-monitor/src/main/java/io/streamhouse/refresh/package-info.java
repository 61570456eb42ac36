/** Decides and performs refreshes and mode switches. */
@NullMarked
package io.streamhouse.refresh;

import org.jspecify.annotations.NullMarked;
