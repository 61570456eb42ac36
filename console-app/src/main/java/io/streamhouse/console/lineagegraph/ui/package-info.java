/** The Lineage page. */
@NullMarked
package io.streamhouse.console.lineagegraph.ui;

import org.jspecify.annotations.NullMarked;
