package io.streamhouse.console.views.ui;

import com.vaadin.flow.component.UI;
import io.streamhouse.component.FreshnessCurve;
import io.streamhouse.console.views.SliderCurves;
import io.streamhouse.console.views.Views;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.RelationId;
import io.streamhouse.refresh.ViewState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The cost curves of all views in the list: fetched in the background, and again from time to time. */
final class ListedCurves {

    private static final FreshnessCurve NONE = SliderCurves.unknown("What each freshness costs is being looked up");

    /** A curve moves with refreshes, a little each: the list need not follow at once. */
    private static final int LOOKS_BETWEEN = 30;

    private final Views views;
    private final ViewActions actions;
    private final Runnable found;
    private Map<RelationId, FreshnessCurve> known = Map.of();
    private boolean looking;
    private int looks;

    /** @param found called when there are other curves than before */
    ListedCurves(Views views, ViewActions actions, Runnable found) {
        this.views = views;
        this.actions = actions;
        this.found = found;
    }

    FreshnessCurve of(RelationId id) {
        return known.getOrDefault(id, NONE);
    }

    /** Called at every look at the list. */
    void follow(List<ViewState> listed) {
        List<RelationId> ids = listed.stream().map(ViewState::id).toList();
        boolean due = looks++ % LOOKS_BETWEEN == 0 || !known.keySet().containsAll(ids);
        if (looking || !due) {
            return;
        }
        looking = true;
        actions.look(
                UI.getCurrent(),
                () -> curves(ids),
                curves -> {
                    looking = false;
                    if (!curves.equals(known)) {
                        known = curves;
                        found.run();
                    }
                },
                failure -> looking = false);
    }

    private Map<RelationId, FreshnessCurve> curves(List<RelationId> ids) {
        Map<RelationId, FreshnessCurve> curves = new HashMap<>();
        for (RelationId id : ids) {
            try {
                curves.put(id, SliderCurves.of(views.curve(id)));
            } catch (ProblemException e) {
                curves.put(id, SliderCurves.unknown(e.problem().what()));
            }
        }
        return curves;
    }
}
