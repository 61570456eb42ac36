/** The ledger: what is being done to views and what came of it, in H2 through jOOQ. */
@NullMarked
package io.streamhouse.store;

import org.jspecify.annotations.NullMarked;
