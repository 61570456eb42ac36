package io.streamhouse.console.alerts.ui;

import io.streamhouse.alert.AlertRule;
import io.streamhouse.component.HttpCallsDialog.Call;
import io.streamhouse.console.alerts.RuleText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/** The HTTP calls that do what the pages about alerts do. */
final class AlertCalls {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final String BASE = "/api/v1/alerts";

    private AlertCalls() {}

    /** Everything that the page of all alerts does. */
    static List<Call> all() {
        String elsewhere = JSON.writeValueAsString(Map.of("url", "https://hooks.example.com/alerts"));
        return List.of(
                Call.get("All rules, with how they stand", BASE),
                Call.get("What fires now", BASE + "/events?firing=true"),
                Call.get("What has fired", BASE + "/events"),
                Call.get("Where alerts are sent", BASE + "/webhook"),
                Call.of("Send them somewhere else", "PUT", BASE + "/webhook", elsewhere),
                Call.of("Send a test", "POST", BASE + "/webhook/test", ""));
    }

    /** Everything that the page of a rule does. */
    static List<Call> of(Optional<String> id, String name, AlertRule rule) {
        RuleText text = RuleText.of(rule);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("when", text.when());
        body.put("scope", rule.scope().text());
        body.put("whenUnknown", rule.whenUnknown().name());
        Map<String, Object> named = new LinkedHashMap<>(body);
        named.put("name", name);
        String whole = JSON.writeValueAsString(named);
        Call preview = Call.of(
                "When it would have fired in the last week", "POST", BASE + "/preview", JSON.writeValueAsString(body));
        return id.map(known -> List.of(
                        preview,
                        Call.get("The rule as it is now", BASE + "/" + known),
                        Call.of("Change it", "PUT", BASE + "/" + known, whole),
                        Call.of("Delete it", "DELETE", BASE + "/" + known, "")))
                .orElseGet(() -> List.of(preview, Call.of("Create it", "POST", BASE, whole)));
    }
}
