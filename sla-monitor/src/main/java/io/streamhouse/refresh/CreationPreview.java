package io.streamhouse.refresh;

import io.streamhouse.model.Column;
import io.streamhouse.model.RefreshMode;
import java.util.List;

/**
 * What would come of creating a view. Nothing has been created.
 *
 * @param inferredKey the key it would get if none is asked for; empty for none
 * @param warnings what makes it less than exact or less than fresh
 */
public record CreationPreview(
        List<Column> columns,
        List<String> inferredKey,
        RefreshMode chosen,
        String why,
        List<SwitchPreview.Candidate> candidates,
        List<String> warnings) {
    public CreationPreview {
        columns = List.copyOf(columns);
        inferredKey = List.copyOf(inferredKey);
        candidates = List.copyOf(candidates);
        warnings = List.copyOf(warnings);
    }
}
