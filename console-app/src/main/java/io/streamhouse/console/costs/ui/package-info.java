/** The Costs page and the prices among the settings. */
@NullMarked
package io.streamhouse.console.costs.ui;

import org.jspecify.annotations.NullMarked;
