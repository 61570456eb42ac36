/** A living shop: schema, deterministic generator, installer. */
@NullMarked
package io.streamhouse.sample;

import org.jspecify.annotations.NullMarked;
