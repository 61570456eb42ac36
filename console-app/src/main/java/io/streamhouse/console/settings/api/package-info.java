/** HTTP calls of this feature. */
@NullMarked
package io.streamhouse.console.settings.api;

import org.jspecify.annotations.NullMarked;
