/** One look at a thing for all pages that show it, and none while nobody does. */
@NullMarked
package io.streamhouse.console.feed;

import org.jspecify.annotations.NullMarked;
