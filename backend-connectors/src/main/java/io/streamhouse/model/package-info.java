/** The language of the project: records and sealed types that every module speaks. Imports the JDK and JSpecify only. */
@NullMarked
package io.streamhouse.model;

import org.jspecify.annotations.NullMarked;
