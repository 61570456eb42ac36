/**
 * Pipelines as pictures: nodes, what each of them does and the links between them, knowing nothing of what the packages
 * below do with them.
 */
@NullMarked
package io.streamhouse.pipeline;

import org.jspecify.annotations.NullMarked;
