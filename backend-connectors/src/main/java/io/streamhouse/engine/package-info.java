/** The ports to a Flink engine and a Paimon warehouse. They mention only the model, never a vendor's class. */
@NullMarked
package io.streamhouse.engine;

import org.jspecify.annotations.NullMarked;
