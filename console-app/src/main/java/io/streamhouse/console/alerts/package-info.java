/** Rules on lag, failures and cost: kept, looked at regularly, told of in the console and to a webhook. */
@NullMarked
package io.streamhouse.console.alerts;

import org.jspecify.annotations.NullMarked;
