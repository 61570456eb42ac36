package io.streamhouse.refresh;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rounds like {@link RandomRefreshTest}'s, some at once, until a number of view-steps is reached. How far it came is kept
 * in a file, so that it can be stopped at any time and goes on with the next seeds; seeds among which one showed a
 * difference are run again. Not part of the build: {@code ./streamhouse soak}.
 */
final class RefreshSoak {

    private static final Logger LOG = LoggerFactory.getLogger(RefreshSoak.class);
    private static final int STEPS_OF_A_ROUND = 10;

    /** Waiting is most of a round, so that several on two cores hardly slow each other down. */
    private static final int ROUNDS_AT_ONCE = Integer.getInteger("streamhouse.rounds", 3);

    private static final int ROUNDS_OF_AN_ENGINE = 2 * ROUNDS_AT_ONCE;

    @TempDir
    Path folder;

    @Test
    void view_steps_without_a_difference() throws Exception {
        long wanted = Long.getLong("streamhouse.steps", 10_000);
        Path file = Path.of(System.getProperty("streamhouse.soak", "target/soak.properties"));
        Properties progress = read(file);
        Long first = Long.getLong("streamhouse.seed");
        if (first != null) {
            progress.setProperty("seed", first.toString());
        }
        long seed = Long.parseLong(progress.getProperty("seed", "1"));
        long done = Long.parseLong(progress.getProperty("view-steps", "0"));
        long begun = System.nanoTime();
        for (int engine = 0; done < wanted; engine++) {
            try (Lake lake = new Lake(folder.resolve("lake" + engine), ROUNDS_AT_ONCE)) {
                done += rounds(lake, seed);
            }
            seed += ROUNDS_OF_AN_ENGINE;
            progress.setProperty("seed", Long.toString(seed));
            progress.setProperty("view-steps", Long.toString(done));
            write(file, progress);
            LOG.info(
                    "{} view-steps, 0 differences (of {} wanted; next seed {}), {} min",
                    done,
                    wanted,
                    seed,
                    Duration.ofNanos(System.nanoTime() - begun).toMinutes());
        }
    }

    private static long rounds(Lake lake, long firstSeed) throws InterruptedException, ExecutionException {
        ExecutorService pool = Executors.newFixedThreadPool(
                ROUNDS_AT_ONCE, Thread.ofPlatform().name("round-", 1).factory());
        try {
            List<Future<Integer>> rounds = new ArrayList<>();
            for (int round = 0; round < ROUNDS_OF_AN_ENGINE; round++) {
                long seed = firstSeed + round;
                rounds.add(pool.submit(() -> {
                    try (Round views = new Round(lake, seed)) {
                        views.run(STEPS_OF_A_ROUND);
                        LOG.info("seed {}: {} view-steps, 0 differences", seed, views.compared());
                        return views.compared();
                    }
                }));
            }
            long done = 0;
            for (Future<Integer> round : rounds) {
                done += round.get();
            }
            return done;
        } finally {
            pool.shutdownNow();
        }
    }

    private static Properties read(Path file) throws IOException {
        Properties progress = new Properties();
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                progress.load(reader);
            }
        }
        return progress;
    }

    private static void write(Path file, Properties progress) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        try (Writer writer = Files.newBufferedWriter(file)) {
            progress.store(writer, "How far ./streamhouse soak has come");
        }
    }
}
