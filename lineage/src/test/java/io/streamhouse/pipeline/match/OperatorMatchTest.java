package io.streamhouse.pipeline.match;

import static io.streamhouse.pipeline.Drawn.aggregate;
import static io.streamhouse.pipeline.Drawn.columns;
import static io.streamhouse.pipeline.Drawn.filter;
import static io.streamhouse.pipeline.Drawn.into;
import static io.streamhouse.pipeline.Drawn.join;
import static io.streamhouse.pipeline.Drawn.pipeline;
import static io.streamhouse.pipeline.Drawn.project;
import static io.streamhouse.pipeline.Drawn.top;
import static io.streamhouse.pipeline.Drawn.tumble;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamhouse.model.ExecutionMode;
import io.streamhouse.model.JobDetail;
import io.streamhouse.model.JobId;
import io.streamhouse.model.JobState;
import io.streamhouse.model.JobSummary;
import io.streamhouse.pipeline.Drawn;
import io.streamhouse.pipeline.Ordering;
import io.streamhouse.pipeline.Step;
import io.streamhouse.pipeline.match.OperatorMatch.Found;
import io.streamhouse.pipeline.match.OperatorMatch.Unknown;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** The names of tasks are as Flink 2.2 and Paimon 1.4 gave them to the jobs of these pipelines. */
final class OperatorMatchTest {

    private static final String MINUTE = "INTERVAL '1' MINUTE";

    private final List<JobDetail.Vertex> tasks = new ArrayList<>();
    private final List<JobDetail.Edge> edges = new ArrayList<>();

    private OperatorMatchTest task(String id, String name, String... inputs) {
        tasks.add(new JobDetail.Vertex(
                id,
                name,
                1,
                JobState.RUNNING,
                0,
                0,
                0,
                0,
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                Optional.empty(),
                Map.of()));
        for (String input : inputs) {
            edges.add(new JobDetail.Edge(input, id, "HASH"));
        }
        return this;
    }

    private Map<String, OperatorMatch> match(Drawn drawn) {
        JobSummary summary = new JobSummary(
                new JobId("0123456789abcdef0123456789abcdef"),
                "job",
                JobState.RUNNING,
                Instant.EPOCH,
                Optional.empty(),
                Duration.ZERO,
                tasks.size(),
                tasks.size());
        return OperatorMatch.of(drawn.done(), new JobDetail(summary, ExecutionMode.STREAMING, tasks, edges));
    }

    private static Found found(Map<String, OperatorMatch> matches, String node) {
        OperatorMatch match = matches.getOrDefault(node, new Unknown("nothing was said of it"));
        assertThat(match).as(node).isInstanceOf(Found.class);
        return (Found) match;
    }

    private static String why(Map<String, OperatorMatch> matches, String node) {
        OperatorMatch match = matches.getOrDefault(node, new Found(List.of(), List.of(), List.of()));
        assertThat(match).as(node).isInstanceOf(Unknown.class);
        return ((Unknown) match).why();
    }

    private static Drawn regions() {
        return pipeline()
                .source("orders")
                .source("customers")
                .node("big", filter("amount > 10"), "orders")
                .node("joined", join("big.customer_id = customers.customer_id", "region", "amount"), "big", "customers")
                .node("counted", aggregate(columns("region"), columns("SUM(amount) AS total")), "joined")
                .node("out", into("totals"), "counted");
    }

    @Test
    void a_join_and_an_aggregate_are_found_in_their_tasks_and_a_filter_in_its_sources() {
        task("a", "Source: orders[1] -> Calc[2]")
                .task("b", "Source: customers[4]")
                .task("c", "Join[6] -> Calc[7]", "a", "b")
                .task("d", "GroupAggregate[9] -> ConstraintEnforcer[10] -> Map", "c")
                .task("e", "dynamic-bucket-assigner", "d")
                .task("f", "Writer : totals", "e")
                .task("g", "Global Committer : totals -> end: Writer", "f");

        Map<String, OperatorMatch> matches = match(regions());

        assertThat(found(matches, "orders"))
                .isEqualTo(new Found(List.of("a"), List.of("Source: orders[1]"), List.of("big")));
        assertThat(found(matches, "big")).isEqualTo(new Found(List.of("a"), List.of("Calc[2]"), List.of("orders")));
        assertThat(found(matches, "customers").sharedWith()).isEmpty();
        assertThat(found(matches, "joined")).isEqualTo(new Found(List.of("c"), List.of("Join[6]"), List.of()));
        assertThat(found(matches, "counted").vertices()).containsExactly("d");
        assertThat(found(matches, "out").vertices()).containsExactly("f", "g");
    }

    @Test
    void a_window_is_found_with_the_aggregate_by_it_whose_halves_are_one() {
        task("a", "Source: clicks[11] -> LocalWindowAggregate[12]")
                .task("b", "GlobalWindowAggregate[14] -> Calc[15] -> Map -> Writer : log", "a")
                .task("c", "Compact Coordinator: log", "b")
                .task("d", "Compact Worker: log", "c")
                .task("e", "Global Committer : log -> end: Writer", "d");
        Drawn drawn = pipeline()
                .source("clicks")
                .node("cut", tumble("ts", MINUTE), "clicks")
                .node(
                        "counted",
                        aggregate(columns("window_start", "window_end", "page"), columns("COUNT(*) AS n")),
                        "cut")
                .node("chosen", project("page AS region", "n AS total"), "counted")
                .node("out", into("log"), "chosen");

        Map<String, OperatorMatch> matches = match(drawn);

        assertThat(found(matches, "counted").vertices()).containsExactly("a", "b");
        assertThat(found(matches, "counted").operators())
                .containsExactly("LocalWindowAggregate[12]", "GlobalWindowAggregate[14]");
        assertThat(found(matches, "cut").vertices()).containsExactly("a", "b");
        assertThat(found(matches, "cut").sharedWith()).containsExactly("clicks", "counted", "out");
        assertThat(found(matches, "out").vertices()).containsExactly("b", "c", "d", "e");
        assertThat(why(matches, "chosen")).contains("merged it with other steps");
    }

    @Test
    void what_a_views_job_reads_is_found_where_its_rows_are_read_and_not_where_they_are_looked_for() {
        task("a", "Source: streamhouse.shop.orders-Monitor")
                .task("b", "streamhouse.shop.orders-Reader -> orders[216] -> Calc[217]", "a")
                .task("c", "GroupAggregate[219] -> ConstraintEnforcer[220] -> Map", "b")
                .task("d", "Writer : totals -> Global Committer : totals -> end: Writer", "c");
        Drawn drawn = pipeline()
                .source("orders")
                .node("big", filter("amount > 10"), "orders")
                .node("counted", aggregate(columns("region"), columns("SUM(amount) AS total")), "big")
                .node("out", into("totals"), "counted");

        Map<String, OperatorMatch> matches = match(drawn);

        assertThat(found(matches, "orders"))
                .isEqualTo(new Found(List.of("b"), List.of("streamhouse.shop.orders-Reader"), List.of("big")));
        assertThat(found(matches, "big")).isEqualTo(new Found(List.of("b"), List.of("Calc[217]"), List.of("orders")));
        assertThat(found(matches, "counted").vertices()).containsExactly("c");
        assertThat(found(matches, "out").vertices()).containsExactly("d");
    }

    @Test
    void a_reader_that_is_called_by_its_scan_alone_is_found_by_what_it_follows() {
        task("a", "Source: streamhouse.shop.orders-Monitor")
                .task("b", "Source: streamhouse.shop.customers-Monitor")
                .task("c", "streamhouse.shop.orders-Reader -> orders[35] -> Calc[36]", "a")
                .task("d", "customers[38]", "b")
                .task("e", "Join[40] -> Calc[41]", "c", "d")
                .task("f", "GroupAggregate[43] -> ConstraintEnforcer[44] -> Map", "e")
                .task("g", "Writer : totals -> Global Committer : totals -> end: Writer", "f");
        Drawn drawn = pipeline()
                .source("orders")
                .source("customers")
                .node("big", filter("amount > 10"), "orders")
                .node(
                        "joined",
                        new Step.Join(
                                Step.JoinKind.INNER,
                                "big.customer = customers.id",
                                columns("big.amount", "customers.region")),
                        "big",
                        "customers")
                .node("counted", aggregate(columns("region"), columns("SUM(amount) AS total")), "joined")
                .node("out", into("totals"), "counted");

        Map<String, OperatorMatch> matches = match(drawn);

        assertThat(found(matches, "customers")).isEqualTo(new Found(List.of("d"), List.of("customers[38]"), List.of()));
        assertThat(found(matches, "orders").vertices()).containsExactly("c");
        assertThat(found(matches, "joined").vertices()).containsExactly("e");
    }

    @Test
    void what_is_looked_up_has_no_operator_and_the_lookup_has() {
        task("a", "Source: clicks[31] -> Calc[32] -> LookupJoin[33] -> Calc[34] -> Map -> Writer : log");
        Drawn drawn = pipeline()
                .source("clicks")
                .source("prices")
                .node("now", new Step.Project(true, columns("PROCTIME() AS seen"), false), "clicks")
                .node(
                        "priced",
                        new Step.TemporalJoin(
                                Step.JoinKind.LEFT, "now.page = prices.page", "seen", columns("now.page", "price")),
                        "now",
                        "prices")
                .node("out", into("log"), "priced");

        Map<String, OperatorMatch> matches = match(drawn);

        assertThat(found(matches, "priced").operators()).containsExactly("LookupJoin[33]");
        assertThat(found(matches, "now").operators()).containsExactly("Calc[32]");
        assertThat(found(matches, "priced").sharedWith()).containsExactly("clicks", "now", "out");
        assertThat(why(matches, "prices")).contains("it is looked up");
    }

    @Test
    void a_deduplication_and_a_table_call_chained_into_one_task_share_it() {
        task("a", "Source: clicks[36]")
                .task("b", "Deduplicate[38] -> Correlate[39] -> Calc[40] -> Map -> Writer : log", "a");
        Drawn drawn = pipeline()
                .source("clicks")
                .node("first", new Step.Deduplicate(List.of("page"), List.of(Ordering.ascending("ts"))), "clicks")
                .node("tagged", new Step.TableCall("UNNEST(tags)", List.of("tag"), false), "first")
                .node("out", into("log"), "tagged");

        Map<String, OperatorMatch> matches = match(drawn);

        assertThat(found(matches, "first").sharedWith()).containsExactly("tagged", "out");
        assertThat(found(matches, "tagged").operators()).containsExactly("Correlate[39]");
    }

    @Test
    void two_aggregates_one_after_the_other_are_told_apart_by_their_order() {
        task("a", "Source: orders[42] -> Calc[43]")
                .task("b", "GroupAggregate[45] -> Calc[46]", "a")
                .task("c", "GroupAggregate[48]", "b")
                .task("d", "Rank[50]", "c");
        Drawn drawn = pipeline()
                .source("orders")
                .node("each", aggregate(columns("customer_id", "status"), columns("SUM(amount) AS total")), "orders")
                .node("most", aggregate(columns("status"), columns("MAX(total) AS total")), "each")
                .node("best", top(3, "total"), "most");

        Map<String, OperatorMatch> matches = match(drawn);

        assertThat(found(matches, "each").vertices()).containsExactly("b");
        assertThat(found(matches, "most").vertices()).containsExactly("c");
        assertThat(found(matches, "best").vertices()).containsExactly("d");
    }

    @Test
    void two_aggregates_side_by_side_over_the_same_table_are_not_guessed_at() {
        task("a", "Source: orders[1]").task("b", "GroupAggregate[2]", "a").task("c", "GroupAggregate[3]", "a");
        Drawn drawn = pipeline()
                .source("orders")
                .node("one", aggregate(columns("status"), columns("COUNT(*) AS n")), "orders")
                .node("two", aggregate(columns("customer_id"), columns("COUNT(*) AS n")), "orders");

        Map<String, OperatorMatch> matches = match(drawn);

        assertThat(why(matches, "one")).contains("can't be told apart");
        assertThat(why(matches, "two")).contains("can't be told apart");
        assertThat(found(matches, "orders").vertices()).containsExactly("a");
    }

    @Test
    void two_aggregates_over_different_tables_are_told_apart_by_those() {
        task("a", "Source: orders[1]")
                .task("b", "Source: clicks[2]")
                .task("c", "GroupAggregate[3]", "b")
                .task("d", "GroupAggregate[4]", "a");
        Drawn drawn = pipeline()
                .source("orders")
                .source("clicks")
                .node("of_orders", aggregate(columns("status"), columns("COUNT(*) AS n")), "orders")
                .node("of_clicks", aggregate(columns("page"), columns("COUNT(*) AS n")), "clicks");

        Map<String, OperatorMatch> matches = match(drawn);

        assertThat(found(matches, "of_orders").vertices()).containsExactly("d");
        assertThat(found(matches, "of_clicks").vertices()).containsExactly("c");
    }

    @Test
    void what_is_computed_once_for_each_target_is_unknown_and_says_why() {
        task("a", "Source: orders[75]")
                .task("b", "GroupAggregate[77] -> ConstraintEnforcer[78] -> Map", "a")
                .task("c", "Source: orders[79] -> Calc[80] -> Map -> Writer : log");
        Drawn drawn = pipeline()
                .source("orders")
                .node("counted", aggregate(columns("status"), columns("SUM(amount) AS total")), "orders")
                .node("odd", filter("amount IS NULL"), "orders")
                .node("kept", into("log"), "odd");

        Map<String, OperatorMatch> matches = match(drawn);

        assertThat(why(matches, "orders")).isEqualTo("Flink reads orders 2 times for it");
        assertThat(why(matches, "odd")).contains("merged it with other steps");
        assertThat(found(matches, "counted").vertices()).containsExactly("b");
        assertThat(found(matches, "kept").vertices()).containsExactly("c");
    }

    @Test
    void branches_of_one_task_are_read_as_such() {
        task("a", "Source: orders[1] -> (Calc[2] -> Writer : log, GroupAggregate[3] -> (Calc[4], Writer : totals))");
        Drawn drawn = pipeline()
                .source("orders")
                .node("counted", aggregate(columns("status"), columns("SUM(amount) AS total")), "orders")
                .node("kept", into("totals"), "counted")
                .node("logged", into("log"), "orders");

        Map<String, OperatorMatch> matches = match(drawn);

        assertThat(found(matches, "counted").operators()).containsExactly("GroupAggregate[3]");
        assertThat(found(matches, "kept").operators()).containsExactly("Writer : totals");
        assertThat(found(matches, "logged").operators()).containsExactly("Writer : log");
    }

    @Test
    void a_query_hides_what_its_operators_could_be_taken_for() {
        task("a", "Source: orders[1]").task("b", "GroupAggregate[2]", "a").task("c", "GroupAggregate[3]", "b");
        Drawn drawn = pipeline()
                .source("orders")
                .node("counted", aggregate(columns("status"), columns("SUM(amount) AS total")), "orders")
                .node("text", new Step.Query("SELECT MAX(total) AS total FROM counted"), "counted");

        Map<String, OperatorMatch> matches = match(drawn);

        assertThat(why(matches, "counted")).contains("query");
        assertThat(why(matches, "text")).contains("several operators");
    }

    @Test
    void a_union_has_no_operator_of_its_own() {
        task("a", "Source: orders[50] -> Calc[51]")
                .task("b", "Source: customers[52] -> Calc[53]")
                .task("c", "ConstraintEnforcer[55] -> Map", "a", "b");
        Drawn drawn = pipeline()
                .source("orders")
                .source("customers")
                .node("one", project("status"), "orders")
                .node("two", project("region"), "customers")
                .node("both", new Step.SetOperation(Step.SetKind.UNION_ALL), "one", "two");

        Map<String, OperatorMatch> matches = match(drawn);

        assertThat(why(matches, "both")).contains("A union is no operator of its own");
        assertThat(found(matches, "two").operators()).containsExactly("Calc[53]");
    }

    @Test
    void of_a_job_that_is_another_ones_nothing_is_known() {
        task("a", "Source: elsewhere[1]");

        Map<String, OperatorMatch> matches = match(regions());

        assertThat(matches.values()).allMatch(Unknown.class::isInstance);
    }
}
