/** The tour as it is shown: a bar on every page while it lasts, and a page with all of its steps. */
@NullMarked
package io.streamhouse.console.tour.ui;

import org.jspecify.annotations.NullMarked;
