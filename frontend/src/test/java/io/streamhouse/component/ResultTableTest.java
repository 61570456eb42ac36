package io.streamhouse.component;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamhouse.component.ResultTable.ChangeKind;
import io.streamhouse.component.ResultTable.Layout;
import io.streamhouse.component.ResultTable.ResultColumn;
import io.streamhouse.component.ResultTable.ResultRow;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ResultTableTest {

    @Test
    void only_the_window_of_a_changing_result_is_kept() {
        ResultTable table = new ResultTable("Result");
        table.startChanges(100);

        table.offer(rows(0, 30));
        table.offer(rows(30, 1_030));

        assertThat(table.changes()).isEqualTo(1_030);
        assertThat(table.windowRows()).hasSize(100);
        assertThat(table.windowRows().getFirst().cells()).containsExactly("930");
        assertThat(table.windowRows().getLast().cells()).containsExactly("1029");
    }

    @Test
    void a_new_result_forgets_the_last_one() {
        ResultTable table = new ResultTable("Result");
        table.startChanges(100);
        table.offer(rows(0, 10));

        table.startChanges(100);

        assertThat(table.changes()).isZero();
        assertThat(table.windowRows()).isEmpty();
    }

    @Test
    void a_column_is_laid_out_by_its_type() {
        assertThat(ResultColumn.of("a", "DECIMAL(10, 2) NOT NULL").layout()).isEqualTo(Layout.NUMBER);
        assertThat(ResultColumn.of("a", "BIGINT").layout()).isEqualTo(Layout.NUMBER);
        assertThat(ResultColumn.of("a", "TIMESTAMP(3) *ROWTIME*").layout()).isEqualTo(Layout.TIME);
        assertThat(ResultColumn.of("a", "TIMESTAMP_LTZ(3)").layout()).isEqualTo(Layout.TIME);
        assertThat(ResultColumn.of("a", "ROW<a INT>").layout()).isEqualTo(Layout.NESTED);
        assertThat(ResultColumn.of("a", "VARCHAR(20)").layout()).isEqualTo(Layout.TEXT);
    }

    private static List<ResultRow> rows(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(at -> new ResultRow(ChangeKind.INSERT, List.of(Integer.toString(at))))
                .toList();
    }
}
