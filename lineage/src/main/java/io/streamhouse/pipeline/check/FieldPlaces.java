package io.streamhouse.pipeline.check;

import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.Position;
import io.streamhouse.model.Problem;
import io.streamhouse.pipeline.PipelineNode;
import io.streamhouse.pipeline.Step;
import io.streamhouse.pipeline.write.NodeSql;
import io.streamhouse.pipeline.write.NodeSql.Span;
import io.streamhouse.sql.LineMap;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Says in which field of a node's form a problem of its SQL is, and where in the field's text. */
record FieldPlaces(PipelineNode node, NodeSql sql) {

    private static final String STEP = "step";
    private static final String INPUTS = "inputs";

    NodeProblem placed(Problem problem) {
        if (problem.where().isEmpty()) {
            return new NodeProblem(STEP, problem, true);
        }
        int offset = LineMap.of(sql.sql()).offset(problem.where().get());
        Optional<Span> span = sql.at(offset);
        if (span.isPresent()) {
            return placed(problem, span.get(), offset);
        }
        // What a text lacks is missed where the next one begins.
        Optional<Span> before = sql.spans().stream()
                .filter(each -> each.to() <= offset && !each.field().startsWith(INPUTS))
                .max(Comparator.comparingInt(Span::to));
        if (problem.code() == ErrorCode.SYNTAX && before.isPresent()) {
            Problem incomplete = Problem.of(ErrorCode.SYNTAX, "Something is missing here, or is too much")
                    .at(position(before.get(), before.get().to()));
            return new NodeProblem(before.get().field(), incomplete, true);
        }
        return new NodeProblem(STEP, unplaced(problem), true);
    }

    private NodeProblem placed(Problem problem, Span span, int offset) {
        boolean named = span.field().startsWith(INPUTS) || span.field().endsWith(".name");
        return new NodeProblem(span.field(), named ? unplaced(problem) : problem.at(position(span, offset)), true);
    }

    private static Problem unplaced(Problem problem) {
        return new Problem(problem.code(), problem.what(), Optional.empty(), problem.nextStep());
    }

    private Position position(Span span, int offset) {
        String written = sql.sql().substring(span.from(), span.to());
        // The blanks before a whole query are not written.
        String before = node.step() instanceof Step.Query query
                ? query.sql()
                        .substring(
                                0,
                                query.sql().length()
                                        - query.sql().stripLeading().length())
                : "";
        return LineMap.of(before + written).position(before.length() + offset - span.from());
    }

    /** The problems of which each field has one at most: the first. */
    static List<NodeProblem> firstOfEach(List<NodeProblem> problems) {
        return problems.stream()
                .filter(problem -> problems.stream()
                                .filter(other -> other.field().equals(problem.field()))
                                .findFirst()
                                .orElse(problem)
                        == problem)
                .toList();
    }
}
