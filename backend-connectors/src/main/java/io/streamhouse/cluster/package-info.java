/** Speaks to Flink's JobManager over its REST API. */
@NullMarked
package io.streamhouse.cluster;

import org.jspecify.annotations.NullMarked;
