package io.streamhouse.console.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.streamhouse.store.AlertLedger;
import io.streamhouse.store.LedgerDelivery;
import io.streamhouse.store.LedgerDelivery.State;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Messages brought to a real server on this machine. */
final class CourierTest {

    private static final List<Duration> WAITS = List.of(Duration.ofSeconds(10), Duration.ofMinutes(1));

    private final JdbcDataSource database = new JdbcDataSource();
    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private final List<String> ids = new CopyOnWriteArrayList<>();
    private final Deque<Integer> answers = new ArrayDeque<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private HttpServer server;
    private AlertLedger ledger;
    private Courier courier;
    private Instant now = Instant.parse("2026-03-01T10:00:00Z");
    private Optional<URI> address = Optional.empty();

    @BeforeEach
    void open() throws IOException {
        database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        Flyway.configure().dataSource(database).load().migrate();
        ledger = new AlertLedger(database);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        address =
                Optional.of(URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hook/s3cret"));
        courier = courier(Duration.ofSeconds(10));
    }

    @AfterEach
    void close() {
        over.countDown();
        courier.close();
        server.stop(0);
    }

    private Courier courier(Duration patience) {
        return new Courier(ledger, () -> address, () -> now, WAITS, patience);
    }

    private void answer(HttpExchange exchange) throws IOException {
        bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        ids.add(exchange.getRequestHeaders().getFirst("X-Streamhouse-Delivery"));
        int status = answers.isEmpty() ? 200 : answers.remove();
        if (status == 0) {
            try {
                over.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        if (status == 302) {
            exchange.getResponseHeaders().add("Location", "/elsewhere");
        }
        exchange.sendResponseHeaders(status == 0 ? 200 : status, -1);
        exchange.close();
    }

    @Test
    void a_message_is_delivered_once() {
        UUID id = take(Optional.empty(), "{\"state\":\"TEST\"}");
        courier.deliver();
        courier.deliver();
        assertThat(bodies).containsExactly("{\"state\":\"TEST\"}");
        assertThat(ids).containsExactly(id.toString());
        assertThat(only().state()).isEqualTo(State.DELIVERED);
        assertThat(only().outcome()).isEqualTo("Answered 200");
    }

    @Test
    void what_fails_for_a_reason_that_may_pass_is_tried_again_later() {
        answers.addAll(List.of(503, 429));
        take(Optional.empty(), "{}");
        courier.deliver();
        assertThat(only().state()).isEqualTo(State.PENDING);
        courier.deliver();
        assertThat(bodies).as("not before its time").hasSize(1);
        now = now.plusSeconds(10);
        courier.deliver();
        assertThat(only().outcome()).isEqualTo("Answered 429");
        now = now.plusSeconds(60);
        courier.deliver();
        assertThat(only().state()).isEqualTo(State.DELIVERED);
        assertThat(only().attempts()).isEqualTo(3);
        assertThat(ids.stream().distinct())
                .as("one message to whoever receives it")
                .hasSize(1);
    }

    @Test
    void in_the_end_it_is_given_up() {
        answers.addAll(List.of(500, 500, 500, 500, 500));
        take(Optional.empty(), "{}");
        for (int i = 0; i < 10; i++) {
            courier.deliver();
            now = now.plus(Duration.ofHours(1));
        }
        assertThat(bodies).hasSize(WAITS.size() + 1);
        assertThat(only().state()).isEqualTo(State.FAILED);
    }

    @Test
    void a_refusal_or_a_redirect_is_final() {
        answers.addAll(List.of(404, 302));
        take(Optional.empty(), "{}");
        courier.deliver();
        assertThat(only().state()).isEqualTo(State.FAILED);
        take(Optional.empty(), "{}");
        courier.deliver();
        assertThat(bodies).as("the redirect is not followed").hasSize(2);
        assertThat(ledger.deliveries(2))
                .allSatisfy(delivery -> assertThat(delivery.state()).isEqualTo(State.FAILED));
    }

    @Test
    void a_server_that_never_answers_is_not_waited_for_long() {
        answers.add(0);
        courier.close();
        courier = courier(Duration.ofMillis(300));
        take(Optional.empty(), "{}");
        courier.deliver();
        assertThat(only().state()).isEqualTo(State.PENDING);
        assertThat(only().outcome()).isEqualTo("It did not answer in time");
    }

    @Test
    void what_is_said_of_a_failure_never_holds_the_address() {
        server.stop(0);
        take(Optional.empty(), "{}");
        courier.deliver();
        assertThat(only().outcome()).isEqualTo("It refused the connection");
        address = Optional.of(URI.create("http://no-such-host.invalid/hook/s3cret"));
        now = now.plusSeconds(10);
        courier.deliver();
        assertThat(only().outcome()).doesNotContain("s3cret").doesNotContain("no-such-host");
    }

    @Test
    void that_an_alert_ended_is_not_told_before_that_it_began() {
        Optional<UUID> alert = Optional.of(UUID.randomUUID());
        answers.add(503);
        take(alert, "began");
        now = now.plusMillis(1);
        take(alert, "ended");
        now = now.plusMillis(1);
        take(Optional.of(UUID.randomUUID()), "another");
        courier.deliver();
        assertThat(bodies).containsExactly("began", "another");
        now = now.plusSeconds(10);
        courier.deliver();
        assertThat(bodies).containsExactly("began", "another", "began", "ended");
    }

    @Test
    void messages_that_wait_outlive_the_console() {
        answers.add(503);
        take(Optional.empty(), "{}");
        courier.deliver();
        courier.close();
        courier = courier(Duration.ofSeconds(10));
        now = now.plusSeconds(10);
        courier.deliver();
        assertThat(only().state()).isEqualTo(State.DELIVERED);
    }

    @Test
    void without_a_webhook_any_more_what_waits_is_given_up() {
        take(Optional.empty(), "{}");
        address = Optional.empty();
        courier.deliver();
        assertThat(only().state()).isEqualTo(State.FAILED);
        assertThat(bodies).isEmpty();
    }

    private UUID take(Optional<UUID> event, String body) {
        return courier.take(UUID.randomUUID(), event, body);
    }

    private LedgerDelivery only() {
        return ledger.deliveries(1).getFirst();
    }
}
