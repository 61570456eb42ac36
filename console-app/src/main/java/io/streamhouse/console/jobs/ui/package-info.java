/** Pages of this feature. */
@NullMarked
package io.streamhouse.console.jobs.ui;

import org.jspecify.annotations.NullMarked;
