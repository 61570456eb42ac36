/** Finds the nodes of a picture among the operators of the job that runs it. */
@NullMarked
package io.streamhouse.pipeline.match;

import org.jspecify.annotations.NullMarked;
