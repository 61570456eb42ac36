package io.streamhouse.console.catalog;

import io.streamhouse.model.Problem;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.RelationKind;
import io.streamhouse.model.Schema;
import io.streamhouse.model.TableFacts;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A relation as it may be shown: secrets are hidden already.
 *
 * @param query of a view
 * @param ddl the statement that would create it again
 * @param facts empty for what is not stored in Paimon, a view among it, and where they can't be read
 * @param factsProblem why they can't be read
 */
public record RelationOverview(
        RelationId id,
        RelationKind kind,
        Schema schema,
        Optional<String> comment,
        Map<String, String> options,
        Optional<String> query,
        String ddl,
        Optional<TableFacts> facts,
        Optional<Problem> factsProblem) {

    public RelationOverview {
        options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    }

    /** Whether Paimon stores its rows, so that it has snapshots and files. */
    public boolean stored() {
        return RelationDdl.stored(kind, options);
    }
}
