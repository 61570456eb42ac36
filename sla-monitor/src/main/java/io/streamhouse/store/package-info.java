/** The ledger: what is being done to each view, in H2 through jOOQ. */
@NullMarked
package io.streamhouse.store;

import org.jspecify.annotations.NullMarked;
