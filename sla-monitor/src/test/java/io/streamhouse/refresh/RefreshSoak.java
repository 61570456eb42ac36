package io.streamhouse.refresh;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rounds like {@link RandomRefreshTest}'s, one seed after the other, until a number of view-steps is reached. How far it
 * came is kept in a file, so that it can be stopped at any time and goes on with the next seed; a seed with a difference
 * is run again. Not part of the build: {@code ./streamhouse soak}.
 */
final class RefreshSoak {

    private static final Logger LOG = LoggerFactory.getLogger(RefreshSoak.class);
    private static final int STEPS_OF_A_ROUND = 10;
    private static final int ROUNDS_OF_AN_ENGINE = 8;

    @TempDir
    Path folder;

    @Test
    void view_steps_without_a_difference() throws IOException {
        long wanted = Long.getLong("streamhouse.steps", 10_000);
        Path file = Path.of(System.getProperty("streamhouse.soak", "target/soak.properties"));
        Properties progress = read(file);
        Long first = Long.getLong("streamhouse.seed");
        if (first != null) {
            progress.setProperty("seed", first.toString());
        }
        long seed = Long.parseLong(progress.getProperty("seed", "1"));
        long done = Long.parseLong(progress.getProperty("view-steps", "0"));
        for (int engine = 0; done < wanted; engine++) {
            try (Lake lake = new Lake(folder.resolve("lake" + engine))) {
                for (int round = 0; round < ROUNDS_OF_AN_ENGINE && done < wanted; round++) {
                    try (Round views = new Round(lake, seed)) {
                        views.run(STEPS_OF_A_ROUND);
                        done += views.compared();
                    }
                    seed++;
                    progress.setProperty("seed", Long.toString(seed));
                    progress.setProperty("view-steps", Long.toString(done));
                    write(file, progress);
                    LOG.info("{} view-steps, 0 differences (of {} wanted; next seed {})", done, wanted, seed);
                }
            }
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
