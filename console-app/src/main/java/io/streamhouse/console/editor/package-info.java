/** What every SQL editor of the console is told of its text. */
@NullMarked
package io.streamhouse.console.editor;

import org.jspecify.annotations.NullMarked;
