package io.streamhouse.console.overview.ui;

import io.streamhouse.component.HttpCallsDialog.Call;
import java.util.List;

/** The HTTP calls that tell what the Overview shows. */
final class OverviewCalls {

    private OverviewCalls() {}

    static List<Call> all() {
        return List.of(
                Call.get("All views: lag, target, within target, cost a day, problems", "/api/v1/materialized-views"),
                Call.get("What everything cost in the last 24 hours", "/api/v1/costs?groupBy=relation"),
                Call.get("The jobs", "/api/v1/jobs"),
                Call.get("The engine", "/api/v1/health"),
                Call.get("The sample shop", "/api/v1/sample"));
    }
}
