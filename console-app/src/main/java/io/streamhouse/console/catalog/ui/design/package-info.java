/** The page on which tables are designed. */
@NullMarked
package io.streamhouse.console.catalog.ui.design;

import org.jspecify.annotations.NullMarked;
