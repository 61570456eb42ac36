/** Wishes are documents: everything a person owns is a named, versioned document with actor and revision. */
@NullMarked
package io.streamhouse.console.documents;

import org.jspecify.annotations.NullMarked;
