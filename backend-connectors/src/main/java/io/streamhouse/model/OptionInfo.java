package io.streamhouse.model;

import java.util.List;
import java.util.Optional;

/**
 * An option that a table can be given.
 *
 * @param form what its values are: {@code number}, {@code duration} and the like
 * @param choices the values there are, where they are a few
 * @param defaultValue what holds without it; empty if nothing does
 * @param meaning what it is for, in the words of the storage; may be empty
 * @param fixed whether it can't be changed any more once the table holds rows
 */
public record OptionInfo(
        String key, String form, List<String> choices, Optional<String> defaultValue, String meaning, boolean fixed) {
    public OptionInfo {
        choices = List.copyOf(choices);
    }
}
