package io.streamhouse.console.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamhouse.model.Column;
import io.streamhouse.model.Relation;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.Schema;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class CatalogSearchTest {

    private final List<IndexedRelation> relations = Stream.of(
                    relation("order_lines", "order_id", "quantity"),
                    relation("orders", "order_id", "customer_id"),
                    relation("preorders", "id"),
                    relation("customers", "customer_id", "Email"))
            .toList();

    @Test
    void the_name_that_is_the_word_comes_first_then_names_that_begin_with_it() {
        assertThat(names("orders")).containsExactly("orders", "preorders");
        assertThat(names("order")).containsExactly("orders", "order_lines", "preorders");
    }

    @Test
    void columns_are_found_and_named_whatever_their_case() {
        List<SearchHit> hits = CatalogSearch.find(relations, "EMAIL", 10);

        assertThat(hits).singleElement().satisfies(hit -> {
            assertThat(hit.relation().id().name()).isEqualTo("customers");
            assertThat(hit.column()).contains("Email");
        });
    }

    @Test
    void every_word_must_fit_somewhere() {
        assertThat(names("shop order_id quantity")).containsExactly("order_lines");
        assertThat(names("orders nothing")).isEmpty();
    }

    @Test
    void a_path_as_people_write_it_is_found() {
        assertThat(names("lake.shop.`orders`")).containsExactly("orders");
    }

    @Test
    void without_a_word_it_is_the_first_ones() {
        assertThat(CatalogSearch.find(relations, "  ", 2)).hasSize(2);
    }

    private List<String> names(String query) {
        return CatalogSearch.find(relations, query, 10).stream()
                .map(hit -> hit.relation().id().name())
                .toList();
    }

    private static IndexedRelation relation(String name, String... columns) {
        Column[] all =
                Stream.of(columns).map(column -> Column.of(column, "STRING")).toArray(Column[]::new);
        return IndexedRelation.read(new Relation.BaseTable(
                new RelationId("lake", "shop", name), Schema.of(all), Map.of(), Optional.empty()));
    }
}
