package io.streamhouse.console.overview;

import io.streamhouse.component.Tone;

/**
 * Something that a person should see first.
 *
 * @param tone how bad it is
 * @param text what it is, in a sentence
 * @param route of the page that says more or where something can be done about it, relative to the root
 */
public record OverviewNotice(Tone tone, String text, String route) {}
