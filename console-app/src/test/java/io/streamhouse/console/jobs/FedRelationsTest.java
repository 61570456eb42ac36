package io.streamhouse.console.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamhouse.model.RelationId;
import org.junit.jupiter.api.Test;

/** What a job's name tells of the relations it feeds. */
final class FedRelationsTest {

    @Test
    void an_insert_names_its_table() {
        assertThat(FedRelations.of("insert-into_streamhouse.shop.totals"))
                .containsExactly(new RelationId("streamhouse", "shop", "totals"));
    }

    @Test
    void a_statement_set_names_all_its_tables() {
        assertThat(FedRelations.of("insert-into_c.d.a,c.d.b"))
                .containsExactly(new RelationId("c", "d", "a"), new RelationId("c", "d", "b"));
    }

    @Test
    void a_table_written_twice_is_one_table() {
        assertThat(FedRelations.of("insert-into_c.d.a_1,c.d.a_2")).containsExactly(new RelationId("c", "d", "a"));
    }

    @Test
    void a_table_whose_name_ends_in_a_number_keeps_it() {
        assertThat(FedRelations.of("insert-into_c.d.orders_2026"))
                .containsExactly(new RelationId("c", "d", "orders_2026"));
    }

    @Test
    void a_name_chosen_by_hand_tells_nothing() {
        assertThat(FedRelations.of("nightly load")).isEmpty();
        assertThat(FedRelations.of("collect")).isEmpty();
        assertThat(FedRelations.of("insert-into_")).isEmpty();
        assertThat(FedRelations.of("insert-into_odd.name.with.dots")).isEmpty();
    }
}
