/** Reads SQL as pictures. */
@NullMarked
package io.streamhouse.pipeline.read;

import org.jspecify.annotations.NullMarked;
