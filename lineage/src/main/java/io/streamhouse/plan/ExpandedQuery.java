package io.streamhouse.plan;

import io.streamhouse.model.Identifiers;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The text of a query around the places for its scans' hints.
 *
 * @param pieces one more than there are scans
 * @param own options that the query itself gives each scan
 */
public record ExpandedQuery(List<String> pieces, List<Map<String, String>> own) {

    public ExpandedQuery {
        pieces = List.copyOf(pieces);
        own = List.copyOf(own);
    }

    String sql(List<Map<String, String>> hintsPerScan) {
        if (hintsPerScan.size() > own.size()) {
            throw new IllegalArgumentException(
                    "Hints for " + hintsPerScan.size() + " scans, but the query has " + own.size());
        }
        StringBuilder sql = new StringBuilder();
        for (int scan = 0; scan < own.size(); scan++) {
            sql.append(pieces.get(scan));
            Map<String, String> options = new TreeMap<>(own.get(scan));
            if (scan < hintsPerScan.size()) {
                options.putAll(hintsPerScan.get(scan));
            }
            hint(sql, options);
        }
        return sql.append(pieces.get(own.size())).toString();
    }

    private static void hint(StringBuilder sql, Map<String, String> options) {
        String separator = " /*+ OPTIONS(";
        for (Map.Entry<String, String> option : options.entrySet()) {
            sql.append(separator)
                    .append(Identifiers.literal(option.getKey()))
                    .append('=')
                    .append(Identifiers.literal(option.getValue()));
            separator = ", ";
        }
        sql.append(options.isEmpty() ? "" : ") */");
    }
}
