package io.streamhouse.streaming;

import io.streamhouse.engine.Engine;
import io.streamhouse.engine.Jobs;
import io.streamhouse.engine.SessionSettings;
import io.streamhouse.engine.StateFiles;
import java.util.Optional;

/** The engine that statements run on, asked for at every use since another can be chosen meanwhile. */
public interface JobSurroundings {

    /** Name of the connection in use; empty while its engine is not ready. */
    Optional<String> connection();

    /** Whether the engine in use ends with this process, and its jobs with it. */
    boolean endsWithConsole();

    /** @throws io.streamhouse.model.ProblemException ENGINE_STARTING, ENGINE_UNREACHABLE */
    Engine engine();

    /** @throws io.streamhouse.model.ProblemException ENGINE_STARTING, ENGINE_UNREACHABLE */
    Jobs jobs();

    /** @throws io.streamhouse.model.ProblemException ENGINE_STARTING, ENGINE_UNREACHABLE */
    StateFiles stateFiles();

    /** How a session starts: with every attached catalog. */
    SessionSettings sessionSettings();
}
