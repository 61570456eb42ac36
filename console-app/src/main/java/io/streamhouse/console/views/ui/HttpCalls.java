package io.streamhouse.console.views.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.server.VaadinServletRequest;
import io.streamhouse.model.RelationId;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** The HTTP calls that do what a page does, to be copied into a shell. */
final class HttpCalls extends Dialog {

    private static final long serialVersionUID = 1L;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final String BASE = "/api/v1/materialized-views";

    private final Div calls = new Div();

    private HttpCalls() {
        setHeaderTitle("The same over HTTP");
        setWidth("min(52rem, 92vw)");
        calls.addClassName("views-calls");
        Anchor docs = new Anchor("api/docs", "All calls");
        docs.setRouterIgnore(true);
        add(calls, docs);
        getFooter().add(new Button("Close", click -> close()));
    }

    /** How the list is had. */
    static HttpCalls list() {
        return new HttpCalls().with("All views", "GET", BASE, Map.of());
    }

    /** How the view that the form describes is created. */
    static HttpCalls create(Map<String, Object> body) {
        return new HttpCalls().with("Create the view", "POST", BASE, body);
    }

    /** Everything that the page of a view does. */
    static HttpCalls of(RelationId id, String freshness, String mode) {
        String one = BASE + "/" + URLEncoder.encode(id.toString(), StandardCharsets.UTF_8);
        Map<String, Object> wish = Map.of("freshness", freshness, "mode", mode);
        return new HttpCalls()
                .with("The view as it is now", "GET", one, Map.of())
                .with("What another freshness or mode would bring", "POST", one + "/freshness/preview", wish)
                .with("Change freshness and mode", "PUT", one + "/freshness", wish)
                .with("What each freshness costs, in every mode", "GET", one + "/curve", Map.of())
                .with(
                        "Try a freshness for a while",
                        "POST",
                        one + "/trial",
                        Map.of("freshness", freshness, "for", "PT1H"))
                .with("End what is being tried", "DELETE", one + "/trial", Map.of())
                .with("Why it is in the mode it is in", "GET", one + "/decisions", Map.of())
                .with("Its switches, with their steps", "GET", one + "/switches", Map.of())
                .with("Its refreshes", "GET", one + "/refreshes", Map.of())
                .with("Refresh it now", "POST", one + "/refresh", Map.of())
                .with("Compare it with its query", "POST", one + "/verify", Map.of())
                .with("Suspend it (/resume to go on)", "POST", one + "/suspend", Map.of())
                .with("Drop it", "DELETE", one, Map.of());
    }

    private HttpCalls with(String what, String method, String path, Map<String, Object> body) {
        StringBuilder call = new StringBuilder("curl -sS");
        if (!method.equals("GET")) {
            call.append(" -X ").append(method);
        }
        call.append(' ').append(root()).append(path);
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
        text.addClassName("views-code");
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
