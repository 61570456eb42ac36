/** Engine connections, warehouses and catalogs attached. */
@NullMarked
package io.streamhouse.console.settings;

import org.jspecify.annotations.NullMarked;
