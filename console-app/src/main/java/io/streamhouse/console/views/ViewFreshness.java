package io.streamhouse.console.views;

import io.streamhouse.component.FreshnessCurve;
import io.streamhouse.console.catalog.RelationFreshness;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.RelationId;
import io.streamhouse.refresh.ViewState;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What the Catalog shows of the freshness of views, and of the views that read a table. */
@Component
class ViewFreshness implements RelationFreshness {

    private final Views views;

    ViewFreshness(Views views) {
        this.views = views;
    }

    @Override
    public Optional<ViewState> kept(RelationId id) {
        return views.find(id);
    }

    @Override
    public FreshnessCurve curve(RelationId id) {
        try {
            return SliderCurves.of(views.curve(id));
        } catch (ProblemException e) {
            return SliderCurves.unknown(e.problem().what());
        }
    }

    @Override
    public List<ViewState> readers(RelationId id) {
        return views.list().stream().filter(view -> view.reads().contains(id)).toList();
    }

    @Override
    public String page(RelationId kept) {
        return ViewRoutes.of(kept);
    }
}
