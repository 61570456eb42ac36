package io.streamhouse.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.streamhouse.cost.Observed.Kind;
import io.streamhouse.model.RefreshMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whether what a view costs is found out from its runs, whatever the machine did meanwhile. */
final class CostFitTest {

    private static final double FIXED = 1.1;
    private static final double PER_ROW = 0.000_045;

    private final Random random = new Random(7);

    private static Observed run(Kind kind, double cpu, long rows, double took) {
        boolean incremental = kind == Kind.INCREMENTAL;
        return new Observed(
                kind,
                Duration.ofMillis(Math.round(1_000 * took)),
                Optional.of(Duration.ofMillis(Math.round(1_000 * cpu))),
                1,
                incremental ? OptionalLong.of(rows) : OptionalLong.empty(),
                OptionalLong.of(incremental ? 1_000_000 : rows),
                OptionalLong.of(30));
    }

    private double noise(double share) {
        return 1 + share * random.nextGaussian();
    }

    @Test
    void without_runs_the_usual_holds_and_is_said_to() {
        CostModel model = CostFit.of(List.of(), CostModel.USUAL);

        assertThat(model.incremental().cpu(10_000))
                .isEqualTo(CostModel.USUAL.incremental().cpu(10_000));
        assertThat(model.fitted(RefreshMode.INCREMENTAL).confidence()).isEqualTo(CostCurve.Confidence.PRIOR);
        assertThat(model.basis()).contains("as a rule");
    }

    @Test
    void noise_and_runs_on_a_busy_machine_do_not_lead_it_astray() {
        List<Observed> runs = new ArrayList<>();
        for (int run = 0; run < 40; run++) {
            long rows = random.nextInt(200_000);
            double cpu = (FIXED + PER_ROW * rows) * Math.max(0.3, noise(0.12));
            runs.add(run(Kind.INCREMENTAL, run % 6 == 0 ? 5 * cpu : cpu, rows, 2));
        }

        CostModel model = CostFit.of(runs, CostModel.USUAL);

        for (long rows : new long[] {0, 1_000, 50_000, 200_000}) {
            double truth = FIXED + PER_ROW * rows;
            assertThat(model.incremental().cpu(rows)).as("%d rows", rows).isCloseTo(truth, within(0.15 * truth));
        }
        assertThat(model.fitted(RefreshMode.INCREMENTAL).confidence()).isEqualTo(CostCurve.Confidence.HIGH);
        assertThat(model.basis(RefreshMode.INCREMENTAL)).contains("40 of its own runs");
    }

    @Test
    void a_few_runs_of_one_size_scale_the_usual_to_what_was_metered() {
        double usual = CostModel.USUAL.full().cpu(500_000);
        List<Observed> runs = List.of(
                run(Kind.FULL, 4 * usual, 500_000, 6),
                run(Kind.FULL, 4.2 * usual, 500_000, 6),
                run(Kind.FULL, 3.8 * usual, 500_000, 7));

        CostModel model = CostFit.of(runs, CostModel.USUAL);

        assertThat(model.full().cpu(500_000)).isCloseTo(4 * usual, within(0.6 * usual));
        double twice = CostModel.USUAL.full().cpu(1_000_000);
        assertThat(model.full().cpu(1_000_000)).isCloseTo(4 * twice, within(0.8 * twice));
        assertThat(model.fitted(RefreshMode.FULL).confidence()).isEqualTo(CostCurve.Confidence.LOW);
    }

    @Test
    void what_runs_cost_lately_counts_more_than_what_they_cost_while_the_code_was_cold() {
        List<Observed> runs = new ArrayList<>();
        for (int run = 0; run < 40; run++) {
            runs.add(run(Kind.INCREMENTAL, run < 20 ? 0.2 : 0.35, 1_000, 2));
        }

        assertThat(CostFit.of(runs, CostModel.USUAL).incremental().cpu(1_000)).isLessThan(0.27);
    }

    @Test
    void what_is_cheap_in_one_mode_is_thought_to_be_cheap_in_those_never_tried() {
        List<Observed> runs = new ArrayList<>();
        for (int run = 0; run < 10; run++) {
            runs.add(run(Kind.INCREMENTAL, 0.02, 1_000, 2));
        }

        CostModel model = CostFit.of(runs, CostModel.USUAL);

        assertThat(model.continuous().perCommit())
                .isLessThan(CostModel.USUAL.continuous().perCommit() / 3);
        assertThat(model.full().cpu(100_000)).isLessThan(CostModel.USUAL.full().cpu(100_000) / 3);
        assertThat(model.incremental().cpu(1_000)).isCloseTo(0.02, within(0.005));
        assertThat(model.fitted(RefreshMode.FULL).confidence()).isEqualTo(CostCurve.Confidence.PRIOR);
    }

    @Test
    void what_a_job_costs_that_always_runs_is_told_apart_into_standing_commits_and_rows() {
        List<Observed> minutes = new ArrayList<>();
        for (int minute = 0; minute < 60; minute++) {
            long commits = random.nextInt(60);
            long rows = commits * random.nextInt(2_000);
            double cpu = (60 * 0.03 + commits * 0.08 + rows * 0.000_020) * noise(0.08);
            minutes.add(new Observed(
                    Kind.CONTINUOUS,
                    Duration.ofMinutes(1),
                    Optional.of(Duration.ofMillis(Math.round(1_000 * cpu))),
                    commits,
                    OptionalLong.of(rows),
                    OptionalLong.empty(),
                    OptionalLong.of(commits * 12)));
        }

        CostModel.Standing standing = CostFit.of(minutes, CostModel.USUAL).continuous();

        for (long commits : new long[] {0, 1_440, 40_000}) {
            double rows = commits * 500.0;
            double truth = 86_400 * 0.03 + commits * 0.08 + rows * 0.000_020;
            assertThat(standing.cpuPerDay(commits, rows))
                    .as("%d commits", commits)
                    .isCloseTo(truth, within(0.15 * truth));
        }
        assertThat(standing.requests()).isEqualTo(12);
    }

    @Test
    void nothing_is_ever_thought_to_cost_less_than_nothing() {
        List<Observed> runs = new ArrayList<>();
        for (int run = 0; run < 20; run++) {
            // The more rows, the cheaper: no coefficient above zero explains that.
            runs.add(run(Kind.INCREMENTAL, 3 - run * 0.1, run * 10_000L, 2));
        }

        CostModel.PerRun incremental = CostFit.of(runs, CostModel.USUAL).incremental();

        assertThat(incremental.fixed()).isNotNegative();
        assertThat(incremental.perRow()).isNotNegative();
    }

    @Test
    void how_long_a_run_takes_is_known_from_runs_that_were_not_metered_too() {
        List<Observed> runs = new ArrayList<>();
        for (int run = 0; run < 20; run++) {
            runs.add(new Observed(
                    Kind.FULL,
                    Duration.ofSeconds(run == 3 || run == 4 ? 9 : 4),
                    Optional.empty(),
                    1,
                    OptionalLong.empty(),
                    OptionalLong.empty(),
                    OptionalLong.empty()));
        }

        CostModel model = CostFit.of(runs, CostModel.USUAL);

        assertThat(model.full().takes()).isBetween(Duration.ofSeconds(8), Duration.ofSeconds(9));
        assertThat(model.fitted(RefreshMode.FULL).confidence()).isEqualTo(CostCurve.Confidence.PRIOR);
    }
}
