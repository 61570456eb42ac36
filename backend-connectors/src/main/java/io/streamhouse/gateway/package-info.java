/** Speaks to Flink's SQL Gateway over its REST API (v4). */
@NullMarked
package io.streamhouse.gateway;

import org.jspecify.annotations.NullMarked;
