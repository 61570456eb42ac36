/**
 * Rules on lag, failures and cost: what is observed of a subject becomes readings, and one pure function makes of
 * readings and what was known before whether an alert fires, since when and why. Live and on history it is the same.
 */
@NullMarked
package io.streamhouse.alert;

import org.jspecify.annotations.NullMarked;
