package io.streamhouse.console.pipeline;

import io.streamhouse.model.DatabaseId;
import io.streamhouse.model.RelationId;
import io.streamhouse.refresh.NewView;
import java.util.List;
import java.util.Optional;

/**
 * What is to be done so that a pipeline runs.
 *
 * @param tables those that are made for it, if they are not there
 * @param script what writes the tables, as one statement at its end; empty if there are only views
 * @param views the materialized views, by target
 */
record RunPlan(List<NewTable> tables, Optional<String> script, List<NewView> views, DatabaseId current) {

    RunPlan {
        tables = List.copyOf(tables);
        views = List.copyOf(views);
    }

    /**
     * A table made for a target.
     *
     * @param node the target
     * @param columns names of its columns
     */
    record NewTable(String node, RelationId id, List<String> columns, String statement) {

        NewTable {
            columns = List.copyOf(columns);
        }
    }
}
