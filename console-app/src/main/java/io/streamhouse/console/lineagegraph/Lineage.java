package io.streamhouse.console.lineagegraph;

import io.streamhouse.console.catalog.Subscription;
import io.streamhouse.lineage.Change;
import io.streamhouse.lineage.ColumnPath;
import io.streamhouse.lineage.ColumnRef;
import io.streamhouse.lineage.Focus;
import io.streamhouse.lineage.Impact;
import io.streamhouse.lineage.Neighbourhood;
import io.streamhouse.lineage.StatementLineage;
import io.streamhouse.model.DatabaseId;
import io.streamhouse.model.RelationId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;

/**
 * Where columns come from and where they go: of what the catalogs define, and of statements that were run here. Answers
 * from memory; what changed in a catalog is in it soon after.
 */
@Service
public class Lineage {

    /** Relations that one answer holds at most; more are folded, those farthest from the focus first. */
    public static final int MOST_NODES = 5_000;

    /** @throws io.streamhouse.model.ProblemException NOT_FOUND if the graph has no such relation or column */
    public Neighbourhood neighbourhood(Focus focus) {
        throw new UnsupportedOperationException("not built yet");
    }

    /** How a column is made, down to its roots. Throws as {@link #neighbourhood}. */
    public ColumnPath path(ColumnRef column) {
        throw new UnsupportedOperationException("not built yet");
    }

    /** What a change would do. Throws as {@link #neighbourhood}. */
    public Impact impact(Change change) {
        throw new UnsupportedOperationException("not built yet");
    }

    /** Freshness, cost and health of these relations; of those that the graph does not have, nothing. */
    public Map<RelationId, NodeHealth> health(Collection<RelationId> relations) {
        throw new UnsupportedOperationException("not built yet");
    }

    /**
     * The lineage of statements that somebody writes, with the catalogs as they are.
     *
     * @param script may be unfinished
     */
    public List<StatementLineage> analyze(String script, DatabaseId current) {
        throw new UnsupportedOperationException("not built yet");
    }

    /** What {@link #neighbourhood} tells, as OpenLineage events, one JSON array. */
    public String openLineage(Focus focus) {
        throw new UnsupportedOperationException("not built yet");
    }

    public GraphState state() {
        throw new UnsupportedOperationException("not built yet");
    }

    /** Calls the listener after the graph changed, on a thread of its own. */
    public Subscription onChange(Runnable listener) {
        throw new UnsupportedOperationException("not built yet");
    }
}
