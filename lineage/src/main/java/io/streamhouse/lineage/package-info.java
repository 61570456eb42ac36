/** Column origins, the lineage graph, impact. */
@NullMarked
package io.streamhouse.lineage;

import org.jspecify.annotations.NullMarked;
