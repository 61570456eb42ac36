/** Tables as they are to be: what people mean by them, what is wrong with them, and what it takes to make them so. */
@NullMarked
package io.streamhouse.console.catalog.design;

import org.jspecify.annotations.NullMarked;
