package io.streamhouse.console.pipeline.ui;

import io.streamhouse.component.FreshnessCurve;
import io.streamhouse.component.SqlEditor;
import io.streamhouse.model.DatabaseId;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.RelationRef;
import io.streamhouse.pipeline.Pipeline;
import io.streamhouse.pipeline.check.PipelineColumn;
import java.util.List;
import java.util.function.Consumer;

/** What a form knows beside its node. Asked with the session's lock held: answers from memory. */
interface FormSurroundings {

    /** Where names without a database lie, and new relations go. */
    DatabaseId current();

    /** Every relation that rows can be read from. */
    List<RelationRef> relations();

    /** The columns of a relation; empty while nothing is known of it. */
    List<PipelineColumn> columns(RelationId relation);

    /**
     * What could be typed into a field, best first.
     *
     * @param field which one, as {@link io.streamhouse.pipeline.check.NodeProblem#field()} names it
     * @param text as it stands in the field
     * @param offset of the cursor
     */
    List<SqlEditor.Item> complete(Pipeline pipeline, String node, String field, String text, int offset);

    /**
     * Finds out what it would cost to keep a view fresh, and tells later, on the page's thread; a view that can't be had
     * has a curve without lines, which says why.
     *
     * @param upTo the view's node and all that lead to it
     * @return whether it is asked for: not while it isn't known whether the nodes are right
     */
    boolean costs(Pipeline upTo, String view, Consumer<FreshnessCurve> told);
}
