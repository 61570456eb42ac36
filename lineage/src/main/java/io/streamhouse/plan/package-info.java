/** What Flink's planner knows of a statement: keys, changelog mode, maintainability. */
@NullMarked
package io.streamhouse.plan;

import org.jspecify.annotations.NullMarked;
