package io.streamhouse.console.pipeline;

/** Where a node stands on the canvas: its upper left corner, in pixels of a canvas that is not zoomed. */
public record Place(double x, double y) {}
