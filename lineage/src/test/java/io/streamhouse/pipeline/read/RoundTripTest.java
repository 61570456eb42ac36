package io.streamhouse.pipeline.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamhouse.model.DatabaseId;
import io.streamhouse.pipeline.GeneratedPipeline;
import io.streamhouse.pipeline.Pipeline;
import io.streamhouse.pipeline.write.PipelineSql;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** {@code -Dstreamhouse.pipeline.graphs=20000} makes more pipelines, {@code -Dstreamhouse.pipeline.seed=…} other ones. */
class RoundTripTest {

    private static final int GRAPHS = Integer.getInteger("streamhouse.pipeline.graphs", 400);
    private static final long SEED = Long.getLong("streamhouse.pipeline.seed", 7L);
    private static final DatabaseId HERE = new DatabaseId("streamhouse", "shop");

    @Test
    void what_was_written_is_read_as_the_same_pipeline() {
        for (int at = 0; at < GRAPHS; at++) {
            long seed = SEED * 1_000_003 + at;
            Pipeline pipeline = GeneratedPipeline.of(seed, 1 + at % 25);
            String written = PipelineSql.write(pipeline, name -> Optional.empty());
            ReadPipeline read = PipelineReader.read(written, HERE, id -> Optional.empty(), List.of(), Pipeline.EMPTY);

            assertThat(read.pipeline().nodes())
                    .describedAs("seed %d %s%n%s", seed, read.asText(), written)
                    .containsExactlyInAnyOrderElementsOf(pipeline.nodes());
            assertThat(new HashSet<>(read.pipeline().links()))
                    .describedAs("seed %d%n%s", seed, written)
                    .isEqualTo(new HashSet<>(pipeline.links()));
            ReadPipeline known = PipelineReader.read(written, HERE, id -> Optional.empty(), List.of(), pipeline);
            assertThat(known.pipeline())
                    .describedAs("seed %d, in the same order", seed)
                    .isEqualTo(new Pipeline(pipeline.nodes(), pipeline.links()));
        }
    }
}
