package io.streamhouse.refresh;

import io.streamhouse.model.Column;
import io.streamhouse.model.Problem;
import java.util.List;
import java.util.Optional;

/**
 * What would come of another query for a view. Nothing has been changed.
 *
 * @param columns of the new query
 * @param refusal why it can't be had; empty if it can
 * @param kept what stays as it is
 * @param rebuilt what is computed anew
 * @param lost what is gone afterwards
 */
public record QueryChange(
        List<Column> columns,
        Optional<Problem> refusal,
        List<String> kept,
        List<String> rebuilt,
        List<String> lost,
        List<String> warnings) {
    public QueryChange {
        columns = List.copyOf(columns);
        kept = List.copyOf(kept);
        rebuilt = List.copyOf(rebuilt);
        lost = List.copyOf(lost);
        warnings = List.copyOf(warnings);
    }
}
