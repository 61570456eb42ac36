/** Problems in the words of the pages. */
@NullMarked
package io.streamhouse.console.problems;

import org.jspecify.annotations.NullMarked;
