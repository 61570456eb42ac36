/** Materialized views: how each is kept fresh, seen and changed. */
@NullMarked
package io.streamhouse.console.views;

import org.jspecify.annotations.NullMarked;
