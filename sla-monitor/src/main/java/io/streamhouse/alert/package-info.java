/** Rules on lag, failures and cost. */
@NullMarked
package io.streamhouse.alert;

import org.jspecify.annotations.NullMarked;
