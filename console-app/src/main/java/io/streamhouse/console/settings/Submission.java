package io.streamhouse.console.settings;

import io.streamhouse.model.Actor;
import io.streamhouse.model.ExecutionMode;
import io.streamhouse.model.JobId;
import io.streamhouse.model.Redactor;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A statement that left a job running, with all that is needed to run it again.
 *
 * @param sql as it was written: may hold secrets
 * @param before what the session had run that the statement needs, in order
 * @param catalog the session's current catalog when it ran
 * @param configuration Flink options in force for it
 */
public record Submission(
        Actor actor,
        JobId job,
        String connection,
        String sql,
        ExecutionMode mode,
        List<SessionStatement> before,
        Optional<String> catalog,
        Optional<String> database,
        Map<String, String> configuration) {

    public Submission {
        before = List.copyOf(before);
        configuration = Map.copyOf(configuration);
    }

    @Override
    public String toString() {
        return "Submission[" + actor.name() + ", " + job + ", " + Redactor.text(sql) + "]";
    }
}
