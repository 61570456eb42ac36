/** Pipelines over HTTP. */
@NullMarked
package io.streamhouse.console.pipeline.api;

import org.jspecify.annotations.NullMarked;
