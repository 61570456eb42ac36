/** Running SQL: sessions, statements, history, saved scripts. */
@NullMarked
package io.streamhouse.console.sqlworkspace;

import org.jspecify.annotations.NullMarked;
