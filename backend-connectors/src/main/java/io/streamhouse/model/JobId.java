package io.streamhouse.model;

import java.util.Locale;
import java.util.regex.Pattern;

/** A Flink job's id: 32 lower-case hexadecimal digits. */
public record JobId(String value) {

    private static final Pattern HEX = Pattern.compile("[0-9a-f]{32}");

    /** @throws IllegalArgumentException if it is not a job id; ids become parts of paths, so nothing else may pass */
    public JobId {
        value = value.toLowerCase(Locale.ROOT);
        if (!HEX.matcher(value).matches()) {
            throw new IllegalArgumentException("Not a Flink job id: " + value);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
