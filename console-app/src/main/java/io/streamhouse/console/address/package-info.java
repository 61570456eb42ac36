/** Addresses of the console's pages, followed from the server. */
@NullMarked
package io.streamhouse.console.address;

import org.jspecify.annotations.NullMarked;
