package io.streamhouse.console.sqlworkspace;

import io.streamhouse.model.Actor;
import io.streamhouse.model.ExecutionMode;
import io.streamhouse.model.Problem;
import io.streamhouse.model.Redactor;
import io.streamhouse.sql.StatementKind;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A statement that is run, at one moment.
 *
 * @param id of this run
 * @param sql as it was written: may hold secrets
 * @param namespace where its unqualified names are looked up; both parts are there
 * @param at this moment: when it began, or when it ended
 * @param problem why it failed
 */
public record RanStatement(
        UUID id,
        Actor actor,
        String sql,
        StatementKind kind,
        ExecutionMode mode,
        Namespace namespace,
        Instant at,
        RunState state,
        Optional<Problem> problem) {

    @Override
    public String toString() {
        return "RanStatement[" + id + ", " + actor.name() + ", " + state + ", " + Redactor.text(sql) + "]";
    }
}
