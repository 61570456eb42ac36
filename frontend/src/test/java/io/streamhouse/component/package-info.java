/** What the components promise without a browser. */
@NullMarked
package io.streamhouse.component;

import org.jspecify.annotations.NullMarked;
