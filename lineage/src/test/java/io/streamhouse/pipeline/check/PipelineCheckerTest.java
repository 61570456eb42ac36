package io.streamhouse.pipeline.check;

import static io.streamhouse.pipeline.CheckedShop.SHOP;
import static io.streamhouse.pipeline.Drawn.aggregate;
import static io.streamhouse.pipeline.Drawn.columns;
import static io.streamhouse.pipeline.Drawn.filter;
import static io.streamhouse.pipeline.Drawn.into;
import static io.streamhouse.pipeline.Drawn.join;
import static io.streamhouse.pipeline.Drawn.limit;
import static io.streamhouse.pipeline.Drawn.pipeline;
import static io.streamhouse.pipeline.Drawn.project;
import static io.streamhouse.pipeline.Drawn.top;
import static io.streamhouse.pipeline.Drawn.tumble;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamhouse.lineage.FunctionSignature;
import io.streamhouse.model.Column;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.ExecutionMode;
import io.streamhouse.model.FreshnessTarget;
import io.streamhouse.model.Position;
import io.streamhouse.model.RefreshMode;
import io.streamhouse.model.RequestedMode;
import io.streamhouse.model.Schema;
import io.streamhouse.pipeline.CheckedShop;
import io.streamhouse.pipeline.Drawn;
import io.streamhouse.pipeline.NamedExpression;
import io.streamhouse.pipeline.Ordering;
import io.streamhouse.pipeline.Pipeline;
import io.streamhouse.pipeline.PipelineNode;
import io.streamhouse.pipeline.Step;
import io.streamhouse.pipeline.check.PipelineColumn.Time;
import io.streamhouse.plan.Maintainability;
import io.streamhouse.plan.RelationSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class PipelineCheckerTest {

    private static final String MINUTE = "INTERVAL '1' MINUTE";

    private final CheckedShop shop = new CheckedShop();
    private final PipelineChecker checker = new PipelineChecker();

    private Map<String, NodeCheck> check(Drawn drawn) {
        return checker.check(drawn.done(), SHOP, shop, List.of());
    }

    private static NodeCheck of(Map<String, NodeCheck> checks, String node) {
        return checks.getOrDefault(node, new NodeCheck.Waiting("nothing was said of it"));
    }

    private List<PipelineColumn> columnsOf(Drawn drawn, String node) {
        NodeCheck check = of(check(drawn), node);
        assertThat(check).isInstanceOf(NodeCheck.Typed.class);
        return ((NodeCheck.Typed) check).columns();
    }

    private NodeProblem problem(Drawn drawn, String node) {
        List<NodeProblem> problems = problems(drawn, node);
        assertThat(problems).isNotEmpty();
        return problems.get(0);
    }

    private List<NodeProblem> problems(Drawn drawn, String node) {
        NodeCheck check = of(check(drawn), node);
        assertThat(check).isInstanceOf(NodeCheck.Faulty.class);
        return ((NodeCheck.Faulty) check).problems();
    }

    private List<NodeProblem> warnings(Drawn drawn, String node) {
        NodeCheck check = of(check(drawn), node);
        assertThat(check).isInstanceOf(NodeCheck.Typed.class);
        return ((NodeCheck.Typed) check).warnings();
    }

    private Time time(Drawn drawn, String node, String column) {
        return columnsOf(drawn, node).stream()
                .filter(each -> each.name().equals(column))
                .map(PipelineColumn::time)
                .findFirst()
                .orElseThrow();
    }

    private static Drawn sources(String... relations) {
        Drawn drawn = pipeline();
        for (String relation : relations) {
            drawn.source(relation);
        }
        return drawn;
    }

    // What flows.

    @Test
    void columns_flow_from_a_source_through_a_join_and_an_aggregate_to_a_table() {
        Drawn drawn = sources("orders", "customers")
                .node(
                        "joined",
                        join("orders.customer_id = customers.customer_id", "order_id", "region", "amount"),
                        "orders",
                        "customers")
                .node(
                        "by_region",
                        aggregate(columns("COALESCE(region, 'none') AS region"), columns("SUM(amount) AS total")),
                        "joined")
                .node("out", into("totals"), "by_region");

        assertThat(columnsOf(drawn, "joined"))
                .containsExactly(
                        new PipelineColumn("order_id", "BIGINT", false, Time.NO),
                        new PipelineColumn("region", "STRING", true, Time.NO),
                        new PipelineColumn("amount", "DECIMAL(10, 2)", true, Time.NO));
        assertThat(columnsOf(drawn, "out"))
                .containsExactly(
                        new PipelineColumn("region", "STRING", false, Time.NO),
                        new PipelineColumn("total", "DECIMAL(38, 2)", true, Time.NO));
        assertThat(warnings(drawn, "out")).isEmpty();
    }

    @Test
    void a_relation_of_every_kind_can_be_a_source() {
        Drawn drawn = sources("paid", "by_region", "orders");

        assertThat(columnsOf(drawn, "paid")).extracting(PipelineColumn::name).containsExactly("order_id", "amount");
        assertThat(columnsOf(drawn, "by_region"))
                .extracting(PipelineColumn::name)
                .containsExactly("region", "total");
    }

    @Test
    void a_function_that_is_not_flinks_gives_what_its_signature_says() {
        Pipeline pipeline = sources("orders")
                .node("scored", project("score(amount) AS points"), "orders")
                .done();

        Map<String, NodeCheck> checks = checker.check(
                pipeline,
                SHOP,
                shop,
                List.of(new FunctionSignature("score", FunctionSignature.Kind.SCALAR, Optional.of("INT"))));

        assertThat(of(checks, "scored"))
                .isEqualTo(new NodeCheck.Typed(List.of(new PipelineColumn("points", "INT", true, Time.NO)), List.of()));
    }

    @Test
    void a_table_call_adds_its_columns_and_a_rank_its_own() {
        Drawn drawn = sources("clicks")
                .node("tagged", new Step.TableCall("UNNEST(tags)", List.of("tag"), true), "clicks")
                .node(
                        "ranked",
                        new Step.TopN(List.of("tag"), List.of(Ordering.descending("ts")), 3, Optional.of("place")),
                        "tagged");

        assertThat(columnsOf(drawn, "ranked"))
                .extracting(PipelineColumn::name)
                .containsExactly("click_id", "customer_id", "page", "tags", "ts", "tag", "place");
    }

    // Things missing.

    @Test
    void a_missing_input_is_named_and_what_follows_waits_for_it() {
        Drawn drawn = sources("orders")
                .node("joined", join("orders.customer_id = customers.customer_id"), "orders")
                .node("small", filter("amount < 1"), "joined")
                .node("smaller", filter("amount < 0.1"), "small");

        NodeProblem problem = problem(drawn, "joined");
        assertThat(problem.field()).isEqualTo("inputs[1]");
        assertThat(problem.problem().what()).isEqualTo("Its right input is missing");
        assertThat(of(check(drawn), "small")).isEqualTo(new NodeCheck.Waiting("joined"));
        assertThat(of(check(drawn), "smaller")).isEqualTo(new NodeCheck.Waiting("joined"));
    }

    @Test
    void a_step_without_any_input_and_a_union_of_one_are_missing_theirs() {
        assertThat(problem(pipeline().node("small", filter("TRUE")), "small").field())
                .isEqualTo("inputs[0]");
        assertThat(problem(
                                sources("orders").node("both", new Step.SetOperation(Step.SetKind.UNION_ALL), "orders"),
                                "both")
                        .field())
                .isEqualTo("inputs[1]");
    }

    @Test
    void a_field_that_is_not_filled_in_is_named() {
        Drawn drawn = sources("orders")
                .node("small", filter(" "), "orders")
                .node("first", new Step.Deduplicate(List.of("order_id"), List.of()), "orders")
                .node("named", new Step.Project(false, List.of(new NamedExpression("amount", "")), false), "orders");

        assertThat(problem(drawn, "small").field()).isEqualTo("condition");
        assertThat(problem(drawn, "first").field()).isEqualTo("by");
        assertThat(problem(drawn, "named").field()).isEqualTo("columns[0].name");
    }

    @Test
    void a_step_whose_rows_nobody_takes_is_warned_of_once_there_is_a_target() {
        Drawn drawn = sources("orders").node("loose", filter("amount > 1"), "orders");
        assertThat(warnings(drawn, "loose")).isEmpty();

        drawn.node("chosen", project("status AS region", "amount AS total"), "orders")
                .node("out", into("log"), "chosen");

        assertThat(warnings(drawn, "loose"))
                .singleElement()
                .satisfies(warning -> assertThat(warning.problem().what()).contains("Nothing takes its rows"));
    }

    // Names that mean nothing.

    @Test
    void an_unknown_relation_is_named_at_its_source() {
        NodeProblem problem = problem(sources("nothing"), "nothing");

        assertThat(problem.field()).isEqualTo("relation");
        assertThat(problem.problem().code()).isEqualTo(ErrorCode.NOT_FOUND);
        assertThat(problem.problem().what()).isEqualTo("There is no table or view streamhouse.shop.nothing");
    }

    @Test
    void a_source_that_was_fine_is_faulty_once_its_table_is_deleted() {
        Drawn drawn = sources("customers").node("named", filter("name IS NOT NULL"), "customers");
        assertThat(of(check(drawn), "named")).isInstanceOf(NodeCheck.Typed.class);

        shop.drop("customers");

        assertThat(problem(drawn, "customers").field()).isEqualTo("relation");
        assertThat(of(check(drawn), "named")).isEqualTo(new NodeCheck.Waiting("customers"));
    }

    @Test
    void a_table_that_gets_another_column_type_is_seen_without_any_change_of_the_pipeline() {
        Drawn drawn = sources("customers").node("named", filter("name = 'Ada'"), "customers");
        assertThat(of(check(drawn), "named")).isInstanceOf(NodeCheck.Typed.class);

        shop.table("customers", Schema.of(Column.of("name", "INT")), Map.of());

        assertThat(problem(drawn, "named").problem().what()).contains("name (INT)");
    }

    @Test
    void an_unknown_column_is_placed_in_the_text_of_its_field_with_those_there_are() {
        NodeProblem problem =
                problem(sources("orders").node("small", filter("status = 'NEW' AND\n  amont < 1"), "orders"), "small");

        assertThat(problem.field()).isEqualTo("condition");
        assertThat(problem.problem().where()).contains(new Position(2, 3));
        assertThat(problem.problem().nextStep())
                .contains("There are: order_id, customer_id, status, amount, ordered_at");
    }

    @Test
    void mistakes_of_several_columns_are_all_told_each_at_its_own() {
        List<NodeProblem> problems = problems(
                sources("orders")
                        .node("chosen", project("amont AS a", "order_id", "status + 1 AS b", "nope(1) AS c"), "orders"),
                "chosen");

        assertThat(problems)
                .extracting(NodeProblem::field)
                .containsExactly("columns[0].expression", "columns[2].expression", "columns[3].expression");
    }

    @Test
    void an_expression_that_is_not_finished_is_told_at_its_field() {
        NodeProblem problem = problem(sources("orders").node("small", filter("amount <"), "orders"), "small");

        assertThat(problem.field()).isEqualTo("condition");
        assertThat(problem.problem().code()).isEqualTo(ErrorCode.SYNTAX);
    }

    @Test
    void an_expression_cut_short_before_another_part_of_the_step_is_told_at_its_own_field() {
        NodeProblem problem =
                problem(sources("orders").node("chosen", project("amount + AS a", "status AS b"), "orders"), "chosen");

        assertThat(problem.field()).startsWith("columns[0]");
    }

    @Test
    void a_query_names_its_inputs_by_their_nodes_and_everything_else_from_the_current_database() {
        Drawn drawn = sources("clicks")
                .node("recent", filter("ts > TIMESTAMP '2026-01-01 00:00:00'"), "clicks")
                .node(
                        "text",
                        new Step.Query("  SELECT r.page, c.name\n  FROM recent r JOIN customers c USING (customer_id)"),
                        "recent");
        assertThat(columnsOf(drawn, "text")).extracting(PipelineColumn::name).containsExactly("page", "name");

        drawn.changed("text", new Step.Query("\n  SELECT pge FROM recent"));
        NodeProblem problem = problem(drawn, "text");
        assertThat(problem.field()).isEqualTo("sql");
        assertThat(problem.problem().where()).contains(new Position(2, 10));

        drawn.changed("text", new Step.Query("SELECT x FROM elsewhere"));
        assertThat(problem(drawn, "text").problem().what())
                .isEqualTo("There is no table or view streamhouse.shop.elsewhere");
    }

    @Test
    void two_columns_of_one_name_are_refused_at_the_second() {
        Drawn drawn = sources("orders")
                .node("chosen", project("order_id", "customer_id AS order_id"), "orders")
                .node("more", new Step.Project(true, columns("1 AS Status"), false), "orders")
                .node("grouped", aggregate(columns("status"), columns("COUNT(*) AS status")), "orders");

        assertThat(problem(drawn, "chosen").field()).isEqualTo("columns[1].name");
        assertThat(problem(drawn, "more").field()).isEqualTo("columns[0].name");
        assertThat(problem(drawn, "grouped").field()).isEqualTo("measures[0].name");
    }

    @Test
    void a_join_of_all_columns_says_what_becomes_of_those_that_both_have() {
        Drawn drawn = sources("orders", "customers")
                .node("joined", join("orders.customer_id = customers.customer_id"), "orders", "customers");

        assertThat(warnings(drawn, "joined"))
                .singleElement()
                .satisfies(warning -> assertThat(warning.problem().what())
                        .isEqualTo("Both inputs have customer_id: that of the right is called customer_id0 from here"
                                + " on"));
        assertThat(columnsOf(drawn, "joined")).extracting(PipelineColumn::name).contains("customer_id", "customer_id0");
    }

    // Types that do not go together.

    @Test
    void a_number_is_not_joined_with_a_text() {
        NodeProblem problem = problem(
                sources("orders", "customers")
                        .node(
                                "joined",
                                join("orders.status IS NOT NULL AND orders.customer_id = customers.name"),
                                "orders",
                                "customers"),
                "joined");

        assertThat(problem.field()).isEqualTo("on");
        assertThat(problem.problem().what()).isEqualTo("Flink can't compare customer_id (BIGINT) with name (STRING)");
        assertThat(problem.problem().where()).contains(new Position(1, 31));
    }

    @Test
    void a_condition_has_to_be_one() {
        assertThat(problem(sources("orders").node("small", filter("amount"), "orders"), "small")
                        .field())
                .isEqualTo("condition");
    }

    @Test
    void inputs_of_a_union_have_as_many_columns_of_the_same_types() {
        Drawn drawn = sources("orders", "customers")
                .node("one", project("customer_id", "amount"), "orders")
                .node("two", project("customer_id"), "customers")
                .node("three", project("customer_id", "name"), "customers")
                .node("few", new Step.SetOperation(Step.SetKind.UNION_ALL), "one", "two")
                .node("mixed", new Step.SetOperation(Step.SetKind.UNION_ALL), "one", "one", "three");

        NodeProblem few = problem(drawn, "few");
        assertThat(few.field()).isEqualTo("inputs[1]");
        assertThat(few.problem().what()).isEqualTo("“two” has 1 columns, and “one” has 2");
        NodeProblem mixed = problem(drawn, "mixed");
        assertThat(mixed.field()).isEqualTo("inputs[2]");
        assertThat(mixed.problem().what())
                .isEqualTo("Column 2 of “three” (name) is STRING, and that of “one” (amount) is DECIMAL(10, 2)");
    }

    @Test
    void a_targets_columns_take_what_they_are_given() {
        Drawn drawn = sources("orders")
                .node("chosen", project("status", "ordered_at"), "orders")
                .node("out", into("log"), "chosen");

        NodeProblem problem = problem(drawn, "out");

        assertThat(problem.field()).isEqualTo("inputs[0]");
        assertThat(problem.problem().what())
                .isEqualTo(
                        "Column 2 (ordered_at) is TIMESTAMP(3), and total of streamhouse.shop.log is DECIMAL(38, 2)");
    }

    @Test
    void a_target_is_given_as_many_columns_as_it_has_or_as_are_chosen() {
        Drawn drawn = sources("orders")
                .node("all", into("log"), "orders")
                .node("chosen", project("status"), "orders")
                .node("some", into("log", "region"), "chosen")
                .node("unknown", into("log", "nation"), "chosen")
                .node("keyless", into("totals", "total"), "chosen");

        assertThat(problem(drawn, "all").problem().what())
                .isEqualTo("The input has 5 columns, and 2 of streamhouse.shop.log are to be filled: region, total");
        assertThat(of(check(drawn), "some")).isInstanceOf(NodeCheck.Typed.class);
        assertThat(problem(drawn, "unknown").field()).isEqualTo("columns[0]");
        assertThat(problem(drawn, "keyless").field()).isEqualTo("columns");
    }

    @Test
    void a_view_is_no_target_and_neither_is_what_is_not_there() {
        Drawn drawn = sources("orders")
                .node("kept", into("by_region"), "orders")
                .node("seen", into("paid"), "orders")
                .node("gone", into("nothing"), "orders");

        assertThat(problem(drawn, "kept").problem().what()).contains("materialized view");
        assertThat(problem(drawn, "seen").problem().what()).contains("is a view");
        assertThat(problem(drawn, "gone").problem().code()).isEqualTo(ErrorCode.NOT_FOUND);
    }

    @Test
    void a_column_that_may_be_null_is_warned_of_before_a_column_that_may_not() {
        Drawn drawn = sources("orders")
                .node("chosen", project("status AS region", "amount AS total"), "orders")
                .node("out", into("totals"), "chosen");

        assertThat(warnings(drawn, "out"))
                .singleElement()
                .satisfies(warning -> assertThat(warning.problem().what()).contains("region may be null"));
    }

    @Test
    void a_new_table_has_its_key_among_its_columns_and_no_column_of_no_type() {
        Drawn drawn = sources("orders")
                .node("chosen", project("order_id", "INTERVAL '1' DAY AS nothing"), "orders")
                .node(
                        "out",
                        new Step.IntoNewTable(SHOP.relation("fresh"), List.of(), List.of("id"), List.of(), Map.of()),
                        "chosen");

        assertThat(problems(drawn, "out")).extracting(NodeProblem::field).containsExactly("primaryKey[0]", "inputs[0]");
    }

    // Time.

    @Test
    void a_window_goes_by_a_point_in_time_that_is_there() {
        Drawn drawn = sources("clicks")
                .node("missing", tumble("when", MINUTE), "clicks")
                .node("text", tumble("page", MINUTE), "clicks")
                .node("size", tumble("ts", "5"), "clicks");

        assertThat(problem(drawn, "missing").field()).isEqualTo("time");
        assertThat(problem(drawn, "missing").problem().nextStep()).contains("Choose one of its times: ts");
        assertThat(problem(drawn, "text").problem().what()).isEqualTo("“page” is no point in time but STRING");
        assertThat(problem(drawn, "size").field()).isEqualTo("windowing.size");
    }

    @Test
    void a_window_without_event_time_is_faulty_in_a_stream_and_fine_in_batch_and_for_a_view() {
        Drawn toTable = sources("orders")
                .node("cut", tumble("ordered_at", MINUTE), "orders")
                .node("counted", aggregate(columns("status AS region"), columns("SUM(amount) AS total")), "cut")
                .node("out", into("log"), "counted");
        Drawn toView = sources("orders")
                .node("cut", tumble("ordered_at", MINUTE), "orders")
                .node("counted", aggregate(columns("window_start"), columns("COUNT(*) AS n")), "cut")
                .node("out", view("per_minute"), "counted");

        assertThat(problem(toTable, "cut").field()).isEqualTo("time");
        assertThat(problem(toTable, "cut").problem().what())
                .isEqualTo("“ordered_at” is no event time here, which a window needs");
        assertThat(of(check(toTable), "out")).isEqualTo(new NodeCheck.Waiting("cut"));
        assertThat(of(checker.check(toTable.done(), SHOP, shop, List.of(), ExecutionMode.BATCH), "cut"))
                .isInstanceOf(NodeCheck.Typed.class);
        assertThat(of(check(toView), "out")).isInstanceOf(NodeCheck.Typed.class);
        assertThat(warnings(toView, "cut"))
                .singleElement()
                .satisfies(warning -> assertThat(warning.blocking()).isFalse());
    }

    private static Step view(String name) {
        return new Step.IntoView(
                SHOP.relation(name),
                List.of(),
                List.of(),
                FreshnessTarget.parse("PT1M"),
                RequestedMode.parse("AUTO"),
                Map.of());
    }

    @Test
    void event_time_goes_through_what_only_chooses_rows_and_columns() {
        Drawn drawn = sources("clicks")
                .node("some", filter("page <> 'home'"), "clicks")
                .node("chosen", project("page", "ts AS at_time", "ts + INTERVAL '1' HOUR AS later"), "some")
                .node("tagged", new Step.TableCall("UNNEST(tags)", List.of("tag"), false), "some")
                .node("last", new Step.Deduplicate(List.of("page"), List.of(Ordering.descending("ts"))), "some")
                .node("most", top(3, "ts", "page"), "some");

        assertThat(time(drawn, "some", "ts")).isEqualTo(Time.EVENT);
        assertThat(time(drawn, "chosen", "at_time")).isEqualTo(Time.EVENT);
        assertThat(time(drawn, "chosen", "later")).isEqualTo(Time.NO);
        assertThat(time(drawn, "tagged", "ts")).isEqualTo(Time.EVENT);
        assertThat(time(drawn, "last", "ts")).isEqualTo(Time.EVENT);
        assertThat(time(drawn, "most", "ts")).isEqualTo(Time.EVENT);
    }

    @Test
    void event_time_ends_at_a_join_without_an_interval_and_goes_through_one_with() {
        String on = "clicks.customer_id = purchases.customer_id";
        Drawn drawn = sources("clicks", "purchases")
                .node("plain", join(on, "ts", "bought_at"), "clicks", "purchases")
                .node(
                        "near",
                        new Step.IntervalJoin(
                                Step.JoinKind.INNER,
                                on,
                                "ts",
                                "bought_at",
                                "- " + MINUTE,
                                MINUTE,
                                columns("ts", "bought_at")),
                        "clicks",
                        "purchases")
                .node(
                        "by_hand",
                        join(on + " AND ts BETWEEN bought_at - " + MINUTE + " AND bought_at", "ts", "bought_at"),
                        "clicks",
                        "purchases");

        assertThat(time(drawn, "plain", "ts")).isEqualTo(Time.NO);
        assertThat(time(drawn, "near", "ts")).isEqualTo(Time.EVENT);
        assertThat(time(drawn, "near", "bought_at")).isEqualTo(Time.EVENT);
        assertThat(time(drawn, "by_hand", "ts")).isEqualTo(Time.EVENT);
    }

    @Test
    void an_interval_join_by_what_is_no_time_is_warned_that_it_lets_nothing_go() {
        Drawn drawn = sources("clicks", "orders")
                .node(
                        "near",
                        new Step.IntervalJoin(
                                Step.JoinKind.INNER,
                                "clicks.customer_id = orders.customer_id",
                                "ts",
                                "ordered_at",
                                "- " + MINUTE,
                                MINUTE,
                                columns("ts", "amount")),
                        "clicks",
                        "orders");

        assertThat(warnings(drawn, "near")).extracting(NodeProblem::field).containsExactly("rightTime");
        assertThat(time(drawn, "near", "ts")).isEqualTo(Time.NO);
    }

    @Test
    void a_temporal_join_keeps_the_time_of_its_left_side_only_and_needs_one() {
        Drawn drawn = sources("clicks", "prices", "orders")
                .node(
                        "then",
                        new Step.TemporalJoin(
                                Step.JoinKind.LEFT,
                                "clicks.page = prices.page",
                                "ts",
                                columns("ts", "price", "valid_from")),
                        "clicks",
                        "prices")
                .node(
                        "never",
                        new Step.TemporalJoin(
                                Step.JoinKind.LEFT, "orders.status = prices.page", "ordered_at", columns("price")),
                        "orders",
                        "prices");

        assertThat(time(drawn, "then", "ts")).isEqualTo(Time.EVENT);
        assertThat(time(drawn, "then", "valid_from")).isEqualTo(Time.NO);
        assertThat(problem(drawn, "never").field()).isEqualTo("time");
    }

    @Test
    void grouping_keeps_the_time_of_a_window_and_no_other() {
        Drawn drawn = sources("clicks")
                .node("cut", tumble("ts", MINUTE), "clicks")
                .node(
                        "counted",
                        aggregate(
                                columns("window_start", "window_end", "window_time"),
                                columns("COUNT(*) AS n", "MAX(ts) AS newest")),
                        "cut")
                .node("half", aggregate(columns("window_start", "window_time"), columns("COUNT(*) AS n")), "cut")
                .node("plain", aggregate(columns("page", "ts"), columns("COUNT(*) AS n")), "clicks")
                .node("once", new Step.Project(false, columns("page", "ts"), true), "clicks");

        assertThat(time(drawn, "cut", "ts")).isEqualTo(Time.EVENT);
        assertThat(time(drawn, "cut", "window_time")).isEqualTo(Time.EVENT);
        assertThat(time(drawn, "cut", "window_start")).isEqualTo(Time.NO);
        assertThat(time(drawn, "counted", "window_time")).isEqualTo(Time.EVENT);
        assertThat(time(drawn, "counted", "newest")).isEqualTo(Time.NO);
        assertThat(time(drawn, "half", "window_time")).isEqualTo(Time.NO);
        assertThat(time(drawn, "plain", "ts")).isEqualTo(Time.NO);
        assertThat(time(drawn, "once", "ts")).isEqualTo(Time.NO);
    }

    @Test
    void a_second_window_asks_for_other_names_of_the_first_ones_columns() {
        Drawn drawn = sources("clicks")
                .node("cut", tumble("ts", MINUTE), "clicks")
                .node(
                        "counted",
                        aggregate(columns("window_start", "window_end", "window_time"), columns("COUNT(*) AS n")),
                        "cut")
                .node("again", tumble("window_time", "INTERVAL '1' HOUR"), "counted");
        assertThat(problem(drawn, "again").field()).isEqualTo("inputs[0]");

        Drawn renamed = sources("clicks")
                .node("cut", tumble("ts", MINUTE), "clicks")
                .node(
                        "counted",
                        aggregate(
                                columns("window_start AS s", "window_end AS e", "window_time AS t"),
                                columns("COUNT(*) AS n")),
                        "cut")
                .node("again", tumble("t", "INTERVAL '1' HOUR"), "counted");
        assertThat(time(renamed, "again", "window_time")).isEqualTo(Time.EVENT);
    }

    @Test
    void a_union_of_a_time_and_a_plain_point_in_time_is_faulty_in_a_stream() {
        Drawn drawn = sources("clicks", "purchases", "orders")
                .node("one", project("page AS region", "ts"), "clicks")
                .node("two", project("CAST(NULL AS STRING) AS region", "bought_at"), "purchases")
                .node("three", project("status", "ordered_at"), "orders")
                .node("times", new Step.SetOperation(Step.SetKind.UNION_ALL), "one", "two")
                .node("mixed", new Step.SetOperation(Step.SetKind.UNION_ALL), "one", "three")
                .node("chosen", project("region", "CAST(1 AS DECIMAL(38, 2)) AS total"), "mixed")
                .node("out", into("log"), "chosen");

        assertThat(time(drawn, "times", "ts")).isEqualTo(Time.EVENT);
        assertThat(problem(drawn, "mixed").field()).isEqualTo("inputs[1]");
    }

    @Test
    void a_lookup_goes_by_processing_time_that_a_step_before_it_computes() {
        Drawn drawn = sources("clicks", "prices")
                .node("now", new Step.Project(true, columns("PROCTIME() AS seen"), false), "clicks")
                .node(
                        "priced",
                        new Step.TemporalJoin(
                                Step.JoinKind.LEFT, "now.page = prices.page", "seen", columns("now.page", "price")),
                        "now",
                        "prices");

        assertThat(time(drawn, "now", "seen")).isEqualTo(Time.PROCESSING);
        assertThat(columnsOf(drawn, "priced")).extracting(PipelineColumn::name).containsExactly("page", "price");
    }

    /** The optimiser is the judge: a window can follow where event time is told to be, and can't where it is not. */
    @Test
    void what_is_told_of_event_time_is_what_the_planner_finds() {
        String on = "clicks.customer_id = purchases.customer_id";
        Drawn drawn = sources("clicks", "purchases")
                .node("some", filter("page <> 'home'"), "clicks")
                .node("cut", tumble("ts", MINUTE), "clicks")
                .node(
                        "counted",
                        aggregate(columns("window_start", "window_end", "window_time"), columns("COUNT(*) AS n")),
                        "cut")
                .node("plain", join(on, "ts", "bought_at"), "clicks", "purchases")
                .node(
                        "near",
                        new Step.IntervalJoin(
                                Step.JoinKind.INNER,
                                on,
                                "ts",
                                "bought_at",
                                "- " + MINUTE,
                                MINUTE,
                                columns("ts", "bought_at")),
                        "clicks",
                        "purchases")
                .node("grouped", aggregate(columns("page", "ts"), columns("COUNT(*) AS n")), "clicks")
                .node("last", new Step.Deduplicate(List.of("page"), List.of(Ordering.descending("ts"))), "clicks")
                .node("distinct", new Step.Project(false, columns("ts"), true), "clicks");
        Pipeline pipeline = drawn.done();
        Map<String, NodeCheck> checks = check(drawn);

        for (PipelineNode node : pipeline.nodes()) {
            List<Boolean> told = ((NodeCheck.Typed) of(checks, node.name()))
                    .columns().stream()
                            .map(column -> column.time() == Time.EVENT)
                            .toList();
            String sql = WholeQuery.of(pipeline, node.name(), PipelineChecker.columns(checks))
                    .sql();
            List<Boolean> found = io.streamhouse.plan.RowTyper.sit(SHOP, shop, List.of(), typer -> typer.streamed(sql))
                    .eventTimes();
            assertThat(told).as(node.name()).isEqualTo(found);
        }
    }

    // What is remembered.

    @Test
    void after_a_change_only_what_it_can_matter_to_is_asked_again() {
        Drawn drawn = sources("orders", "customers")
                .node("small", filter("amount < 1"), "orders")
                .node("named", filter("name IS NOT NULL"), "customers");
        check(drawn);
        AtomicInteger asked = new AtomicInteger();
        RelationSource counting = id -> {
            asked.incrementAndGet();
            return shop.relation(id);
        };

        drawn.changed("small", filter("amount < 2"));
        Map<String, NodeCheck> after = checker.check(drawn.done(), SHOP, counting, List.of());

        assertThat(after.values()).allMatch(NodeCheck.Typed.class::isInstance);
        assertThat(asked.get())
                .as("one look at each relation, to see that it is the same")
                .isEqualTo(2);
    }

    @Test
    void what_is_put_right_is_right_again_downstream() {
        Drawn drawn = sources("orders")
                .node("small", filter("amont < 1"), "orders")
                .node("chosen", project("order_id"), "small");
        assertThat(of(check(drawn), "chosen")).isEqualTo(new NodeCheck.Waiting("small"));

        drawn.changed("small", filter("amount < 1"));

        assertThat(columnsOf(drawn, "chosen")).extracting(PipelineColumn::name).containsExactly("order_id");
    }

    // Verdicts on targets.

    private TargetVerdict judge(Drawn drawn, String target) {
        return checker.judge(drawn.done(), SHOP, shop, List.of())
                .getOrDefault(target, new TargetVerdict.Unknown("nothing was said of it"));
    }

    private static Drawn totals(Step target) {
        return sources("orders", "customers")
                .node(
                        "joined",
                        join("orders.customer_id = customers.customer_id", "region", "amount"),
                        "orders",
                        "customers")
                .node("counted", aggregate(columns("region"), columns("SUM(amount) AS total")), "joined")
                .node("out", target, "counted");
    }

    @Test
    void rows_that_change_need_a_table_with_a_key_and_the_check_says_so_from_then_on() {
        Drawn drawn = totals(into("log"));

        TargetVerdict verdict = judge(drawn, "out");

        assertThat(verdict.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.field()).isEqualTo("relation");
            assertThat(problem.blocking()).isTrue();
            assertThat(problem.problem().nextStep())
                    .contains("Choose a table with a primary key: (region) tells its rows apart");
        });
        assertThat(problem(drawn, "out").field()).isEqualTo("relation");
        drawn.changed("out", into("totals"));
        assertThat(of(check(drawn), "out")).isInstanceOf(NodeCheck.Typed.class);
    }

    @Test
    void rows_that_change_need_no_key_in_batch() {
        TargetVerdict verdict = checker.judge(totals(into("log")).done(), SHOP, shop, List.of(), ExecutionMode.BATCH)
                .getOrDefault("out", new TargetVerdict.Unknown(""));

        assertThat(verdict.problems()).isEmpty();
    }

    @Test
    void a_table_with_a_key_is_told_what_it_keeps_its_rows_by() {
        assertThat(judge(totals(into("totals")), "out")).isInstanceOfSatisfying(TargetVerdict.Judged.class, judged -> {
            assertThat(judged.key()).containsExactly("region");
            assertThat(judged.insertOnly()).isFalse();
            assertThat(judged.maintainability()).isEqualTo(new Maintainability.Incremental());
        });
    }

    @Test
    void a_new_table_for_rows_that_change_is_told_which_key_it_could_have() {
        Step target = new Step.IntoNewTable(SHOP.relation("fresh"), List.of(), List.of(), List.of(), Map.of());

        assertThat(judge(totals(target), "out").problems()).anySatisfy(problem -> {
            assertThat(problem.field()).isEqualTo("primaryKey");
            assertThat(problem.problem().nextStep()).contains("Give it a primary key: (region) tells its rows apart");
        });
    }

    @Test
    void a_view_is_told_that_its_key_may_be_null() {
        assertThat(judge(totals(view("regions")), "out").problems())
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.field()).isEqualTo("primaryKey");
                    assertThat(problem.blocking()).isTrue();
                });
    }

    @Test
    void what_keeps_a_view_from_being_maintained_is_named_by_its_node() {
        Drawn drawn = sources("orders")
                .node("some", limit(3), "orders")
                .node("chosen", project("order_id", "amount"), "some")
                .node(
                        "out",
                        new Step.IntoView(
                                SHOP.relation("any_three"),
                                List.of(),
                                List.of(),
                                FreshnessTarget.parse("PT1M"),
                                new RequestedMode.Pinned(RefreshMode.CONTINUOUS),
                                Map.of()),
                        "chosen");

        assertThat(judge(drawn, "out")).isInstanceOfSatisfying(TargetVerdict.Judged.class, judged -> {
            assertThat(judged.maintainability()).isInstanceOf(Maintainability.FullOnly.class);
            assertThat(judged.at()).contains("some");
            assertThat(judged.problems()).anySatisfy(problem -> {
                assertThat(problem.field()).isEqualTo("mode");
                assertThat(problem.problem().what()).contains("(at “some”)");
                assertThat(problem.blocking()).isTrue();
            });
        });
    }

    @Test
    void a_windowed_view_is_told_what_drops_late_rows() {
        Drawn drawn = sources("clicks")
                .node("cut", tumble("ts", MINUTE), "clicks")
                .node("counted", aggregate(columns("window_start", "window_end"), columns("COUNT(*) AS n")), "cut")
                .node("out", view("per_minute"), "counted");

        assertThat(judge(drawn, "out")).isInstanceOfSatisfying(TargetVerdict.Judged.class, judged -> {
            assertThat(judged.maintainability()).isInstanceOf(Maintainability.DropsLateChanges.class);
            assertThat(judged.problems()).extracting(NodeProblem::blocking).containsOnly(false);
        });
    }

    @Test
    void a_stream_that_could_be_no_view_can_still_fill_a_table() {
        Drawn drawn = sources("clicks", "prices")
                .node(
                        "then",
                        new Step.TemporalJoin(
                                Step.JoinKind.LEFT,
                                "clicks.page = prices.page",
                                "ts",
                                columns("clicks.page AS region", "price AS total")),
                        "clicks",
                        "prices")
                .node("out", into("log"), "then");

        assertThat(judge(drawn, "out")).isInstanceOfSatisfying(TargetVerdict.Judged.class, judged -> {
            assertThat(judged.insertOnly()).isTrue();
            assertThat(judged.problems()).isEmpty();
        });
    }

    @Test
    void nothing_is_judged_above_which_something_is_faulty() {
        Drawn drawn =
                sources("orders").node("small", filter("amont < 1"), "orders").node("out", into("log"), "small");

        assertThat(judge(drawn, "out")).isEqualTo(new TargetVerdict.Unknown("“small” has to be put right first"));
    }

    @Test
    void an_order_alone_is_nothing_a_stream_can_keep() {
        Drawn drawn = sources("orders")
                .node(
                        "sorted",
                        new Step.SortLimit(
                                List.of(Ordering.ascending("amount")), OptionalLong.empty(), OptionalLong.of(5)),
                        "orders")
                .node("chosen", project("status AS region", "amount AS total"), "sorted")
                .node("out", into("log"), "chosen");

        assertThat(judge(drawn, "out").problems()).anyMatch(NodeProblem::blocking);
    }
}
