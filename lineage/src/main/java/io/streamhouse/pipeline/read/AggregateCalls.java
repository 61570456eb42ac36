package io.streamhouse.pipeline.read;

import io.streamhouse.pipeline.read.Written.Part;
import io.streamhouse.sql.Lexeme.Kind;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Finds calls of aggregate functions in a script. */
final class AggregateCalls {

    private static final Set<String> OF_FLINK = Set.of(
            "COUNT",
            "SUM",
            "AVG",
            "MIN",
            "MAX",
            "STDDEV",
            "STDDEV_POP",
            "STDDEV_SAMP",
            "VARIANCE",
            "VAR_POP",
            "VAR_SAMP",
            "COLLECT",
            "LISTAGG",
            "STRING_AGG",
            "FIRST_VALUE",
            "LAST_VALUE",
            "APPROX_COUNT_DISTINCT",
            "ARRAY_AGG",
            "JSON_OBJECTAGG",
            "JSON_ARRAYAGG",
            "SINGLE_VALUE",
            "PERCENTILE",
            "ANY_VALUE",
            "GROUPING",
            "GROUPING_ID",
            "SUM0");

    private final Written text;
    private final Set<String> names = new HashSet<>(OF_FLINK);

    /** @param others names of aggregate functions that are not Flink's own */
    AggregateCalls(Written text, Set<String> others) {
        this.text = text;
        others.forEach(name -> names.add(name.toUpperCase(Locale.ROOT)));
    }

    /** Where a call ends that starts here, FILTER and all; {@code at} if none does. */
    int end(int at) {
        boolean call = text.get(at).kind() == Kind.WORD
                && text.symbol(at + 1, "(")
                && names.contains(text.get(at).text().toUpperCase(Locale.ROOT));
        if (!call) {
            return at;
        }
        int end = text.partner(at + 1) + 1;
        if (text.word(end, "WITHIN") && text.symbol(end + 2, "(")) {
            end = text.partner(end + 2) + 1;
        }
        if (text.word(end, "FILTER") && text.symbol(end + 1, "(")) {
            end = text.partner(end + 1) + 1;
        }
        return text.word(end, "OVER") ? at : end;
    }

    boolean in(Part part) {
        for (int at = part.from(); at < part.to(); at++) {
            if (end(at) > at) {
                return true;
            }
        }
        return false;
    }
}
