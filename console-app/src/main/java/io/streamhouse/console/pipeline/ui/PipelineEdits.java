package io.streamhouse.console.pipeline.ui;

import io.streamhouse.pipeline.Link;
import io.streamhouse.pipeline.PipelineNode;
import java.util.Set;

/**
 * What a person can do to the pipeline that is open: the canvas, the form and the table all do it through here. Each
 * throws a {@link io.streamhouse.model.ProblemException} for what can't be, and has then changed nothing.
 */
interface PipelineEdits {

    /** Another step or note for the node of that name. */
    void change(PipelineNode node);

    /** Another name, in the expressions that use it too. */
    void rename(String from, String to);

    /** A node more; it gets another name if there is one of that name already. */
    void add(PipelineNode node);

    void remove(Set<String> names);

    /** In place of what led to the same input. */
    void link(Link link);

    void unlink(String to, int port);

    /** Shows the node's form. */
    void open(String node);
}
