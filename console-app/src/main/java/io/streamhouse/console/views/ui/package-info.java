/** Pages of this feature. */
@NullMarked
package io.streamhouse.console.views.ui;

import org.jspecify.annotations.NullMarked;
