package io.streamhouse.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamhouse.plan.ScriptPlanner;
import io.streamhouse.plan.StatementFlow;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.SingleRel;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.logical.LogicalJoin;
import org.apache.calcite.rel.logical.LogicalProject;
import org.junit.jupiter.api.Test;

class TracerTest {

    private static final String WHY = "Lineage does not know the planner's node NewInFlink";

    /** A node that a later version of the planner might make. */
    private static final class NewInFlink extends SingleRel {

        NewInFlink(RelNode input) {
            super(input.getCluster(), input.getTraitSet(), input);
        }

        NewInFlink(RelOptCluster cluster, RelTraitSet traits, RelNode input) {
            super(cluster, traits, input);
        }

        @Override
        public RelNode copy(RelTraitSet traits, List<RelNode> inputs) {
            return new NewInFlink(getCluster(), traits, inputs.get(0));
        }
    }

    private static Rows traced(UnaryOperator<RelNode> changed) {
        return ScriptPlanner.read(LineageShop.SHOP, new LineageShop(), false, List.of(), planner -> {
            StatementFlow flow = planner.next("SELECT id, amount FROM orders").orElseThrow();
            RelNode tree = changed.apply(flow.tree());
            return new Tracer(tree.getCluster().getRexBuilder(), planner::holder, Views.SEEN_THROUGH).trace(tree);
        });
    }

    @Test
    void a_node_that_is_not_known_makes_its_columns_unknown() {
        Rows rows = traced(NewInFlink::new);

        assertThat(rows.fields())
                .hasSize(2)
                .allSatisfy(field -> assertThat(field.unknown()).contains(WHY));
        assertThat(rows.unknown()).contains(WHY);
    }

    @Test
    void what_is_computed_from_unknown_columns_is_unknown() {
        Rows rows = traced(tree -> {
            RelNode strange = new NewInFlink(tree);
            return LogicalProject.create(
                    strange,
                    List.of(),
                    List.of(tree.getCluster().getRexBuilder().makeInputRef(strange, 1)),
                    List.of("amount"),
                    Set.of());
        });

        assertThat(rows.fields())
                .singleElement()
                .satisfies(field -> assertThat(field.unknown()).contains(WHY));
    }

    @Test
    void rows_that_meet_unknown_ones_are_unknown_but_their_own_columns_are_not() {
        Rows rows = traced(tree -> LogicalJoin.create(
                tree,
                new NewInFlink(tree),
                List.of(),
                tree.getCluster().getRexBuilder().makeLiteral(true),
                Set.of(),
                JoinRelType.INNER));

        assertThat(rows.unknown()).contains(WHY);
        assertThat(rows.fields().get(0).unknown()).isEmpty();
        assertThat(rows.fields().get(3).unknown()).contains(WHY);
    }
}
