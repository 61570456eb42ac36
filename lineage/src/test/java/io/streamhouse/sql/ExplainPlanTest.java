package io.streamhouse.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamhouse.sql.PlanTree.Node;
import io.streamhouse.sql.PlanTree.Section;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExplainPlanTest {

    private static final String JOIN = """
            == Abstract Syntax Tree ==
            LogicalProject(order_id=[$0], name=[$3])
            +- LogicalJoin(condition=[=($1, $2)], joinType=[inner])
               :- LogicalTableScan(table=[[streamhouse, shop, orders]])
               +- LogicalTableScan(table=[[streamhouse, shop, customers]])

            == Optimized Physical Plan ==
            Join(joinType=[InnerJoin], where=[(a = _UTF-16LE'x]),(')], changelogMode=[I,UB,UA,D]): rowcount = 1.0E8, cumulative cost = {3.0E8 rows, 1.0 cpu}
            :- Exchange(distribution=[hash[a]], changelogMode=[I]): rowcount = 1.0E8, cumulative cost = {2.0E8 rows}
            :  +- TableSourceScan(table=[[orders]], fields=[a, b], changelogMode=[I])
            +- TableSourceScan(table=[[customers]], fields=[c])

            advice[1]: [WARNING] Things may be slow.

            == Optimized Execution Plan ==
            Union(all=[true])
            :- Calc(select=[a])
            :  +- TableSourceScan(table=[[orders]])(reuse_id=[1])
            +- Calc(select=[b])
               +- Reused(reference_id=[1])
            """;

    @Test
    void reads_every_section_with_inputs_before_their_readers() {
        PlanTree plan = ExplainPlan.parse(JOIN);

        assertThat(plan.raw()).isEqualTo(JOIN);
        assertThat(plan.sections())
                .extracting(Section::title)
                .containsExactly("Abstract Syntax Tree", "Optimized Physical Plan", "Optimized Execution Plan");
        assertThat(plan.sections().get(0).nodes())
                .extracting(Node::operator)
                .containsExactly("LogicalTableScan", "LogicalTableScan", "LogicalJoin", "LogicalProject");
        assertThat(plan.best()).map(Section::title).contains("Optimized Execution Plan");
    }

    @Test
    void tells_changelog_mode_cost_and_advice_apart_from_details() {
        Section physical = ExplainPlan.parse(JOIN).sections().get(1);
        Node join = physical.nodes().get(physical.nodes().size() - 1);

        assertThat(join.operator()).isEqualTo("Join");
        assertThat(join.details())
                .containsExactly(
                        java.util.Map.entry("joinType", "InnerJoin"),
                        java.util.Map.entry("where", "(a = _UTF-16LE'x]),(')"));
        assertThat(join.changelogMode()).contains("I,UB,UA,D");
        assertThat(join.cost()).hasValueSatisfying(cost -> assertThat(cost).startsWith("rowcount = 1.0E8"));
        assertThat(physical.nodes().get(1).details()).containsEntry("distribution", "hash[a]");
        assertThat(join.inputs()).hasSize(2);
        assertThat(physical.advice()).containsExactly(new PlanTree.Advice("1", "WARNING", "Things may be slow."));
    }

    @Test
    void lets_both_readers_read_what_is_reused() {
        Section execution = ExplainPlan.parse(JOIN).sections().get(2);

        assertThat(execution.nodes()).hasSize(4);
        String scan = execution.nodes().get(0).id();
        assertThat(execution.nodes())
                .filteredOn(node -> node.operator().equals("Calc"))
                .allSatisfy(calc -> assertThat(calc.inputs()).containsExactly(scan));
    }

    @Test
    void keeps_members_of_a_multiple_input_in_its_details() {
        PlanTree plan = ExplainPlan.parse("""
                == Optimized Execution Plan ==
                MultipleInput(members=[\\nHashJoin(a=[b])
                :- [#1] Exchange(distribution=[hash])
                ])
                +- TableSourceScan(table=[[t]])
                """);

        assertThat(plan.sections().get(0).nodes())
                .extracting(Node::operator)
                .containsExactly("TableSourceScan", "MultipleInput");
    }

    @Test
    void reads_the_job_as_json() {
        PlanTree plan = ExplainPlan.parse("""
                == Physical Execution Plan ==
                {
                  "nodes" : [ {
                    "id" : 1, "type" : "Source: orders[1]", "pact" : "Data Source",
                    "contents" : "[1]:TableSourceScan(table=[[orders]])", "parallelism" : 2
                  }, {
                    "id" : 2, "type" : "Calc[2]", "pact" : "Operator", "contents" : "[2]:Calc", "parallelism" : 2,
                    "predecessors" : [ { "id" : 1, "ship_strategy" : "FORWARD", "side" : "second" } ]
                  } ]
                }
                """);

        assertThat(plan.sections().get(0).nodes())
                .extracting(Node::id, Node::operator, Node::inputs)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("1", "Source: orders", List.of()),
                        org.assertj.core.groups.Tuple.tuple("2", "Calc", List.of("1")));
    }

    @Test
    void keeps_what_it_cannot_read_as_text() {
        for (String odd : List.of(
                "", "nonsense", "== A ==", "== A ==\n{ not json", "== A ==\nReused(reference_id=[7])", "((((\n]]]")) {
            assertThat(ExplainPlan.parse(odd).raw()).isEqualTo(odd);
        }
    }
}
