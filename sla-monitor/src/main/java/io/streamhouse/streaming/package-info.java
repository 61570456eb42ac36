/**
 * Cares for streaming statements that people have started: keeps them running, stops and resumes them with their state.
 *
 * <p>{@link io.streamhouse.streaming.ManagedJobs} is the door.
 */
@NullMarked
package io.streamhouse.streaming;

import org.jspecify.annotations.NullMarked;
