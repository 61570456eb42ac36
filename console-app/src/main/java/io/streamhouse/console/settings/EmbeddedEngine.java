package io.streamhouse.console.settings;

import io.streamhouse.console.Home;
import io.streamhouse.engine.EngineLauncher;
import io.streamhouse.engine.EngineLauncher.RunningEngine;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.ProblemException;
import java.util.Map;
import java.util.ServiceLoader;

/** Finds and starts the engine that is packaged with the console. */
final class EmbeddedEngine {

    /**
     * Twenty small jobs that always run, two slots kept for people who ask, two for refreshes. The engine's memory is
     * divided by it.
     */
    private static final int SLOTS = 24;

    private EmbeddedEngine() {}

    /** @throws ProblemException ENGINE_FAILED */
    static RunningEngine start(Home home) {
        EngineLauncher launcher = ServiceLoader.load(EngineLauncher.class)
                .findFirst()
                .orElseThrow(() -> new ProblemException(
                        ErrorCode.ENGINE_FAILED, "No embedded engine is packaged with this console."));
        return launcher.start(new EngineLauncher.Settings(home.engine(), SLOTS, Map.of()));
    }
}
