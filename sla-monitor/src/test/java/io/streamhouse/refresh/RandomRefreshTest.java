package io.streamhouse.refresh;

import io.streamhouse.model.ProblemException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whatever happens to views, each equals its query over its inputs at the positions recorded for it.
 *
 * <p>{@code -Dstreamhouse.seed=…} replays another round, {@code -Dstreamhouse.steps=…} makes it longer; seed after seed is
 * what {@code ./streamhouse soak} does.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RandomRefreshTest {

    private static final Logger LOG = LoggerFactory.getLogger(RandomRefreshTest.class);
    private static final int STEPS = 6;
    private static final long SEED = 1;

    private Lake lake;

    @BeforeAll
    void start(@TempDir Path folder) {
        lake = new Lake(folder);
    }

    @AfterAll
    void stop() {
        lake.close();
    }

    @Test
    void the_oracle_and_flink_understand_each_question_alike() {
        ShiftingTables sources = new ShiftingTables(lake, "questions", new Random(1));
        sources.create();
        H2Oracle oracle = new H2Oracle(lake.warehouse);
        SoftAssertions all = new SoftAssertions();
        for (Question question : Questions.OVER_TABLES) {
            List<H2Oracle.Read> reads = question.scans().stream()
                    .map(table -> new H2Oracle.Read(sources.id(table), latest(sources, table)))
                    .toList();
            Contents expected = oracle.expected(question, reads);
            Contents flink = new Contents();
            try {
                // What batch can't compute is compared in the rounds.
                if (question.name().equals("session_windows")) {
                    continue;
                }
                lake.batch("questions", question.flink()).forEach(row -> flink.add(row.values()));
            } catch (ProblemException refused) {
                all.fail(question.name() + " is refused by Flink: " + refused.problem());
            }
            all.assertThat(flink.differencesFrom(expected)).as(question.name()).isEmpty();
            all.assertThat(expected.size()).as("rows of " + question.name()).isPositive();
        }
        all.assertAll();
    }

    private OptionalLong latest(ShiftingTables sources, String table) {
        return lake.warehouse.scan(sources.id(table), OptionalLong.empty(), row -> {});
    }

    @Test
    void every_version_equals_its_query_over_its_inputs() {
        long seed = Long.getLong("streamhouse.seed", SEED);
        int steps = Integer.getInteger("streamhouse.steps", STEPS);
        LOG.info("seed {}", seed);
        try (Round round = new Round(lake, seed)) {
            round.run(steps);
            LOG.info("{} view-steps, 0 differences (seed {})", round.compared(), seed);
        }
    }
}
