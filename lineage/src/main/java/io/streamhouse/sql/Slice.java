package io.streamhouse.sql;

import io.streamhouse.model.Position;

/**
 * One statement of a script: from its first token to its last, without the comments around it and without the semicolon
 * that ends it.
 *
 * @param from offset of its first character in the script
 * @param to offset after its last character
 * @param start where it starts in the script
 */
public record Slice(String text, int from, int to, Position start) {}
