package io.streamhouse.console.palette;

/**
 * Something to jump to.
 *
 * @param title what a person types to find it
 * @param kind a word that says what it is: {@code page}, {@code table}, {@code script}
 * @param route where it leads, relative to the root, with parameters: {@code catalog/streamhouse.shop.orders}
 */
public record PaletteEntry(String title, String kind, String route) {}
