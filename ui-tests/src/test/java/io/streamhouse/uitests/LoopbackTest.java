package io.streamhouse.uitests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The console listens on loopback only, and talks to its own pages only. */
@Journeys
final class LoopbackTest {

    /** Tries all a page can: a call, a form that no preflight guards, a WebSocket, a frame. */
    private static final String HOSTILE_PAGE = """
            <!doctype html><title>Elsewhere</title><pre id=result>…</pre>
            <script>
            const target = '%1$s';
            const say = (name, outcome) => outcome.then(o => name + '=' + o, e => name + '=blocked');
            const body = JSON.stringify({sql: 'CREATE DATABASE stolen', executionMode: 'BATCH'});
            Promise.all([
              say('json', fetch(target + '/api/v1/sql', {method: 'POST', body, headers: {'Content-Type': 'application/json'}})
                .then(r => r.status)),
              say('opaque', fetch(target + '/api/v1/sql', {method: 'POST', body, mode: 'no-cors'}).then(r => r.type)),
              say('read', fetch(target + '/api/v1/relations').then(r => r.text())),
              say('socket', new Promise((yes, no) => {
                const socket = new WebSocket(target.replace('http', 'ws') + '/VAADIN/push?v-r=push');
                socket.onopen = () => yes('open');
                socket.onerror = () => no();
              })),
            ]).then(all => document.getElementById('result').textContent = all.join(' '));
            </script>
            """;

    @Test
    void a_page_of_another_origin_can_not_run_sql(Browser browser, ConsoleProcess console) throws IOException {
        HttpServer elsewhere = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        byte[] page = HOSTILE_PAGE.formatted(console.url()).getBytes(StandardCharsets.UTF_8);
        elsewhere.createContext("/", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/html;charset=utf-8");
            exchange.sendResponseHeaders(200, page.length);
            try (var body = exchange.getResponseBody()) {
                body.write(page);
            }
        });
        elsewhere.start();
        try {
            Page hostile = browser.blank();
            hostile.navigate("http://localhost:" + elsewhere.getAddress().getPort() + "/");

            assertThat(hostile.locator("#result")).hasText("json=blocked opaque=opaque read=blocked socket=blocked");
            assertThat(console.sql("SHOW DATABASES", "BATCH").toString()).doesNotContain("stolen");
        } finally {
            elsewhere.stop(0);
        }
    }

    @Test
    void another_origin_or_name_is_refused_with_a_problem(ConsoleProcess console) {
        var answer = console.send(console.request("/api/v1/sql")
                .header("Content-Type", "application/json")
                .header("Origin", "https://example.org")
                .POST(java.net.http.HttpRequest.BodyPublishers.ofString("{\"sql\":\"SELECT 1\"}"))
                .build());

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.body()).contains("\"code\":\"FORBIDDEN\"");
    }

    @Test
    void the_api_can_be_tried_in_the_browser_without_the_network(Browser browser) {
        Page page = browser.blank();
        Set<String> hosts = new TreeSet<>();
        page.onRequest(request -> hosts.add(java.net.URI.create(request.url()).getScheme() + " "
                + java.net.URI.create(request.url()).getHost()));
        page.navigate(browser.address("/api/docs"));

        assertThat(page.getByText("/api/v1/sql").first()).isVisible();
        assertThat(hosts).allMatch(host -> host.endsWith("127.0.0.1") || host.startsWith("data"));
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "reads the process's sockets from /proc")
    void nothing_listens_beyond_loopback(ConsoleProcess console) throws IOException {
        List<String> open = ListeningPorts.of(console.pid());

        assertThat(open).isNotEmpty().allMatch(line -> isLoopback(line.split(":")[0]));
    }

    /** As the kernel writes it: 127.0.0.1 backwards, plain or mapped into IPv6, or ::1. */
    private static boolean isLoopback(String address) {
        return address.equals("0100007F")
                || address.equals("0000000000000000FFFF00000100007F")
                || address.equals("00000000000000000000000001000000");
    }
}
