package io.streamhouse.component;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.server.VaadinRequest;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** The HTTP calls that do what a page does, to be copied into a shell. */
public final class HttpCallsDialog extends Dialog {

    private static final long serialVersionUID = 1L;

    /**
     * A call.
     *
     * @param what it does, in words
     * @param path from the root of the console, with parameters
     * @param headers such as {@code Accept: text/csv}
     * @param body a JSON document; empty for none
     */
    public record Call(String what, String method, String path, List<String> headers, String body)
            implements Serializable {

        public static Call get(String what, String path) {
            return new Call(what, "GET", path, List.of(), "");
        }

        /** @param body a JSON document; empty for none */
        public static Call of(String what, String method, String path, String body) {
            return new Call(what, method, path, List.of(), body);
        }

        public Call with(String header) {
            List<String> more = new ArrayList<>(headers);
            more.add(header);
            return new Call(what, method, path, more, body);
        }

        private String command(String root) {
            StringBuilder command = new StringBuilder("curl -sS");
            if (!method.equals("GET")) {
                command.append(" -X ").append(method);
            }
            command.append(" '").append(root).append(path).append('\'');
            headers.forEach(
                    header -> command.append(" \\\n  -H '").append(header).append('\''));
            if (!body.isEmpty()) {
                command.append(" \\\n  -H 'Content-Type: application/json' \\\n  -d '")
                        .append(body.replace("'", "'\\''"))
                        .append('\'');
            }
            return command.toString();
        }
    }

    public HttpCallsDialog(List<Call> calls) {
        setHeaderTitle("The same over HTTP");
        setWidth("min(52rem, 92vw)");
        Div list = new Div();
        list.addClassName("sh-calls");
        String root = root();
        calls.forEach(call -> {
            TextArea text = new TextArea(call.what());
            text.setValue(call.command(root));
            text.setReadOnly(true);
            text.setWidthFull();
            text.setMinRows(1);
            text.setMaxHeight("14rem");
            text.setAutoselect(true);
            list.add(text);
        });
        Anchor docs = new Anchor("api/docs", "All calls");
        docs.setRouterIgnore(true);
        add(list, docs);
        getFooter().add(new Button("Close", click -> close()));
    }

    private static String root() {
        VaadinRequest request = VaadinRequest.getCurrent();
        String host = request == null ? null : request.getHeader("Host");
        return host == null ? "http://localhost:8080" : (request.isSecure() ? "https://" : "http://") + host;
    }
}
