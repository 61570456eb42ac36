/** The pages about pipelines. */
@NullMarked
package io.streamhouse.console.pipeline.ui;

import org.jspecify.annotations.NullMarked;
