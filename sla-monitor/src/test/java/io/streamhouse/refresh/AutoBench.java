package io.streamhouse.refresh;

import io.streamhouse.cost.CostFit;
import io.streamhouse.cost.CostModel;
import io.streamhouse.cost.Forecast;
import io.streamhouse.cost.Observed;
import io.streamhouse.cost.Prices;
import io.streamhouse.cost.Workload;
import io.streamhouse.model.RefreshMode;
import io.streamhouse.plan.Maintainability;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What AUTO's choices cost on a workload whose rate changes tenfold twice a day, against the best mode in hindsight, by a
 * simulated clock. Runs cost what {@code PredictionBench} fitted to metered ones, with noise; AUTO knows that only by what
 * it has fitted itself, and the workload only by what it has seen of it. Not part of the build:
 * {@code mvn test -pl sla-monitor -am -Dtest=AutoBench}.
 */
final class AutoBench {

    private static final Logger LOG = LoggerFactory.getLogger(AutoBench.class);

    private static final int DAYS = 4;
    private static final Duration STEP = Duration.ofSeconds(20);
    private static final Duration SEEN = Duration.ofMinutes(15);

    private static final CostModel FITTED_SUMS = fitted(0.0028, 0.044, 18e-6, 0.165, 8.9e-6, 0.135, 0.03e-6);
    private static final CostModel FITTED_BY_SEGMENT = fitted(0.0057, 0.086, 33e-6, 0.277, 8.9e-6, 0.171, 0.24e-6);
    private static final CostModel FITTED_JOINED = fitted(0.0045, 0.047, 30e-6, 0.269, 16e-6, 0.148, 2.0e-6);

    /** An aggregate over a table. */
    private record Truth(String name, CostModel model, double baseRows) {}

    private final Random random = new Random(3);

    private static CostModel fitted(
            double cores,
            double perCommit,
            double perChange,
            double incremental,
            double perChangeTakenUp,
            double full,
            double perRow) {
        CostModel usual = CostModel.USUAL;
        return new CostModel(
                new CostModel.Standing(
                        cores,
                        perCommit,
                        perChange,
                        usual.continuous().requests(),
                        usual.continuous().fitted()),
                run(incremental, perChangeTakenUp, usual.incremental()),
                run(full, perRow, usual.full()),
                run(full + incremental, perRow + perChangeTakenUp, usual.anew()));
    }

    private static CostModel.PerRun run(double fixed, double perRow, CostModel.PerRun usual) {
        return new CostModel.PerRun(fixed, perRow, usual.requests(), usual.takes(), fixed, usual.fitted());
    }

    @Test
    void auto_against_the_best_mode_in_hindsight() {
        List<Truth> truths = List.of(
                new Truth("sums over a million rows", FITTED_SUMS, 1_000_000),
                new Truth("sums over fifty thousand rows", FITTED_SUMS, 50_000),
                new Truth("sums over ten million rows", FITTED_SUMS, 10_000_000),
                new Truth("a join's sums over a million rows", FITTED_BY_SEGMENT, 1_000_000),
                new Truth("a join over a million rows", FITTED_JOINED, 1_000_000));
        double worst = 0;
        for (Truth truth : truths) {
            for (int seconds : new int[] {10, 30, 60, 120, 300, 900, 3_600}) {
                worst = Math.max(worst, run(truth, Duration.ofSeconds(seconds)));
            }
        }
        LOG.info("at the worst {} % above the best single mode in hindsight", Math.round(100 * worst));
    }

    private double run(Truth truth, Duration target) {
        Map<RefreshMode, Double> pinned = new EnumMap<>(RefreshMode.class);
        double auto = 0;
        double oracle = 0;
        CostModel known = learnt(truth);
        Optional<RefreshMode> held = Optional.empty();
        Optional<Instant> switchedAt = Optional.empty();
        int switches = 0;
        Deque<Double> seen = new ArrayDeque<>();
        Instant begin = Instant.parse("2026-11-22T00:00:00Z");
        Duration whole = Duration.ofDays(DAYS);
        for (Duration at = Duration.ZERO; at.compareTo(whole) < 0; at = at.plus(STEP)) {
            // A commit a second of few rows or of ten times as many, changing at six and at eighteen o'clock.
            long hour = at.toHours() % 24;
            double rate = (hour >= 6 && hour < 18 ? 1_700 : 170) * (1 + 0.1 * random.nextGaussian());
            seen.addLast(Math.max(0, rate));
            if (seen.size() > SEEN.dividedBy(STEP)) {
                seen.removeFirst();
            }
            double mean = seen.stream().mapToDouble(it -> it).average().orElse(rate);
            ModeChoice.Chosen chosen = new CostChoice()
                    .choose(new ModeChoice.Question(
                            Optional.of(target),
                            new Maintainability.Incremental(),
                            forecast(known, mean, truth),
                            held,
                            switchedAt,
                            false,
                            begin.plus(at)));
            Forecast actual = forecast(truth.model(), rate, truth);
            if (held.isPresent() && held.get() != chosen.mode()) {
                auto += actual.switchCost(held.get(), chosen.mode());
                switches++;
                switchedAt = Optional.of(begin.plus(at));
            }
            held = Optional.of(chosen.mode());
            double noise = Math.max(0.5, 1 + 0.15 * random.nextGaussian());
            double least = Double.MAX_VALUE;
            for (RefreshMode mode : RefreshMode.values()) {
                if (mode != RefreshMode.CONTINUOUS && !actual.keeps(mode, target)) {
                    continue;
                }
                double cost = noise * actual.wholePerDay(mode, target) * STEP.toSeconds() / 86_400;
                pinned.merge(mode, cost, Double::sum);
                least = Math.min(least, cost);
                auto += mode == chosen.mode() ? cost : 0;
            }
            oracle += least;
        }
        Map.Entry<RefreshMode, Double> best =
                pinned.entrySet().stream().min(Map.Entry.comparingByValue()).orElseThrow();
        double above = auto / best.getValue() - 1;
        LOG.info(String.format(
                Locale.ROOT,
                "%s at %s: AUTO %.3f a day with %d switches; best single mode %s %.3f (%+.0f %%), best at every moment"
                        + " %.3f (%+.0f %%)",
                truth.name(),
                CostChoice.text(target),
                auto / DAYS,
                switches,
                best.getKey(),
                best.getValue() / DAYS,
                100 * above,
                oracle / DAYS,
                100 * (auto / oracle - 1)));
        return above;
    }

    /** What AUTO has found out from twenty noisy runs of each mode. */
    private CostModel learnt(Truth truth) {
        List<Observed> runs = new ArrayList<>();
        for (int run = 0; run < 20; run++) {
            double noise = Math.max(0.5, 1 + 0.15 * random.nextGaussian()) * (run % 9 == 0 ? 3 : 1);
            long changed = random.nextInt(100_000);
            long base = (long) (truth.baseRows() * (0.8 + 0.4 * random.nextDouble()));
            CostModel model = truth.model();
            runs.add(run(Observed.Kind.INCREMENTAL, noise * model.incremental().cpu(changed), changed, base));
            runs.add(run(Observed.Kind.FULL, noise * model.full().cpu(base), changed, base));
            long commits = random.nextInt(60);
            double minute = 60 * model.continuous().cores()
                    + commits * model.continuous().perCommit()
                    + changed * model.continuous().perChangedRow();
            runs.add(new Observed(
                    Observed.Kind.CONTINUOUS,
                    Duration.ofMinutes(1),
                    Optional.of(millis(noise * minute)),
                    commits,
                    OptionalLong.of(changed),
                    OptionalLong.empty(),
                    OptionalLong.of(Math.round(commits * model.continuous().requests()))));
        }
        return CostFit.of(runs, CostModel.USUAL);
    }

    private static Observed run(Observed.Kind kind, double cpu, long changed, long base) {
        double requests = kind == Observed.Kind.FULL
                ? CostModel.USUAL.full().requests()
                : CostModel.USUAL.incremental().requests();
        return new Observed(
                kind,
                Duration.ofSeconds(2),
                Optional.of(millis(cpu)),
                1,
                OptionalLong.of(changed),
                OptionalLong.of(base),
                OptionalLong.of(Math.round(requests)));
    }

    private static Duration millis(double seconds) {
        return Duration.ofMillis(Math.round(1_000 * seconds));
    }

    private static Forecast forecast(CostModel model, double rows, Truth truth) {
        return new Forecast(
                model,
                new Workload(1, 1, rows, 0, truth.baseRows(), Duration.ofMinutes(15)),
                Prices.DEFAULT,
                Duration.ZERO);
    }
}
