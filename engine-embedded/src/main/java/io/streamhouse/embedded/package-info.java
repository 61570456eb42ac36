/** A Flink cluster and its SQL Gateway inside this JVM, reached like a remote one. */
@NullMarked
package io.streamhouse.embedded;

import org.jspecify.annotations.NullMarked;
