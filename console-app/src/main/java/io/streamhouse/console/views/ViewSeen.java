package io.streamhouse.console.views;

import io.streamhouse.model.Problem;
import io.streamhouse.refresh.RefreshRun;
import io.streamhouse.refresh.Switch;
import io.streamhouse.refresh.ViewState;
import java.util.List;

/** One view with its recent past, as it was at one look. */
public sealed interface ViewSeen {

    /**
     * @param switches newest first
     * @param refreshes those of the last day, newest first
     */
    record Known(ViewState view, List<Switch> switches, List<RefreshRun> refreshes) implements ViewSeen {
        public Known {
            switches = List.copyOf(switches);
            refreshes = List.copyOf(refreshes);
        }
    }

    /** It is not there, or can't be looked at now. */
    record Unavailable(Problem problem) implements ViewSeen {}
}
