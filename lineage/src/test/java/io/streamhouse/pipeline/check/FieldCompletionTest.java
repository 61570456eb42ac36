package io.streamhouse.pipeline.check;

import static io.streamhouse.pipeline.CheckedShop.SHOP;
import static io.streamhouse.pipeline.Drawn.aggregate;
import static io.streamhouse.pipeline.Drawn.columns;
import static io.streamhouse.pipeline.Drawn.filter;
import static io.streamhouse.pipeline.Drawn.into;
import static io.streamhouse.pipeline.Drawn.join;
import static io.streamhouse.pipeline.Drawn.pipeline;
import static io.streamhouse.pipeline.Drawn.project;
import static io.streamhouse.pipeline.Drawn.tumble;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamhouse.model.DatabaseId;
import io.streamhouse.model.Relation;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.RelationKind;
import io.streamhouse.model.RelationRef;
import io.streamhouse.model.Schema;
import io.streamhouse.pipeline.CheckedShop;
import io.streamhouse.pipeline.Pipeline;
import io.streamhouse.pipeline.Step;
import io.streamhouse.sql.CompletionSource;
import io.streamhouse.sql.Suggestion;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class FieldCompletionTest {

    private final CheckedShop shop = new CheckedShop();
    private final Pipeline drawn = pipeline()
            .source("orders")
            .source("clicks")
            .source("customers")
            .node("small", filter("amount < 1"), "orders")
            .node("priced", project("amount * 2 AS twice", "ordered_at"), "small")
            .node("next", filter(""), "priced")
            .node("joined", join("", "region"), "orders", "customers")
            .node("cut", tumble("ts", "INTERVAL '1' MINUTE"), "clicks")
            .node("counted", aggregate(columns("page"), columns("COUNT(*) AS n")), "cut")
            .node("text", new Step.Query("SELECT "), "priced")
            .node("out", into("totals"), "counted")
            .done();
    private final Map<String, NodeCheck> checks = new PipelineChecker().check(drawn, SHOP, shop, List.of());

    private final class Names implements CompletionSource {

        @Override
        public String currentCatalog() {
            return SHOP.catalog();
        }

        @Override
        public String currentDatabase() {
            return SHOP.name();
        }

        @Override
        public List<String> catalogs() {
            return List.of(SHOP.catalog());
        }

        @Override
        public List<String> databases(String catalog) {
            return List.of(SHOP.name());
        }

        @Override
        public List<RelationRef> relations(DatabaseId database) {
            return List.of(new RelationRef(SHOP.relation("prices"), RelationKind.TABLE));
        }

        @Override
        public Optional<Schema> schema(RelationId relation) {
            return shop.relation(relation).map(Relation::schema);
        }

        @Override
        public List<String> functions() {
            return List.of("score");
        }
    }

    private List<Suggestion> complete(String node, String field, String text) {
        return FieldCompletion.complete(drawn, checks, node, field, text, text.length(), new Names());
    }

    private List<String> labels(String node, String field, String text) {
        return complete(node, field, text).stream().map(Suggestion::label).toList();
    }

    @Test
    void a_condition_is_offered_the_columns_of_its_input_with_their_types() {
        assertThat(complete("next", "condition", "tw")).anySatisfy(suggestion -> {
            assertThat(suggestion.label()).isEqualTo("twice");
            assertThat(suggestion.kind()).isEqualTo(Suggestion.Kind.COLUMN);
            assertThat(suggestion.detail()).contains("DECIMAL");
            assertThat(suggestion.from()).isZero();
            assertThat(suggestion.to()).isEqualTo(2);
        });
        assertThat(labels("next", "condition", "")).doesNotContain("order_id");
    }

    @Test
    void a_joins_condition_is_offered_both_inputs_by_their_names() {
        assertThat(labels("joined", "on", "customers.")).contains("customer_id", "name", "region");
        assertThat(labels("joined", "on", "orders.customer_id = customers.cu")).contains("customer_id");
    }

    @Test
    void an_expression_is_offered_functions_too() {
        assertThat(labels("counted", "measures[0].expression", "CO")).anyMatch(label -> label.startsWith("COUNT"));
        assertThat(labels("priced", "columns[1].expression", "sc")).anyMatch(label -> label.startsWith("score"));
        assertThat(labels("counted", "keys[0].expression", "win"))
                .contains("window_start", "window_end", "window_time");
    }

    @Test
    void a_windows_time_is_a_choice_of_times_and_its_size_of_intervals() {
        assertThat(labels("cut", "time", "")).containsExactly("ts");
        assertThat(complete("cut", "time", "").get(0).detail()).isEqualTo("TIMESTAMP(3), event time");
        assertThat(labels("cut", "windowing.size", "INTERVAL '1' H")).containsExactly("INTERVAL '1' HOUR");
    }

    @Test
    void a_targets_columns_are_those_of_its_table() {
        assertThat(labels("out", "columns[0]", "to")).containsExactly("total");
    }

    @Test
    void a_query_is_offered_its_inputs_beside_the_relations_of_the_database() {
        assertThat(labels("text", "sql", "SELECT * FROM pri")).contains("priced", "prices");
        assertThat(labels("text", "sql", "SELECT * FROM priced WHERE tw")).contains("twice");
    }

    @Test
    void a_new_name_and_a_node_that_is_gone_are_offered_nothing() {
        assertThat(labels("priced", "columns[0].name", "a")).isEmpty();
        assertThat(labels("gone", "condition", "a")).isEmpty();
    }
}
