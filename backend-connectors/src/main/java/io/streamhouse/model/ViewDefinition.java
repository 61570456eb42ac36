package io.streamhouse.model;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a materialized view is to be, as its catalog keeps it.
 *
 * @param query what its rows are, with every name in full, so that it means the same whoever reads it
 * @param schema its columns, primary key and partition keys; key columns are NOT NULL
 * @param uid names the view in what is made for it elsewhere (consumers, savepoints, jobs), so that a view dropped and
 *     created again by the same name is another one; empty where another Flink client made it and it is not ours to
 *     refresh
 * @param options the table's own others, such as its buckets; those that hold what stands in the other components are
 *     left out
 */
public record ViewDefinition(
        RelationId id,
        String query,
        Schema schema,
        FreshnessTarget freshness,
        RequestedMode mode,
        String uid,
        Optional<String> comment,
        Map<String, String> options) {

    private static final Pattern UID = Pattern.compile("[A-Za-z0-9-]{0,64}");

    /** @throws IllegalArgumentException if the uid is not made of letters, digits and dashes: it names files */
    public ViewDefinition {
        if (!UID.matcher(uid).matches()) {
            throw new IllegalArgumentException("Not a view's uid: " + uid);
        }
        options = Map.copyOf(options);
    }

    /** The same view with another target and mode. */
    public ViewDefinition with(FreshnessTarget target, RequestedMode wish) {
        return new ViewDefinition(id, query, schema, target, wish, uid, comment, options);
    }

    /** The same view with another query over the same columns. */
    public ViewDefinition withQuery(String text) {
        return new ViewDefinition(id, text, schema, freshness, mode, uid, comment, options);
    }
}
