package io.streamhouse.sql;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What EXPLAIN said, as graphs.
 *
 * @param raw the text as Flink gave it
 */
public record PlanTree(List<Section> sections, String raw) {

    public PlanTree {
        sections = List.copyOf(sections);
    }

    /** The section worth a picture: the latest stage of planning that was explained. */
    public Optional<Section> best() {
        return sections.stream().filter(section -> !section.nodes().isEmpty()).reduce((earlier, later) -> later);
    }

    /** Advice of {@code EXPLAIN PLAN_ADVICE} for a node, or for the whole plan. */
    public record Advice(String id, String level, String text) {}

    /**
     * One stage of planning.
     *
     * @param nodes inputs before the nodes that read them
     */
    public record Section(String title, List<Node> nodes, List<Advice> advice) {
        public Section {
            nodes = List.copyOf(nodes);
            advice = List.copyOf(advice);
        }
    }

    /**
     * One operator.
     *
     * @param id unique in its section
     * @param operator its name: {@code HashJoin}
     * @param details what stands in its brackets, by key, in order
     * @param changelogMode the kinds of change it emits, as {@code I,UB,UA,D}, where EXPLAIN says so
     * @param cost the planner's estimate, where EXPLAIN says so
     * @param inputs ids of the nodes it reads
     */
    public record Node(
            String id,
            String operator,
            Map<String, String> details,
            Optional<String> changelogMode,
            Optional<String> cost,
            List<String> inputs) {
        public Node {
            details = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(details));
            inputs = List.copyOf(inputs);
        }
    }
}
