/**
 * Says what is known of a picture without running it: the columns of its nodes, what is wrong with them, and what could
 * be typed next.
 */
@NullMarked
package io.streamhouse.pipeline.check;

import org.jspecify.annotations.NullMarked;
