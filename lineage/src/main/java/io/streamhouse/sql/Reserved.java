package io.streamhouse.sql;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Words that Flink's parser does not take for names unless they are quoted. */
final class Reserved {

    private static final Set<String> WORDS =
            Expectation.allKeywords().stream().filter(FlinkDialect::isReserved).collect(Collectors.toUnmodifiableSet());

    private Reserved() {}

    static boolean isReserved(String word) {
        return WORDS.contains(word.toUpperCase(Locale.ROOT));
    }
}
