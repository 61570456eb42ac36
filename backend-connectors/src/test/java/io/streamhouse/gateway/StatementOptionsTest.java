package io.streamhouse.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamhouse.model.ExecutionMode;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which statements get names for their operators, so that state finds them in a resumed job. */
final class StatementOptionsTest {

    private static StatementOptions streaming(String sql) {
        return new StatementOptions(StatementShape.of(sql), ExecutionMode.STREAMING, Map.of(), Map.of());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO t SELECT a, b FROM s",
                "INSERT INTO t SELECT a FROM s, r WHERE s.a = r.a",
                "INSERT INTO t SELECT a FROM db.s JOIN r ON s.a = r.a",
                "INSERT INTO s SELECT a FROM s"
            })
    void everyTableOnceIsNamed(String sql) {
        assertThat(streaming(sql).namesOperators()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO t SELECT a.id FROM s a JOIN s b ON a.id = b.id",
                "INSERT INTO t SELECT a.id FROM s a, s b WHERE a.id = b.id",
                "INSERT INTO t SELECT a.id FROM r, `s` a, s b WHERE a.id = b.id",
                "INSERT INTO t SELECT id FROM x.s UNION ALL SELECT id FROM y.s",
                "EXECUTE STATEMENT SET BEGIN INSERT INTO t SELECT 1; INSERT INTO t SELECT 2; END"
            })
    void aTableThatIsReadOrWrittenTwiceIsNot(String sql) {
        assertThat(streaming(sql).namesOperators()).isFalse();
    }

    @Test
    void namesOfItsOwnAreLeftAlone() {
        assertThat(streaming("INSERT INTO t SELECT id FROM s /*+ OPTIONS('source.operator-uid.suffix' = 'mine') */")
                        .namesOperators())
                .isFalse();
    }

    @Test
    void anEmptyOptionWithdrawsTheName() {
        assertThat(new StatementOptions(
                                StatementShape.of("INSERT INTO t SELECT a FROM s"),
                                ExecutionMode.STREAMING,
                                Map.of(),
                                Map.of(
                                        "paimon.*.*.*.source.operator-uid.suffix", "",
                                        "paimon.*.*.*.sink.operator-uid.suffix", ""))
                        .namesOperators())
                .isFalse();
    }

    @Test
    void checkpointsOfAWritingStreamAreKeptUnlessTheSessionSaysOtherwise() {
        String retention = "execution.checkpointing.externalized-checkpoint-retention";
        assertThat(streaming("INSERT INTO t SELECT a FROM s").forEngine())
                .containsEntry(retention, "RETAIN_ON_CANCELLATION");
        assertThat(new StatementOptions(
                                StatementShape.of("INSERT INTO t SELECT a FROM s"),
                                ExecutionMode.STREAMING,
                                Map.of(retention, "NO_EXTERNALIZED_CHECKPOINTS"),
                                Map.of())
                        .forEngine())
                .doesNotContainKey(retention);
    }

    @Test
    void batchNeedsNone() {
        assertThat(new StatementOptions(
                                StatementShape.of("INSERT INTO t SELECT a FROM s"),
                                ExecutionMode.BATCH,
                                Map.of(),
                                Map.of())
                        .namesOperators())
                .isFalse();
    }
}
