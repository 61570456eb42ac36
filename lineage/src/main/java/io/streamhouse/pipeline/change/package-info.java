/** Says what becomes of the state that a job has gathered, when its picture is changed. */
@NullMarked
package io.streamhouse.pipeline.change;

import org.jspecify.annotations.NullMarked;
