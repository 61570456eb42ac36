package io.streamhouse.lineage;

import io.streamhouse.model.DatabaseId;
import io.streamhouse.model.Relation;
import io.streamhouse.model.RelationId;
import io.streamhouse.plan.ScriptPlanner;
import io.streamhouse.sql.Scripts;
import io.streamhouse.sql.Slice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * How long lineage takes, warm and on one core. Aims: 95 % of the queries of TPC-DS in 100 ms or less each (the samples
 * of {@code tpcds} are single queries in turn), and 200 simple statements a second. The folder of TPC-DS, which is not
 * part of the project, is named with {@code -Dstreamhouse.tpcds=…}; without it that part says so and stops.
 */
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 8)
@Measurement(iterations = 3, time = 8)
@Fork(1)
public class LineageBench {

    /** Statements as people write most of them. */
    @State(Scope.Benchmark)
    public static class Simple {

        private final LineageShop shop = new LineageShop();
        private final List<String> statements = List.of(
                "SELECT id, amount + 1 AS more FROM orders WHERE status = 'PAID'",
                "SELECT customer_id, COUNT(*) AS n, SUM(amount) AS total FROM orders GROUP BY customer_id",
                "INSERT INTO sink (id, name) SELECT o.id, c.name FROM orders o JOIN customers c ON o.customer_id = c.id",
                "SELECT customer, total FROM paid_by_customer WHERE total > 10");
        private int next;

        String next() {
            next = (next + 1) % statements.size();
            return statements.get(next);
        }
    }

    /** The queries of TPC-DS, one after the other. */
    @State(Scope.Benchmark)
    public static class Tpcds {

        private static final DatabaseId HERE = new DatabaseId("streamhouse", "here");
        private static final Pattern TABLE = Pattern.compile("(?i)CREATE\\s+TABLE\\s+`?(\\w+)");

        private final Map<RelationId, Relation> tables = new HashMap<>();
        private final List<String> queries = new ArrayList<>();
        private int next;

        @Setup
        public void read() throws IOException {
            String folder = System.getProperty("streamhouse.tpcds", "");
            if (folder.isEmpty()) {
                throw new IllegalStateException("Name the folder of TPC-DS with -Dstreamhouse.tpcds=…");
            }
            String ddl = Files.readString(Path.of(folder, "tables.sql"));
            ScriptPlanner.read(HERE, id -> Optional.empty(), false, List.of(), planner -> {
                for (Slice table : Scripts.split(ddl)) {
                    planner.next(table.text());
                    Matcher name = TABLE.matcher(table.text());
                    if (name.find()) {
                        RelationId id = HERE.relation(name.group(1));
                        planner.relation(id).ifPresent(relation -> tables.put(id, relation));
                    }
                }
                return tables.size();
            });
            try (Stream<Path> files = Files.list(Path.of(folder, "queries"))) {
                for (Path file : files.sorted().toList()) {
                    queries.add(Files.readString(file));
                }
            }
        }

        String next() {
            next = (next + 1) % queries.size();
            return queries.get(next);
        }
    }

    @Benchmark
    @BenchmarkMode(Mode.Throughput)
    @OutputTimeUnit(TimeUnit.SECONDS)
    public List<StatementLineage> simple(Simple simple) {
        return simple.shop.all(simple.next());
    }

    @Benchmark
    @BenchmarkMode(Mode.SampleTime)
    public List<StatementLineage> tpcds(Tpcds tpcds) {
        return LineageAnalyzer.analyze(
                tpcds.next(), Tpcds.HERE, id -> Optional.ofNullable(tpcds.tables.get(id)), List.of());
    }

    public static void main(String[] args) throws RunnerException {
        new Runner(new OptionsBuilder().include(LineageBench.class.getName()).build()).run();
    }
}
