/** Tables of this feature. */
@NullMarked
package io.streamhouse.console.sqlworkspace.store;

import org.jspecify.annotations.NullMarked;
