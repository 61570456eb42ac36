package io.streamhouse.console.alerts.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.server.VaadinServletRequest;
import io.streamhouse.alert.AlertRule;
import io.streamhouse.console.alerts.RuleText;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/** The HTTP calls that do what the pages about alerts do, to be copied into a shell. */
final class AlertCalls extends Dialog {

    private static final long serialVersionUID = 1L;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final String BASE = "/api/v1/alerts";

    private final Div calls = new Div();

    private AlertCalls() {
        setHeaderTitle("The same over HTTP");
        setWidth("min(52rem, 92vw)");
        calls.addClassName("alerts-calls");
        Anchor docs = new Anchor("api/docs", "All calls");
        docs.setRouterIgnore(true);
        add(calls, docs);
        getFooter().add(new Button("Close", click -> close()));
    }

    /** Everything that the page of all alerts does. */
    static AlertCalls all() {
        return new AlertCalls()
                .with("All rules, with how they stand", "GET", BASE, Map.of())
                .with("What fires now", "GET", BASE + "/events?firing=true", Map.of())
                .with("What has fired", "GET", BASE + "/events", Map.of())
                .with("Where alerts are sent", "GET", BASE + "/webhook", Map.of())
                .with(
                        "Send them somewhere else",
                        "PUT",
                        BASE + "/webhook",
                        Map.of("url", "https://hooks.example.com/alerts"))
                .with("Send a test", "POST", BASE + "/webhook/test", Map.of());
    }

    /** Everything that the page of a rule does. */
    static AlertCalls of(Optional<String> id, String name, AlertRule rule) {
        RuleText text = RuleText.of(rule);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("when", text.when());
        body.put("scope", rule.scope().text());
        body.put("whenUnknown", rule.whenUnknown().name());
        Map<String, Object> named = new LinkedHashMap<>(body);
        named.put("name", name);
        AlertCalls calls =
                new AlertCalls().with("When it would have fired in the last week", "POST", BASE + "/preview", body);
        return id.map(known -> calls.with("The rule as it is now", "GET", BASE + "/" + known, Map.of())
                        .with("Change it", "PUT", BASE + "/" + known, named)
                        .with("Delete it", "DELETE", BASE + "/" + known, Map.of()))
                .orElseGet(() -> calls.with("Create it", "POST", BASE, named));
    }

    private AlertCalls with(String what, String method, String path, Map<String, Object> body) {
        StringBuilder call = new StringBuilder("curl -sS");
        if (!method.equals("GET")) {
            call.append(" -X ").append(method);
        }
        call.append(" '").append(root()).append(path).append('\'');
        if (!body.isEmpty()) {
            call.append(" \\\n  -H 'Content-Type: application/json' \\\n  -d '")
                    .append(JSON.writeValueAsString(body).replace("'", "'\\''"))
                    .append('\'');
        }
        TextArea text = new TextArea(what);
        text.setValue(call.toString());
        text.setReadOnly(true);
        text.setWidthFull();
        text.setMinRows(1);
        text.setMaxHeight("14rem");
        text.setAutoselect(true);
        calls.add(text);
        return this;
    }

    private static String root() {
        VaadinServletRequest request = VaadinServletRequest.getCurrent();
        return request == null
                ? "http://localhost:8080"
                : request.getScheme() + "://" + request.getServerName() + ":" + request.getServerPort();
    }
}
