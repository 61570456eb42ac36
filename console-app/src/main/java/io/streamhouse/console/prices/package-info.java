/** The prices in use: a document that both the keeping of views and the telling of costs ask for. */
@NullMarked
package io.streamhouse.console.prices;

import org.jspecify.annotations.NullMarked;
