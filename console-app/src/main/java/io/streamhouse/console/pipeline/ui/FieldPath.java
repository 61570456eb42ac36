package io.streamhouse.console.pipeline.ui;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A path to a part of a step, taken apart: {@code columns[2].expression}.
 *
 * @param name {@code columns}
 * @param index 2, or -1 where the whole is meant
 * @param part {@code expression}; empty where the whole is meant
 */
record FieldPath(String name, int index, String part) {

    private static final Pattern PATH = Pattern.compile("(\\w+(?:\\.\\w+)*?)(?:\\[(\\d{1,6})](?:\\.(\\w+))?)?");

    /** Empty for what is no path. */
    static Optional<FieldPath> parse(String path) {
        Matcher parts = PATH.matcher(path);
        if (!parts.matches()) {
            return Optional.empty();
        }
        return Optional.of(new FieldPath(
                parts.group(1),
                parts.group(2) == null ? -1 : Integer.parseInt(parts.group(2)),
                parts.group(3) == null ? "" : parts.group(3)));
    }
}
