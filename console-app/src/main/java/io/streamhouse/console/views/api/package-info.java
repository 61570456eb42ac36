/** HTTP calls of this feature. */
@NullMarked
package io.streamhouse.console.views.api;

import org.jspecify.annotations.NullMarked;
