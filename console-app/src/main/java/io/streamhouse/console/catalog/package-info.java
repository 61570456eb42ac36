/** What relations there are and what is known of them; files brought in as tables. */
@NullMarked
package io.streamhouse.console.catalog;

import org.jspecify.annotations.NullMarked;
