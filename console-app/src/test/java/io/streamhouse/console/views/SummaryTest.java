package io.streamhouse.console.views;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamhouse.console.views.Summary.Bucket;
import io.streamhouse.console.views.Summary.Function;
import io.streamhouse.console.views.Summary.Measure;
import io.streamhouse.console.views.Summary.Size;
import io.streamhouse.model.Column;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.Schema;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class SummaryTest {

    private static final RelationId ORDERS = new RelationId("streamhouse", "shop", "orders");

    private static final Schema SCHEMA = new Schema(
            List.of(
                    new Column("id", "BIGINT", false, Optional.empty(), Optional.empty()),
                    new Column("status", "STRING", false, Optional.empty(), Optional.empty()),
                    new Column("order", "STRING", true, Optional.empty(), Optional.empty()),
                    new Column("at", "TIMESTAMP_LTZ(3)", true, Optional.empty(), Optional.empty()),
                    new Column("amount", "DECIMAL(10, 2)", true, Optional.empty(), Optional.empty())),
            List.of("id"),
            List.of(),
            Optional.empty());

    @Test
    void groups_time_and_figures_become_a_query_with_a_key_that_is_never_null() {
        Summary summary = new Summary(
                ORDERS,
                List.of("status", "order"),
                Optional.of(new Bucket("at", Size.HOUR)),
                List.of(new Measure(Function.COUNT, ""), new Measure(Function.SUM, "amount")));

        assertThat(summary.sql(SCHEMA)).isEqualTo("""
                        SELECT
                          status,
                          `order`,
                          FLOOR(`at` TO HOUR) AS hour_of_at,
                          COUNT(*) AS row_count,
                          SUM(amount) AS total_amount
                        FROM streamhouse.shop.orders
                        WHERE `order` IS NOT NULL
                          AND `at` IS NOT NULL
                        GROUP BY status, `order`, FLOOR(`at` TO HOUR)""");
        assertThat(summary.leftOut(SCHEMA)).containsExactly("order", "at");
        assertThat(summary.suggestedName()).isEqualTo("orders_by_status_and_order_and_hour");
    }

    @Test
    void everything_together_is_one_row() {
        Summary summary = new Summary(
                ORDERS, List.of(), Optional.empty(), List.of(new Measure(Function.COUNT_DISTINCT, "status")));

        assertThat(summary.sql(SCHEMA))
                .isEqualTo("SELECT\n  COUNT(DISTINCT status) AS different_status\nFROM streamhouse.shop.orders");
    }

    @Test
    void figures_are_offered_for_types_that_have_them_only() {
        assertThat(Function.SUM.takes("STRING")).isFalse();
        assertThat(Function.AVG.takes("DECIMAL(10, 2)")).isTrue();
        assertThat(Function.MAX.takes("ARRAY<INT>")).isFalse();
        assertThat(Function.COUNT_DISTINCT.takes("STRING")).isTrue();
    }
}
