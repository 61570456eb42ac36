/** The Overview page. */
@NullMarked
package io.streamhouse.console.overview.ui;

import org.jspecify.annotations.NullMarked;
