package io.streamhouse.console.pipeline;

import io.streamhouse.console.views.Views;
import io.streamhouse.cost.CostCurve;
import io.streamhouse.model.ProblemException;
import io.streamhouse.pipeline.check.NodeCheck;
import io.streamhouse.refresh.NewView;
import java.util.Map;
import org.springframework.stereotype.Service;

/** What it would cost to keep fresh the views that a pipeline makes. */
@Service
public class TargetCosts {

    private final RunPlans plans;
    private final Views views;

    TargetCosts(RunPlans plans, Views views) {
        this.plans = plans;
        this.views = views;
    }

    /**
     * At any freshness: of a view that is there already what is known of it, of another what its query lets expect.
     * Changes nothing.
     *
     * @param target the node of the view
     * @param checks of the view's node and all that lead to it, which have to be right
     * @throws ProblemException if there can be no such view
     */
    public CostCurve curve(PipelineContent content, String target, Map<String, NodeCheck> checks) {
        NewView wanted = plans.view(content, target, checks);
        return views.find(wanted.id()).isPresent() ? views.curve(wanted.id()) : views.previewCurve(wanted);
    }
}
