package io.streamhouse.pipeline;

import io.streamhouse.model.Position;
import io.streamhouse.sql.LineMap;
import io.streamhouse.sql.Lexeme;
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
            if (node.step() instanceof Step.Source && !last) {
                continue;
            }
            if (!last) {
                text.append(parts.isEmpty() ? "WITH " : ",\n")
                        .append(Lexeme.written(node.name()))
                        .append(" AS (\n");
            } else if (!parts.isEmpty()) {
                text.append('\n');
            }
            List<String> inputs = pipeline.inputs(node.name()).stream().map(Link::from).toList();
            List<String> froms = new ArrayList<>();
            inputs.forEach(input -> froms.add(from(pipeline.node(input).orElseThrow())));
            NodeSql sql = inputs.isEmpty()
                    ? NodeSql.of(node, inputs, columns)
                    : NodeSql.reading(node, froms, inputs);
            parts.put(node.name(), new Part(node, sql, text.length()));
            text.append(sql.sql());
            if (!last) {
                text.append("\n)");
            }
        }
        return new WholeQuery(text.toString(), parts);
    }

    /** What stands behind FROM: sources are read in place, since some joins ask for a table itself. */
    private static String from(PipelineNode input) {
        return input.step() instanceof Step.Source source
                ? NodeSql.relation(
                                source.relation().catalog(),
                                source.relation().database(),
                                source.relation().name())
                        + NodeSql.hints(source.hints()) + " AS " + Lexeme.written(input.name())
                : Lexeme.written(input.name());
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
