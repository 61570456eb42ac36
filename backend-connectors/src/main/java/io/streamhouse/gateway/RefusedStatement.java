package io.streamhouse.gateway;

import io.streamhouse.engine.StatementHandle;
import io.streamhouse.model.JobId;
import io.streamhouse.model.Problem;
import java.time.Duration;
import java.util.Optional;

/** A statement that was not sent to the engine at all. */
record RefusedStatement(Problem problem) implements StatementHandle {

    @Override
    public Fetched fetch(Duration patience) {
        return new Failed(problem);
    }

    @Override
    public void cancel() {}

    @Override
    public Optional<JobId> job() {
        return Optional.empty();
    }

    @Override
    public boolean sessionRenewed() {
        return false;
    }

    @Override
    public void close() {}
}
