/** HTTP calls of this feature. */
@NullMarked
package io.streamhouse.console.alerts.api;

import org.jspecify.annotations.NullMarked;
