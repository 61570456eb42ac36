package io.streamhouse.pipeline.check;

import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.Problem;
import io.streamhouse.model.Relation;
import io.streamhouse.model.RelationId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is found while one node is looked at: its problems, and the relations that this goes by, as they were. */
final class Findings {

    /** The field of what concerns the step as a whole. */
    static final String STEP = "step";

    private final boolean streamed;
    private final List<NodeProblem> problems = new ArrayList<>();
    private final Map<RelationId, Optional<Relation>> reads = new HashMap<>();

    /** @param streamed whether the node has to run as a stream */
    Findings(boolean streamed) {
        this.streamed = streamed;
    }

    List<NodeProblem> problems() {
        return problems;
    }

    Map<RelationId, Optional<Relation>> reads() {
        return reads;
    }

    /** Whether there can be no rows. */
    boolean areBlocking() {
        return problems.stream().anyMatch(NodeProblem::blocking);
    }

    void add(NodeProblem problem) {
        problems.add(problem);
    }

    void blocking(String field, ErrorCode code, String what, String nextStep) {
        add(new NodeProblem(field, Problem.of(code, what, nextStep), true));
    }

    /** Something that only a stream can't do. */
    void inStreams(String field, String what, String nextStep) {
        add(new NodeProblem(
                field,
                Problem.of(ErrorCode.NOT_SUPPORTED, streamed ? what : "As a stream it can't run: " + what, nextStep),
                streamed));
    }

    void warning(String field, String what, String nextStep) {
        add(new NodeProblem(field, Problem.of(ErrorCode.INVALID_REQUEST, what, nextStep), false));
    }
}
