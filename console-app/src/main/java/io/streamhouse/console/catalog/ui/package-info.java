/** Pages of this feature. */
@NullMarked
package io.streamhouse.console.catalog.ui;

import org.jspecify.annotations.NullMarked;
