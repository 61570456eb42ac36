package io.streamhouse.engine;

import io.streamhouse.model.Endpoints;
import java.nio.file.Path;
import java.util.Map;

/** Starts an engine inside this JVM. Found through {@link java.util.ServiceLoader}, so that nothing depends on it. */
public interface EngineLauncher {

    /**
     * Starts a cluster and its SQL Gateway on loopback ports of their own choosing and returns when both answer.
     *
     * @throws io.streamhouse.model.ProblemException ENGINE_FAILED
     */
    RunningEngine start(Settings settings);

    /**
     * @param home folder for everything the engine keeps: checkpoints, savepoints, its catalog store, temporary files
     * @param slots how many tasks may run side by side
     * @param configuration Flink options on top of the defaults
     */
    record Settings(Path home, int slots, Map<String, String> configuration) {
        public Settings {
            configuration = Map.copyOf(configuration);
        }
    }

    /** An engine that was started here, to be closed here. */
    interface RunningEngine extends AutoCloseable {

        Endpoints endpoints();

        /** What it uses; closed with it. */
        EngineMeter meter();

        /** Stops it; jobs that still run are lost unless they were stopped with a savepoint before. */
        @Override
        void close();
    }
}
