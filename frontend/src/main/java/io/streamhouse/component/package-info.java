/** Vaadin components with their TypeScript. Each takes its own small view-model records; no service, no domain. */
@NullMarked
package io.streamhouse.component;

import org.jspecify.annotations.NullMarked;
