/** Writes pictures as the SQL that says the same. */
@NullMarked
package io.streamhouse.pipeline.write;

import org.jspecify.annotations.NullMarked;
