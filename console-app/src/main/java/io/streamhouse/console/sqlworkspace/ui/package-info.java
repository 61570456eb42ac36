/** Pages of this feature. */
@NullMarked
package io.streamhouse.console.sqlworkspace.ui;

import org.jspecify.annotations.NullMarked;
