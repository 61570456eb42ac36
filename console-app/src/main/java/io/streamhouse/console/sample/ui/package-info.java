/** The sample shop's section of the Settings page. */
@NullMarked
package io.streamhouse.console.sample.ui;

import org.jspecify.annotations.NullMarked;
