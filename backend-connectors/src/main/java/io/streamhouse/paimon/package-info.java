/** Reads and writes Paimon tables directly, without a Flink job. */
@NullMarked
package io.streamhouse.paimon;

import org.jspecify.annotations.NullMarked;
