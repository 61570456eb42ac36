/**
 * What a person does, in Chromium, around the packaged jar.
 *
 * <p>A test class is annotated with {@link io.streamhouse.uitests.Journeys} and takes a
 * {@link io.streamhouse.uitests.Browser} or a {@link io.streamhouse.uitests.ConsoleProcess} as a parameter. One console
 * with the sample shop serves all classes, so a test names what it creates after itself and leaves nothing running.
 */
@NullMarked
package io.streamhouse.uitests;

import org.jspecify.annotations.NullMarked;
