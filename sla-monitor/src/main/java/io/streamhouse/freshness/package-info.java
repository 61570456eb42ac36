/** How fresh views are and have to be: lag as measured, targets as they hold along a chain. */
@NullMarked
package io.streamhouse.freshness;

import org.jspecify.annotations.NullMarked;
