package io.streamhouse.pipeline.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamhouse.model.Column;
import io.streamhouse.model.DatabaseId;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.Position;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.Relation;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.Schema;
import io.streamhouse.pipeline.Link;
import io.streamhouse.pipeline.NamedExpression;
import io.streamhouse.pipeline.Pipeline;
import io.streamhouse.pipeline.PipelineNode;
import io.streamhouse.pipeline.Renaming;
import io.streamhouse.pipeline.Step;
import io.streamhouse.pipeline.write.PipelineSql;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PipelineReaderTest {

    private static final DatabaseId SHOP = new DatabaseId("streamhouse", "shop");

    private static final Map<RelationId, Relation> RELATIONS = Map.of(
            SHOP.relation("orders"),
            table("orders", Column.notNull("id", "BIGINT"), Column.of("customer", "BIGINT"), Column.of("total", "INT")),
            SHOP.relation("customers"),
            table("customers", Column.notNull("id", "BIGINT"), Column.of("city", "STRING")));

    private static Relation table(String name, Column... columns) {
        return new Relation.BaseTable(SHOP.relation(name), Schema.of(columns), Map.of(), Optional.empty());
    }

    private static ReadPipeline read(String script, Pipeline before) {
        return PipelineReader.read(script, SHOP, id -> Optional.ofNullable(RELATIONS.get(id)), List.of(), before);
    }

    private static Pipeline read(String script) {
        return read(script, Pipeline.EMPTY).pipeline();
    }

    private static String steps(Pipeline pipeline) {
        return pipeline.inOrder().stream()
                .map(node -> node.step().getClass().getSimpleName())
                .collect(Collectors.joining(" "));
    }

    @Test
    void a_query_becomes_steps_whose_expressions_are_as_they_were_written() {
        Pipeline pipeline = read("""
            SELECT c.city, SUM( o.total )   AS spent
            FROM orders AS o JOIN customers AS c ON o.customer = c.id
            WHERE o.total > 10 -- small ones don't count
            GROUP BY c.city HAVING COUNT(*) > 2
            ORDER BY spent DESC LIMIT 3\
            """);

        assertThat(steps(pipeline)).isEqualTo("Source Source Join Filter Aggregate Filter Project SortLimit");
        assertThat(pipeline.toString()).contains("o.customer = c.id", "SUM( total )", "small ones don't count");
    }

    @Test
    void comments_and_names_are_never_lost() {
        String script = """
            -- one: above all
            WITH /* two */ big AS ( -- three
              SELECT * -- four
              FROM orders /* five */ WHERE total > /* six */ 100 -- seven
            ), -- eight
            -- nine
            paris AS (SELECT id FROM customers WHERE city = 'Paris -- no comment')
            /* ten */
            SELECT big.id -- eleven
            FROM big JOIN paris ON big.customer = paris.id
            -- twelve\
            """;
        Pipeline pipeline = read(script);

        for (String word : List.of(
                "one: above all",
                "two",
                "three",
                "four",
                "five",
                "six",
                "seven",
                "eight",
                "nine",
                "ten",
                "eleven",
                "twelve",
                "no comment")) {
            assertThat(pipeline.toString()).contains(word);
        }
        assertThat(pipeline.nodes()).extracting(PipelineNode::name).contains("big", "paris");
        String written = PipelineSql.write(pipeline, name -> Optional.empty());
        assertThat(written).contains("six", "twelve", "-- one: above all");
    }

    @Test
    void names_of_before_are_kept_where_steps_are_the_same() {
        String query = "SELECT o.id FROM orders AS o JOIN customers AS c ON o.customer = c.id WHERE o.total > 10";
        Pipeline named = Renaming.rename(read(query), "joined", "with their customers");

        ReadPipeline again = read(query, named);

        assertThat(again.pipeline()).isEqualTo(named);
    }

    @Test
    void what_no_step_covers_stays_as_text_that_reads_its_inputs_by_name() {
        ReadPipeline read = read("""
                WITH paid AS (SELECT * FROM orders WHERE total > 0)
                SELECT customer, SUM(total) AS s FROM paid GROUP BY ROLLUP (customer)\
                """, Pipeline.EMPTY);

        assertThat(read.asText()).singleElement().satisfies(text -> {
            assertThat(text.why()).contains("ROLLUP");
            assertThat(read.pipeline().inputs(text.node()))
                    .extracting(Link::from)
                    .containsExactly("paid");
        });
    }

    @Test
    void a_query_that_stays_text_says_why_by_whatever_name() {
        String query = "SELECT customer, SUM(total) AS s FROM orders GROUP BY ROLLUP (customer)";

        ReadPipeline named = read("-- node: sums\n" + query, Pipeline.EMPTY);
        ReadPipeline with = read("WITH sums AS (" + query + ") SELECT * FROM sums WHERE s > 1", Pipeline.EMPTY);

        assertThat(named.asText()).extracting(ReadPipeline.AsText::node).containsExactly("sums");
        assertThat(with.asText()).extracting(ReadPipeline.AsText::node).containsExactly("sums");
    }

    @Test
    void not_in_is_a_join_only_where_no_null_can_make_it_false_of_everything() {
        String query = "SELECT * FROM orders WHERE %s NOT IN (SELECT %s FROM customers)";

        assertThat(read(query.formatted("id", "id"), Pipeline.EMPTY).asText()).isEmpty();
        assertThat(read(query.formatted("customer", "id"), Pipeline.EMPTY).asText())
                .hasSize(1);
    }

    @Test
    void a_value_asked_for_in_a_condition_is_not_in_the_result() {
        Pipeline pipeline = read("SELECT * FROM orders WHERE total > (SELECT AVG(total) FROM orders)");

        assertThat(pipeline.nodes().get(pipeline.nodes().size() - 1).step())
                .isEqualTo(new Step.Project(
                        false,
                        List.of(
                                new NamedExpression("id", "id"),
                                new NamedExpression("customer", "customer"),
                                new NamedExpression("total", "total")),
                        false));
    }

    @Test
    void a_table_made_and_filled_is_one_node_and_views_are_nodes() {
        Pipeline pipeline = read("""
            CREATE TABLE spent (customer BIGINT NOT NULL, s ROW<a INT, b INT>, PRIMARY KEY (customer) NOT ENFORCED)
              WITH ('bucket' = '2');
            CREATE TEMPORARY VIEW paid AS SELECT * FROM orders WHERE total > 0;
            INSERT INTO spent SELECT customer, ROW(1, 2) FROM paid\
            """);

        assertThat(steps(pipeline)).isEqualTo("Source Filter Project IntoNewTable");
        assertThat(pipeline.node("paid")).isPresent();
    }

    @Test
    void a_script_that_is_no_pipeline_is_refused_where_it_is_none() {
        refused("SELECT 1 FROM orders;\n  SET 'a' = 'b';", ErrorCode.NOT_SUPPORTED, 2, 3);
        refused("DROP TABLE orders", ErrorCode.NOT_SUPPORTED, 1, 1);
        refused("SELECT id FROM orders WHERE", ErrorCode.SYNTAX, 1, 23);
        refused("INSERT OVERWRITE orders SELECT * FROM orders", ErrorCode.NOT_SUPPORTED, 1, 8);
        refused("\nCREATE TABLE t (a INT)", ErrorCode.NOT_SUPPORTED, 2, 1);
    }

    private static void refused(String script, ErrorCode code, int line, int column) {
        assertThatThrownBy(() -> read(script)).isInstanceOfSatisfying(ProblemException.class, refusal -> {
            assertThat(refusal.problem().code()).isEqualTo(code);
            assertThat(refusal.problem().where()).contains(new Position(line, column));
        });
    }

    @Test
    void a_half_done_pipeline_is_refused_by_the_name_of_its_node() {
        Pipeline pipeline = Pipeline.EMPTY
                .with(PipelineNode.of("orders", new Step.Source(SHOP.relation("orders"))))
                .with(PipelineNode.of("large", new Step.Filter("total > 10")));

        assertThatThrownBy(() -> PipelineSql.write(pipeline, name -> Optional.empty()))
                .hasMessageContaining("large")
                .hasMessageContaining("no input");
        assertThat(PipelineSql.query(pipeline, "orders", name -> Optional.empty()))
                .isEqualTo("SELECT *\nFROM streamhouse.shop.orders AS orders");
        Pipeline broken = pipeline.linked(new Link("orders", "large", 0))
                .changed(PipelineNode.of("large", new Step.Filter("total > 10) OR (1 = 1")));
        assertThatThrownBy(() -> PipelineSql.write(broken, name -> Optional.empty()))
                .hasMessageContaining("large");
    }

    @Test
    void a_renamed_node_is_called_by_its_new_name_everywhere() {
        Pipeline pipeline = read("SELECT orders.id FROM orders JOIN customers ON orders.customer = customers.id");

        Pipeline renamed = Renaming.rename(pipeline, "orders", "all of them");

        assertThat(renamed.toString()).contains("`all of them`.customer = customers.id", "`all of them`.id");
        assertThat(Renaming.rename(renamed, "all of them", "orders")).isEqualTo(pipeline);
    }
}
