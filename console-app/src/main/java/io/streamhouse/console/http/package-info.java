/** What all HTTP calls share: problem documents, durations, the OpenAPI document's frame. */
@NullMarked
package io.streamhouse.console.http;

import org.jspecify.annotations.NullMarked;
