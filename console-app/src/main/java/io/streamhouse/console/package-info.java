/** The product: Spring Boot around screens by feature and the HTTP API. */
@NullMarked
package io.streamhouse.console;

import org.jspecify.annotations.NullMarked;
