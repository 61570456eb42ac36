/** How everything is doing, on one page. */
@NullMarked
package io.streamhouse.console.overview;

import org.jspecify.annotations.NullMarked;
