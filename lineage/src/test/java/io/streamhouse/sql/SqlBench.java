package io.streamhouse.sql;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * How long splitting and completing take while somebody types: in a script of 2,000 lines (some 270 statements) with the
 * cursor in its middle, and a catalog of 1,000 relations of 20 columns each.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 2)
@Fork(1)
public class SqlBench {

    private static final String STATEMENT = """
            -- how much each country spends; by day
            INSERT INTO spending
            SELECT c.country, CAST(o.created_at AS DATE) AS day, SUM(o.total) AS total
            FROM orders AS o
            JOIN customers AS c ON o.customer_id = c.customer_id /* not all have one; */
            WHERE o.status <> 'cancelled; or not' AND o.total > 0
            GROUP BY c.country, CAST(o.created_at AS DATE);

            """;

    private final CompletionSource names = new ShopNames(1_000);
    private final String script = STATEMENT.repeat(250);
    private final String typed = script.substring(0, script.length() / 2);
    private final int middle = typed.lastIndexOf("-- how");
    private final String inFrom = withTyped("SELECT * FROM rel");
    private final String inSelect = withTyped("SELECT o.cu FROM orders o JOIN customers c ON true;\n");

    private String withTyped(String text) {
        return script.substring(0, middle) + text + "\n" + script.substring(middle);
    }

    @Benchmark
    public List<Slice> split() {
        return Scripts.split(script);
    }

    @Benchmark
    public List<Suggestion> completeRelation() {
        return Completer.complete(inFrom, middle + "SELECT * FROM rel".length(), names);
    }

    @Benchmark
    public List<Suggestion> completeColumn() {
        return Completer.complete(inSelect, middle + "SELECT o.cu".length(), names);
    }

    @Benchmark
    public List<Diagnostic> check() {
        return Diagnostics.check(script);
    }

    public static void main(String[] args) throws RunnerException {
        new Runner(new OptionsBuilder().include(SqlBench.class.getSimpleName()).build()).run();
    }
}
