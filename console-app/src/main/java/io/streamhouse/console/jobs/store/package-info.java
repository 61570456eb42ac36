/** What the console remembers of jobs, in its database. */
@NullMarked
package io.streamhouse.console.jobs.store;

import org.jspecify.annotations.NullMarked;
