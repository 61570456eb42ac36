/** The pages about alerts. */
@NullMarked
package io.streamhouse.console.alerts.ui;

import org.jspecify.annotations.NullMarked;
