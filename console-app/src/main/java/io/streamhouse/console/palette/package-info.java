/** What the Ctrl+K palette can find. Features contribute; the shell shows. */
@NullMarked
package io.streamhouse.console.palette;

import org.jspecify.annotations.NullMarked;
