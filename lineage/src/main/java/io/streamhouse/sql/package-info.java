/** Statements as text: splitting scripts, parsing Flink's dialect, positions of errors, completion. */
@NullMarked
package io.streamhouse.sql;

import org.jspecify.annotations.NullMarked;
