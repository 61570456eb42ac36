package io.streamhouse.console.pipeline.ui;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class SuggestedNameTest {

    @Test
    void a_column_keeps_its_name() {
        assertThat(SuggestedName.of("price", 1)).isEqualTo("price");
        assertThat(SuggestedName.of("orders . price", 1)).isEqualTo("price");
        assertThat(SuggestedName.of("o.`total amount`", 1)).isEqualTo("total amount");
    }

    @Test
    void a_call_is_named_by_its_function_and_column() {
        assertThat(SuggestedName.of("SUM(o.price)", 1)).isEqualTo("sum_price");
        assertThat(SuggestedName.of("COUNT(*)", 1)).isEqualTo("row_count");
        assertThat(SuggestedName.of("COUNT(DISTINCT session_id)", 1)).isEqualTo("count_session_id");
    }

    @Test
    void anything_else_is_numbered() {
        assertThat(SuggestedName.of("price * quantity", 2)).isEqualTo("column_2");
        assertThat(SuggestedName.of("SUM(a) + SUM(b)", 3)).isEqualTo("column_3");
    }
}
