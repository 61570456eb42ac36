package io.streamhouse.console.alerts;

import io.streamhouse.alert.AlertState;
import io.streamhouse.alert.AlertState.Standing;
import io.streamhouse.alert.Subject;
import java.util.Comparator;
import java.util.List;

/**
 * A rule with how it stands.
 *
 * @param subjects by name, as of the last look; none if it is paused or was not looked at yet
 */
public record RuleSeen(SavedRule saved, List<On> subjects) {

    public RuleSeen {
        subjects = List.copyOf(subjects);
    }

    /** How a rule stands on one subject. */
    public record On(Subject subject, AlertState state) {}

    public long count(Standing standing) {
        return subjects.stream().filter(on -> on.state().standing() == standing).count();
    }

    /** The worst of its subjects: firing, then unknown, then pending. */
    public Standing standing() {
        return subjects.stream()
                .map(on -> on.state().standing())
                .max(Comparator.comparingInt(RuleSeen::weight))
                .orElse(Standing.OK);
    }

    private static int weight(Standing standing) {
        return switch (standing) {
            case OK -> 0;
            case PENDING -> 1;
            case UNKNOWN -> 2;
            case FIRING -> 3;
        };
    }
}
