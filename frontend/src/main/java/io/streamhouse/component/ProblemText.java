package io.streamhouse.component;

import java.util.Optional;

/**
 * A problem in the words that {@link ProblemPanel} and {@link Toast} show.
 *
 * @param code stable code, such as {@code SYNTAX}
 * @param what what went wrong, a sentence
 * @param where the place, such as {@code line 3, column 14}
 * @param nextStep what the reader can do now
 */
public record ProblemText(String code, String what, Optional<String> where, Optional<String> nextStep) {

    public static ProblemText of(String code, String what) {
        return new ProblemText(code, what, Optional.empty(), Optional.empty());
    }

    public static ProblemText of(String code, String what, String nextStep) {
        return new ProblemText(code, what, Optional.empty(), Optional.of(nextStep));
    }
}
