/** Who may talk to the console, and from where. */
@NullMarked
package io.streamhouse.console.security;

import org.jspecify.annotations.NullMarked;
