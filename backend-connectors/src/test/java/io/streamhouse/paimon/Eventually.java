package io.streamhouse.paimon;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waits on a condition instead of for a time. */
final class Eventually {

    private static final long PATIENCE = Duration.ofSeconds(10).toNanos();
    private static final long PAUSE = Duration.ofMillis(50).toNanos();

    private Eventually() {}

    static void until(Runnable assertion) {
        long deadline = System.nanoTime() + PATIENCE;
        while (true) {
            try {
                assertion.run();
                return;
            } catch (AssertionError notYet) {
                if (System.nanoTime() > deadline) {
                    throw notYet;
                }
                LockSupport.parkNanos(PAUSE);
            }
        }
    }
}
