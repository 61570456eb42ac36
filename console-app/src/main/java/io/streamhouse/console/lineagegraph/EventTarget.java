package io.streamhouse.console.lineagegraph;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Where events are sent. */
sealed interface EventTarget extends AutoCloseable {

    /** @return why it could not be sent, in words that hold no address; empty if it was */
    Optional<String> send(String event) throws InterruptedException;

    @Override
    void close();

    /** Appended to a file, one event a line. */
    record ToFile(Path file) implements EventTarget {

        @Override
        public Optional<String> send(String event) {
            try {
                Path folder = file.toAbsolutePath().getParent();
                if (folder != null) {
                    Files.createDirectories(folder);
                }
                Files.writeString(
                        file,
                        event + "\n",
                        StandardCharsets.UTF_8,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND);
                return Optional.empty();
            } catch (IOException e) {
                return Optional.of("The file can't be written");
            }
        }

        @Override
        public void close() {}
    }

    /** Posted to an address, which is never told: it may hold a secret. Follows no redirect. */
    final class ToAddress implements EventTarget {

        private static final Duration PATIENCE = Duration.ofSeconds(10);

        private final URI address;
        private final Optional<String> key;
        private final HttpClient client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(PATIENCE)
                .build();

        /** @param key sent as a bearer token */
        ToAddress(URI address, Optional<String> key) {
            this.address = address;
            this.key = key;
        }

        @Override
        public Optional<String> send(String event) throws InterruptedException {
            HttpRequest.Builder request = HttpRequest.newBuilder(address)
                    .timeout(PATIENCE)
                    .header("Content-Type", "application/json")
                    .header("User-Agent", "Streamhouse-Console")
                    .POST(BodyPublishers.ofString(event));
            key.ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
            var answer = client.sendAsync(request.build(), BodyHandlers.discarding());
            try {
                int status = answer.get(PATIENCE.toMillis() * 2, TimeUnit.MILLISECONDS)
                        .statusCode();
                return status >= 200 && status < 300 ? Optional.empty() : Optional.of("It answered " + status);
            } catch (TimeoutException e) {
                stop(answer);
                return Optional.of("Its answer did not end in time");
            } catch (ExecutionException e) {
                return Optional.of("It could not be reached");
            }
        }

        private static void stop(CompletableFuture<?> answer) {
            answer.cancel(true);
        }

        @Override
        public void close() {
            client.shutdownNow();
        }
    }
}
