package io.streamhouse.pipeline.read;

import io.streamhouse.model.DatabaseId;
import io.streamhouse.pipeline.GeneratedPipeline;
import io.streamhouse.pipeline.Pipeline;
import io.streamhouse.pipeline.write.PipelineSql;
import java.util.List;
import java.util.Optional;
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

/** How long a pipeline of 100 nodes takes to be written as SQL, and to be read back: 150 ms are allowed each way. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 2)
@Fork(1)
public class PipelineBench {

    private final Pipeline pipeline = GeneratedPipeline.of(5, 100);
    private final String sql = PipelineSql.write(pipeline, name -> Optional.empty());

    @Benchmark
    public String write() {
        return PipelineSql.write(pipeline, name -> Optional.empty());
    }

    @Benchmark
    public ReadPipeline read() {
        return PipelineReader.read(
                sql, new DatabaseId("streamhouse", "shop"), id -> Optional.empty(), List.of(), pipeline);
    }

    public static void main(String[] arguments) throws RunnerException {
        new Runner(new OptionsBuilder()
                        .include(PipelineBench.class.getSimpleName())
                        .build())
                .run();
    }
}
