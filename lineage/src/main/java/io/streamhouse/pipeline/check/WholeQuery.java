package io.streamhouse.pipeline.check;

import io.streamhouse.model.Position;
import io.streamhouse.pipeline.Link;
import io.streamhouse.pipeline.Pipeline;
import io.streamhouse.pipeline.PipelineNode;
import io.streamhouse.pipeline.Step;
import io.streamhouse.pipeline.write.NodeSql;
import io.streamhouse.sql.Lexeme;
import io.streamhouse.sql.LineMap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The query of all the rows that come out of a node, which Flink's planner can be asked about.
 *
 * @param steps the stretches of the text that are a node's, by its name
 */
record WholeQuery(String sql, Map<String, Part> steps) {

    /** @param from offset of the first character of {@code of} in the whole text */
    record Part(PipelineNode node, NodeSql of, int from) {

        int to() {
            return from + of.sql().length();
        }
    }

    /**
     * Writes it.
     *
     * @param name of a node that rows come out of, and that is not faulty, as none above it is
     * @throws io.streamhouse.model.ProblemException INVALID_REQUEST, naming the node that can't be written
     */
    static WholeQuery of(Pipeline pipeline, String name, Function<String, Optional<List<String>>> columns) {
        StringBuilder text = new StringBuilder();
        Map<String, Part> parts = new LinkedHashMap<>();
        for (PipelineNode node : pipeline.upTo(name).inOrder()) {
            boolean last = node.name().equals(name);
            if (!last) {
                text.append(parts.isEmpty() ? "WITH " : ",\n")
                        .append(Lexeme.written(node.name()))
                        .append(" AS (\n");
            } else if (!parts.isEmpty()) {
                text.append('\n');
            }
            List<String> inputs =
                    pipeline.inputs(node.name()).stream().map(Link::from).toList();
            NodeSql sql = inputs.isEmpty()
                    ? NodeSql.of(node, inputs, columns)
                    : NodeSql.reading(node, froms(pipeline, node, inputs), inputs, columns);
            parts.put(node.name(), new Part(node, sql, text.length()));
            text.append(sql.sql());
            if (!last) {
                text.append("\n)");
            }
        }
        return new WholeQuery(text.toString(), parts);
    }

    /** What stands behind FROM: a join with what was once asks for a table itself. */
    private static List<String> froms(Pipeline pipeline, PipelineNode node, List<String> inputs) {
        List<String> froms = new ArrayList<>();
        for (String input : inputs) {
            boolean asked = node.step() instanceof Step.TemporalJoin && froms.size() == 1;
            Step above = pipeline.node(input).map(PipelineNode::step).orElse(node.step());
            froms.add(
                    asked && above instanceof Step.Source source
                            ? NodeSql.relation(source.relation()) + NodeSql.hints(source.hints()) + " AS "
                                    + Lexeme.written(input)
                            : Lexeme.written(input));
        }
        return froms;
    }

    /** The node whose text a position lies in. */
    Optional<Part> at(Position position) {
        int offset = LineMap.of(sql).offset(position);
        return steps.values().stream()
                .filter(part -> part.from() <= offset && offset < part.to())
                .findFirst();
    }

    /** A position of the whole text as one of a node's. */
    static Position within(Part part, String sql, Position position) {
        return LineMap.of(part.of().sql()).position(LineMap.of(sql).offset(position) - part.from());
    }
}
