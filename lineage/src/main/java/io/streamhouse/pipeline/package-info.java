/** Pipelines as pictures, and the SQL that says the same. */
@NullMarked
package io.streamhouse.pipeline;

import org.jspecify.annotations.NullMarked;
