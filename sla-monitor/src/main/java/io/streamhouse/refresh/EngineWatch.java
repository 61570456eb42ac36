package io.streamhouse.refresh;

import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Whether the engine answers: asked on a thread of its own, so that an engine that hangs holds nobody up. Asked itself
 * from one thread only.
 */
final class EngineWatch implements AutoCloseable {

    private static final Duration ANSWER_HOLDS = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Surroundings surroundings;
    private final ExecutorService asking = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("view-engine-watch").factory());
    private CompletableFuture<Boolean> answers = CompletableFuture.completedFuture(false);
    private Instant askedAt = Instant.MIN;

    EngineWatch(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    boolean down(Instant now) {
        boolean old = Duration.between(askedAt, now).abs().compareTo(ANSWER_HOLDS) >= 0;
        Duration patience = Duration.ZERO;
        if (old && answers.isDone()) {
            answers = CompletableFuture.supplyAsync(this::answers, asking);
            askedAt = now;
            patience = PATIENCE;
        }
        try {
            return !answers.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private boolean answers() {
        try {
            surroundings.jobs().overview();
            return true;
        } catch (ProblemException e) {
            return e.problem().code().kind() != ErrorCode.Kind.ENGINE;
        }
    }

    @Override
    public void close() {
        asking.shutdownNow();
    }
}
