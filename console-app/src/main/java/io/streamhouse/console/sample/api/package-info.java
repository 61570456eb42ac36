/** The sample shop over HTTP. */
@NullMarked
package io.streamhouse.console.sample.api;

import org.jspecify.annotations.NullMarked;
