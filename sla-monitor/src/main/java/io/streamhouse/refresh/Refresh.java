package io.streamhouse.refresh;

import io.streamhouse.model.Problem;
import io.streamhouse.model.RefreshMode;
import java.util.Optional;
import java.util.UUID;

/** What a view is doing, as observed. */
public sealed interface Refresh {

    /** Its first content is being computed. */
    record Initializing(RefreshMode to) implements Refresh {}

    /** Kept fresh. */
    record Active(RefreshMode mode) implements Refresh {}

    /** On the way to another mode; readers see the version there was before. */
    record Switching(Optional<RefreshMode> from, RefreshMode to, UUID switchId) implements Refresh {}

    /**
     * Not refreshed until somebody resumes it.
     *
     * @param mode the one it comes back to
     * @param why empty if a person suspended it
     */
    record Suspended(Optional<RefreshMode> mode, Optional<Problem> why) implements Refresh {}

    /** Can't be kept fresh; what it contains stays readable. */
    record Failed(Problem why, Optional<RefreshMode> mode) implements Refresh {}

    /** The status as the HTTP API names it. */
    default String status() {
        return switch (this) {
            case Initializing ignored -> "INITIALIZING";
            case Active ignored -> "ACTIVE";
            case Switching ignored -> "SWITCHING";
            case Suspended ignored -> "SUSPENDED";
            case Failed ignored -> "FAILED";
        };
    }

    /** The mode it is in; while switching the one it comes from. */
    default Optional<RefreshMode> currentMode() {
        return switch (this) {
            case Initializing ignored -> Optional.empty();
            case Active active -> Optional.of(active.mode());
            case Switching switching -> switching.from();
            case Suspended suspended -> suspended.mode();
            case Failed failed -> failed.mode();
        };
    }
}
