package io.streamhouse.console.views.ui;

import io.streamhouse.component.HttpCallsDialog.Call;
import io.streamhouse.model.RelationId;
import io.streamhouse.refresh.NewView;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** The HTTP calls that do what the pages about materialized views do. */
final class ViewCalls {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final String BASE = "/api/v1/materialized-views";

    private ViewCalls() {}

    /** How the list is had. */
    static List<Call> list() {
        return List.of(Call.get("All views", BASE));
    }

    /** How the view that the form describes is created. */
    static List<Call> create(NewView view) {
        return List.of(Call.of("Create the view", "POST", BASE, JSON.writeValueAsString(body(view))));
    }

    private static Map<String, Object> body(NewView view) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("id", view.id().toString());
        body.put("query", view.query());
        if (!view.primaryKey().isEmpty()) {
            body.put("primaryKey", view.primaryKey());
        }
        if (!view.partitionedBy().isEmpty()) {
            body.put("partitionedBy", view.partitionedBy());
        }
        body.put("freshness", view.freshness().text());
        body.put("mode", view.mode().text());
        view.comment().ifPresent(text -> body.put("comment", text));
        return body;
    }

    /** Everything that the page of a view does. */
    static List<Call> of(RelationId id, String freshness, String mode) {
        String one = BASE + "/" + URLEncoder.encode(id.toString(), StandardCharsets.UTF_8);
        String wish = JSON.writeValueAsString(Map.of("freshness", freshness, "mode", mode));
        String trial = JSON.writeValueAsString(Map.of("freshness", freshness, "for", "PT1H"));
        return List.of(
                Call.get("The view as it is now", one),
                Call.of("What another freshness or mode would bring", "POST", one + "/freshness/preview", wish),
                Call.of("Change freshness and mode", "PUT", one + "/freshness", wish),
                Call.get("What each freshness costs, in every mode", one + "/curve"),
                Call.of("Try a freshness for a while", "POST", one + "/trial", trial),
                Call.of("End what is being tried", "DELETE", one + "/trial", ""),
                Call.get("Why it is in the mode it is in", one + "/decisions"),
                Call.get("Its switches, with their steps", one + "/switches"),
                Call.get("Its refreshes", one + "/refreshes"),
                Call.of("Refresh it now", "POST", one + "/refresh", ""),
                Call.of("Compare it with its query", "POST", one + "/verify", ""),
                Call.of("Suspend it (/resume to go on)", "POST", one + "/suspend", ""),
                Call.of("Drop it", "DELETE", one, ""));
    }
}
