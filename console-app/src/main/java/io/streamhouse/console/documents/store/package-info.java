/** Documents in H2. */
@NullMarked
package io.streamhouse.console.documents.store;

import org.jspecify.annotations.NullMarked;
