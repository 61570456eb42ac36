/** Lineage of everything the console knows: the graph, its page, impact of changes, and the calls to ask for it. */
@NullMarked
package io.streamhouse.console.lineagegraph;

import org.jspecify.annotations.NullMarked;
