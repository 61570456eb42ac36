package io.streamhouse.console.jobs;

import io.streamhouse.console.settings.Connections;
import io.streamhouse.console.settings.EngineStatus;
import io.streamhouse.engine.Engine;
import io.streamhouse.engine.Jobs;
import io.streamhouse.engine.SessionSettings;
import io.streamhouse.engine.StateFiles;
import io.streamhouse.model.EngineKind;
import io.streamhouse.model.EngineState;
import io.streamhouse.streaming.JobSurroundings;
import java.util.Optional;

/** The connection in use, as the loop that cares for streaming statements asks for it. */
record ConsoleJobSurroundings(Connections connections) implements JobSurroundings {

    @Override
    public Optional<String> connection() {
        EngineStatus status = connections.status();
        return status.state() == EngineState.READY ? Optional.of(status.connection()) : Optional.empty();
    }

    @Override
    public boolean endsWithConsole() {
        return connections.status().kind() == EngineKind.EMBEDDED;
    }

    @Override
    public Engine engine() {
        return connections.engine();
    }

    @Override
    public Jobs jobs() {
        return connections.jobs();
    }

    @Override
    public StateFiles stateFiles() {
        return connections.stateFiles();
    }

    @Override
    public SessionSettings sessionSettings() {
        return connections.sessionSettings();
    }
}
