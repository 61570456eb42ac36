package io.streamhouse.console.alerts;

import io.streamhouse.store.AlertLedger;
import io.streamhouse.store.LedgerDelivery;
import io.streamhouse.store.LedgerDelivery.State;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;

/**
 * Brings messages to the webhook, in the order in which they came to be for each alert. What fails for a reason that may
 * pass is tried again, later each time, and in the end given up. Follows no redirect, and never tells the address.
 */
final class Courier implements AutoCloseable {

    /** How long to wait after each attempt that failed; after the last one it is given up. */
    static final List<Duration> WAITS =
            List.of(Duration.ofSeconds(10), Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofMinutes(15));

    static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final int TOO_MANY_REQUESTS = 429;
    private static final int REQUEST_TIMEOUT = 408;

    private record Outcome(boolean delivered, boolean mayPass, String words) {}

    private final AlertLedger ledger;
    private final Supplier<Optional<URI>> address;
    private final InstantSource clock;
    private final List<Duration> waits;
    private final Duration patience;
    private final HttpClient client;
    private boolean mayHavePending = true;

    Courier(
            AlertLedger ledger,
            Supplier<Optional<URI>> address,
            InstantSource clock,
            List<Duration> waits,
            Duration patience) {
        this.ledger = ledger;
        this.address = address;
        this.clock = clock;
        this.waits = List.copyOf(waits);
        this.patience = patience;
        this.client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(patience)
                .build();
    }

    /** Takes a message; it is sent with the next {@link #deliver}. */
    synchronized UUID take(UUID id, Optional<UUID> event, String body) {
        Instant now = clock.instant();
        ledger.add(new LedgerDelivery(id, event, body, State.PENDING, 0, "Not sent yet", now, now));
        mayHavePending = true;
        return id;
    }

    /** Sends what is due. Takes as long as the webhook lets it wait. */
    void deliver() {
        if (!pending()) {
            return;
        }
        List<LedgerDelivery> pending = ledger.pending();
        Set<UUID> waiting = new HashSet<>();
        for (LedgerDelivery delivery : pending) {
            // That an alert ended is not told before that it began.
            boolean inTurn = delivery.event().map(waiting::add).orElse(true);
            if (inTurn && !delivery.due().isAfter(clock.instant()) && attempt(delivery)) {
                delivery.event().ifPresent(waiting::remove);
            }
        }
        synchronized (this) {
            mayHavePending = !ledger.pending().isEmpty();
        }
    }

    private synchronized boolean pending() {
        return mayHavePending;
    }

    /** @return whether it is done with, well or not */
    private boolean attempt(LedgerDelivery delivery) {
        Outcome outcome = address.get()
                .map(to -> send(to, delivery))
                .orElseGet(() -> new Outcome(false, false, "There is no webhook any more"));
        int attempts = delivery.attempts() + 1;
        boolean again = !outcome.delivered() && outcome.mayPass() && attempts <= waits.size();
        Instant now = clock.instant();
        ledger.save(new LedgerDelivery(
                delivery.id(),
                delivery.event(),
                delivery.body(),
                outcome.delivered() ? State.DELIVERED : again ? State.PENDING : State.FAILED,
                attempts,
                outcome.words(),
                delivery.created(),
                again ? now.plus(waits.get(attempts - 1)) : now));
        return !again;
    }

    private Outcome send(URI to, LedgerDelivery delivery) {
        HttpRequest request = HttpRequest.newBuilder(to)
                .timeout(patience)
                .header("Content-Type", "application/json")
                .header("User-Agent", "Streamhouse-Console")
                .header("X-Streamhouse-Delivery", delivery.id().toString())
                .POST(BodyPublishers.ofString(delivery.body()))
                .build();
        CompletableFuture<HttpResponse<Void>> answer = client.sendAsync(request, BodyHandlers.discarding());
        try {
            // The client's own timeout ends with the head of the answer; a body may drip for ever.
            return outcome(
                    answer.get(patience.toMillis() * 2, TimeUnit.MILLISECONDS).statusCode());
        } catch (TimeoutException e) {
            answer.cancel(true);
            return new Outcome(false, true, "Its answer did not end in time");
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            return new Outcome(false, true, "The console was being stopped");
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            return new Outcome(false, true, words(cause == null ? e : cause));
        }
    }

    private static Outcome outcome(int status) {
        if (status >= 200 && status < 300) {
            return new Outcome(true, false, "Answered " + status);
        }
        if (status >= 300 && status < 400) {
            return new Outcome(
                    false,
                    false,
                    "Answered " + status + ", a redirect, which is not followed: give the address it leads to");
        }
        boolean mayPass = status >= 500 || status == TOO_MANY_REQUESTS || status == REQUEST_TIMEOUT;
        return new Outcome(false, mayPass, "Answered " + status);
    }

    /** What went wrong, in our own words: those of an exception may hold the address. */
    private static String words(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnresolvedAddressException || cause instanceof UnknownHostException) {
                return "There is no host of this name";
            }
            if (cause instanceof SSLException) {
                return "No secure connection came about";
            }
        }
        return switch (failure) {
            case HttpConnectTimeoutException late -> "It did not take the connection in time";
            case HttpTimeoutException late -> "It did not answer in time";
            case ConnectException refused -> "It refused the connection";
            case IOException broken -> "The connection broke";
            default -> "It could not be reached";
        };
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
