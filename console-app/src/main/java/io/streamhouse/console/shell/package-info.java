/** The frame around every page: navigation, palette, colour scheme, engine state. */
@NullMarked
package io.streamhouse.console.shell;

import org.jspecify.annotations.NullMarked;
