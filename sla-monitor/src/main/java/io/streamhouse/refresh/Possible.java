package io.streamhouse.refresh;

import io.streamhouse.model.RefreshMode;
import io.streamhouse.plan.Maintainability;
import java.time.Duration;
import java.util.Optional;

/** Which modes can be had at all, whatever they cost. */
final class Possible {

    private Possible() {}

    /** The least lag a mode can keep: below it a target is refused. */
    static Duration floor(RefreshMode mode) {
        return switch (mode) {
            case CONTINUOUS -> Duration.ofSeconds(1);
            case INCREMENTAL -> Duration.ofSeconds(3);
            case FULL -> Duration.ofSeconds(5);
        };
    }

    /** Why a view can't be in a mode; empty if it can. */
    static Optional<String> against(RefreshMode mode, Maintainability maintainability) {
        return mode == RefreshMode.FULL ? Optional.empty() : against(maintainability);
    }

    /** Why a query can't be kept up to date by its changes; empty if it can. */
    static Optional<String> against(Maintainability maintainability) {
        return switch (maintainability) {
            case Maintainability.Incremental ignored -> Optional.empty();
            case Maintainability.DropsLateChanges late ->
                Optional.of("Changes that come behind the watermark would be dropped by its " + late.construct());
            case Maintainability.FullOnly full -> Optional.of(full.why());
        };
    }

    /** What in the query it is that is judged. */
    static String construct(Maintainability maintainability) {
        return switch (maintainability) {
            case Maintainability.Incremental ignored -> "query";
            case Maintainability.DropsLateChanges late -> late.construct();
            case Maintainability.FullOnly full -> full.construct();
        };
    }
}
