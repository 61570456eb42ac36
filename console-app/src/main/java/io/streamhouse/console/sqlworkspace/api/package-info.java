/** HTTP calls of this feature. */
@NullMarked
package io.streamhouse.console.sqlworkspace.api;

import org.jspecify.annotations.NullMarked;
