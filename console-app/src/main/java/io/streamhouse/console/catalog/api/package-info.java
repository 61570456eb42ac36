/** HTTP calls of this feature. */
@NullMarked
package io.streamhouse.console.catalog.api;

import org.jspecify.annotations.NullMarked;
