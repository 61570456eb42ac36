package io.streamhouse.console.sqlworkspace;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/**
 * How many statements may run at once, so that a crowd of them does not starve the engine of threads and memory. First
 * come, first served.
 */
@Component
final class Admission {

    static final int PLACES = 12;

    private final Semaphore places = new Semaphore(PLACES, true);

    boolean tryEnter() {
        return places.tryAcquire();
    }

    boolean tryEnter(Duration patience) throws InterruptedException {
        return places.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    void leave() {
        places.release();
    }
}
