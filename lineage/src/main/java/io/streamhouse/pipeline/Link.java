package io.streamhouse.pipeline;

/**
 * Rows flow along it.
 *
 * @param from name of the node whose rows they are
 * @param to name of the node that takes them
 * @param port which of the taking node's inputs, from 0: a join's left is 0 and its right is 1
 */
public record Link(String from, String to, int port) {}
