package io.streamhouse.console.views;

import io.streamhouse.model.Problem;
import io.streamhouse.refresh.ViewState;
import java.util.List;

/** All views as they were at one look. */
public sealed interface ViewsSeen {

    /** @param views by name */
    record Listed(List<ViewState> views) implements ViewsSeen {
        public Listed {
            views = List.copyOf(views);
        }
    }

    /** They can't be looked at now. */
    record Unavailable(Problem problem) implements ViewsSeen {}
}
