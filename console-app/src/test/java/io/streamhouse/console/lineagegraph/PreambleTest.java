package io.streamhouse.console.lineagegraph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamhouse.lineage.LineageAnalyzer;
import io.streamhouse.lineage.StatementLineage;
import io.streamhouse.lineage.StatementLineage.Refused;
import io.streamhouse.lineage.StatementLineage.Traced;
import io.streamhouse.model.DatabaseId;
import io.streamhouse.model.Position;
import io.streamhouse.model.ProblemException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class PreambleTest {

    private static List<StatementLineage> analyze(String ddl, String sql) {
        String before = ddl + "\n;\n";
        return Preamble.cut(
                LineageAnalyzer.analyze(
                        before + sql, new DatabaseId("lake", "shop"), id -> Optional.empty(), List.of()),
                before);
    }

    @Test
    void statements_rest_on_the_definitions_before_them_and_stand_where_they_were_written() {
        List<StatementLineage> statements =
                analyze("CREATE TABLE t (\n  a INT,\n  b INT);\n-- no more", "SELECT a FROM t;\nSELECT b\n  FORM t");

        assertThat(statements).hasSize(2);
        assertThat(statements.getFirst()).isInstanceOfSatisfying(Traced.class, traced -> {
            assertThat(traced.columns())
                    .singleElement()
                    .satisfies(column -> assertThat(column.column()).isEqualTo("a"));
            assertThat(traced.statement().from()).isZero();
            assertThat(traced.statement().start()).isEqualTo(new Position(1, 1));
        });
        assertThat(statements.getLast())
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.problem().where())
                                .hasValueSatisfying(at -> assertThat(at.line()).isEqualTo(3)));
    }

    @Test
    void a_mistake_in_the_definitions_is_told_as_such() {
        assertThatThrownBy(() -> analyze("CREATE TABEL t (a INT)", "SELECT 1"))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("ddl");
    }
}
