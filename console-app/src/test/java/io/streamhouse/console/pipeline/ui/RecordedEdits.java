package io.streamhouse.console.pipeline.ui;

import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.Problem;
import io.streamhouse.model.ProblemException;
import io.streamhouse.pipeline.Link;
import io.streamhouse.pipeline.PipelineNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Writes down what a person did, or refuses it. */
final class RecordedEdits implements PipelineEdits {

    private final List<String> told = new ArrayList<>();
    private boolean refuses;

    List<String> told() {
        return told;
    }

    void refuse(boolean refuse) {
        refuses = refuse;
    }

    private void tell(String what) {
        if (refuses) {
            throw new ProblemException(Problem.of(ErrorCode.INVALID_REQUEST, "Refused"));
        }
        told.add(what);
    }

    @Override
    public void change(PipelineNode node) {
        tell("change " + node.name() + " to " + node.step());
    }

    @Override
    public void rename(String from, String to) {
        tell("rename " + from + " to " + to);
    }

    @Override
    public void add(PipelineNode node) {
        tell("add " + node.name());
    }

    @Override
    public void remove(Set<String> names) {
        tell("remove " + names);
    }

    @Override
    public void link(Link link) {
        tell("link " + link);
    }

    @Override
    public void unlink(String to, int port) {
        tell("unlink " + to + " " + port);
    }

    @Override
    public void open(String node) {
        tell("open " + node);
    }
}
