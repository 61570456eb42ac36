/** Pipelines that people draw or write: kept as documents, edited by several windows, sampled, run and changed. */
@NullMarked
package io.streamhouse.console.pipeline;

import org.jspecify.annotations.NullMarked;
