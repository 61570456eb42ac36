package io.streamhouse.gateway;

import io.streamhouse.engine.Engine;
import io.streamhouse.engine.EngineSession;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** What another client of the same gateway could do to a session. */
public final class Sessions {

    private Sessions() {}

    /** Closes the session at the gateway, without its owner knowing. */
    public static void closeBehindItsBack(Engine engine, EngineSession session) throws Exception {
        URI uri = URI.create(engine.endpoints().gateway() + "/v4/sessions/" + ((GatewaySession) session).handle());
        try (HttpClient http = HttpClient.newHttpClient()) {
            http.send(HttpRequest.newBuilder(uri).DELETE().build(), HttpResponse.BodyHandlers.discarding());
        }
    }
}
