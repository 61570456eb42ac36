/** HTTP calls of this feature. */
@NullMarked
package io.streamhouse.console.jobs.api;

import org.jspecify.annotations.NullMarked;
