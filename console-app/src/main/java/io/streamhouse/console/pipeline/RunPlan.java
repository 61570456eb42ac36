package io.streamhouse.console.pipeline;

import io.streamhouse.model.DatabaseId;
import io.streamhouse.model.RelationId;
import io.streamhouse.refresh.NewView;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is to be done so that a pipeline runs.
 *
 * @param tables statements that make tables that are not there, by target
 * @param script what writes the tables, as one statement at its end; empty if there are only views
 * @param views the materialized views, by target
 */
record RunPlan(Map<RelationId, String> tables, Optional<String> script, List<NewView> views, DatabaseId current) {

    RunPlan {
        tables = Map.copyOf(tables);
        views = List.copyOf(views);
    }
}
