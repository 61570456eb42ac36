/** Pages of this feature. */
@NullMarked
package io.streamhouse.console.settings.ui;

import org.jspecify.annotations.NullMarked;
