/** The sample shop's life with the console: installed, running, paused. */
@NullMarked
package io.streamhouse.console.sample;

import org.jspecify.annotations.NullMarked;
