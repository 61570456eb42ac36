/** Flink jobs, running and finished. */
@NullMarked
package io.streamhouse.console.jobs;

import org.jspecify.annotations.NullMarked;
