package io.streamhouse.console.sqlworkspace.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.server.VaadinServletRequest;
import io.streamhouse.console.sqlworkspace.Namespace;
import io.streamhouse.model.ExecutionMode;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** The HTTP call that does what the editor would do, to be copied into a shell. */
final class HttpCallDialog extends Dialog {

    private static final long serialVersionUID = 1L;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    HttpCallDialog(String sql, ExecutionMode mode, Namespace namespace) {
        setHeaderTitle("The same over HTTP");
        setWidth("min(52rem, 92vw)");
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("sql", sql);
        body.put("executionMode", mode.name());
        namespace.catalog().ifPresent(catalog -> body.put("catalog", catalog));
        namespace.database().ifPresent(database -> body.put("database", database));
        body.put("maxRows", 1_000);
        if (mode == ExecutionMode.STREAMING) {
            body.put("timeout", "PT30S");
        }
        String call = "curl -sS -X POST " + root() + "/api/v1/sql \\\n"
                + "  -H 'Content-Type: application/json' \\\n"
                + "  -d '" + JSON.writeValueAsString(body).replace("'", "'\\''") + "'";
        TextArea text = new TextArea("Command");
        text.setValue(call);
        text.setReadOnly(true);
        text.setWidthFull();
        text.setMaxHeight("22rem");
        text.addClassName("sql-code");
        text.setAutoselect(true);
        Paragraph note = new Paragraph("Running in a session of its own. To keep SET, USE and temporary objects between"
                + " calls, open one with POST /api/v1/sessions and name it as “session”.");
        note.addClassName("sql-note");
        Anchor docs = new Anchor("api/docs", "All calls");
        docs.setRouterIgnore(true);
        add(new Div(text, note, docs));
        Button close = new Button("Close", click -> close());
        getFooter().add(close);
    }

    private static String root() {
        VaadinServletRequest request = VaadinServletRequest.getCurrent();
        return request == null
                ? "http://localhost:8080"
                : request.getScheme() + "://" + request.getServerName() + ":" + request.getServerPort();
    }
}
