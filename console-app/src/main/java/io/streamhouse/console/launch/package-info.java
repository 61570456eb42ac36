/** From the command line to a running application: options, checks, clear refusals. */
@NullMarked
package io.streamhouse.console.launch;

import org.jspecify.annotations.NullMarked;
