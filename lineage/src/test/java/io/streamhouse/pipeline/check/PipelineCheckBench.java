package io.streamhouse.pipeline.check;

import io.streamhouse.model.FreshnessTarget;
import io.streamhouse.model.RequestedMode;
import io.streamhouse.pipeline.CheckedShop;
import io.streamhouse.pipeline.Drawn;
import io.streamhouse.pipeline.Pipeline;
import io.streamhouse.pipeline.PipelineNode;
import io.streamhouse.pipeline.Step;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * How long it takes from a change of one node of 100 to the checked columns of all those after it: 300 ms at most are the
 * aim.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 4, time = 5)
@Measurement(iterations = 4, time = 5)
@Fork(1)
public class PipelineCheckBench {

    private static final int BRANCHES = 8;
    private static final int STEPS = 10;

    /** What is changed: a condition near the sources, a column that all those after it carry on, or one at the end. */
    @Param({"condition", "column", "end"})
    private String change = "";

    private final CheckedShop shop = new CheckedShop();
    private final PipelineChecker checker = new PipelineChecker();
    private Pipeline pipeline = Pipeline.EMPTY;
    private int changes;

    /** Eight sources of ten steps each, joined with customers, put together, counted and kept: 100 nodes. */
    @Setup
    public void draw() {
        Drawn drawn = Drawn.pipeline();
        drawn.source("orders").source("customers");
        drawn.node("root", Drawn.filter("amount > 0"), "orders");
        drawn.node("wide", new Step.Project(true, Drawn.columns("amount * 2 AS twice"), false), "root");
        String[] ends = new String[BRANCHES];
        for (int branch = 0; branch < BRANCHES; branch++) {
            String last = "wide";
            for (int step = 0; step < STEPS; step++) {
                String name = "b" + branch + "_" + step;
                if (step == 4) {
                    drawn.node(
                            name,
                            Drawn.join(
                                    last + ".customer_id = customers.customer_id",
                                    last + ".customer_id",
                                    "order_id",
                                    "status",
                                    "amount",
                                    "twice",
                                    "region"),
                            last,
                            "customers");
                } else if (step % 2 == 0) {
                    drawn.node(name, Drawn.filter("amount > " + step + " AND status <> 'LOST'"), last);
                } else {
                    drawn.node(
                            name,
                            new Step.Project(true, Drawn.columns("amount + " + step + " AS plus_" + step), false),
                            last);
                }
                last = name;
            }
            ends[branch] = last;
        }
        drawn.node("together", new Step.SetOperation(Step.SetKind.UNION_ALL), ends);
        for (int view = 0; view < 5; view++) {
            drawn.node("known_" + view, Drawn.filter("region IS NOT NULL AND amount > " + view), "together");
            drawn.node(
                    "counted_" + view,
                    Drawn.aggregate(Drawn.columns("region"), Drawn.columns("COUNT(*) AS n", "SUM(twice) AS total")),
                    "known_" + view);
            drawn.node(
                    "kept_" + view,
                    new Step.IntoView(
                            CheckedShop.SHOP.relation("kept_" + view),
                            List.of(),
                            List.of(),
                            FreshnessTarget.parse("PT1M"),
                            RequestedMode.parse("AUTO"),
                            Map.of()),
                    "counted_" + view);
        }
        pipeline = drawn.done();
        if (pipeline.nodes().size() != 100) {
            throw new IllegalStateException(pipeline.nodes().size() + " nodes");
        }
        Map<String, NodeCheck> checks = checker.check(pipeline, CheckedShop.SHOP, shop, List.of());
        checks.forEach((name, check) -> {
            if (!(check instanceof NodeCheck.Typed)) {
                throw new IllegalStateException(name + ": " + check);
            }
        });
    }

    @Benchmark
    public Map<String, NodeCheck> check() {
        changes++;
        PipelineNode changed =
                switch (change) {
                    case "condition" -> PipelineNode.of("root", Drawn.filter("amount > " + changes));
                    case "column" ->
                        PipelineNode.of(
                                "wide",
                                new Step.Project(
                                        true,
                                        Drawn.columns(
                                                "CAST(amount AS DECIMAL(" + (12 + changes % 9) + ", 2)) AS twice"),
                                        false));
                    default -> PipelineNode.of("known_3", Drawn.filter("amount > " + changes));
                };
        pipeline = pipeline.changed(changed);
        return checker.check(pipeline, CheckedShop.SHOP, shop, List.of());
    }

    public static void main(String[] args) throws RunnerException {
        new Runner(new OptionsBuilder()
                        .include(PipelineCheckBench.class.getSimpleName())
                        .build())
                .run();
    }
}
