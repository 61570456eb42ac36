package io.streamhouse.console.settings;

import io.streamhouse.engine.Jobs;
import io.streamhouse.engine.StateFiles;

/** Told before an embedded engine is shut down, to bring its jobs to safety. A bean of this type is enough. */
@FunctionalInterface
public interface EngineFarewell {

    /**
     * Called while the engine still answers; it is shut down when all have returned.
     *
     * @param files where its jobs leave their state
     * @param connection name of the engine's connection
     */
    void leaving(Jobs jobs, StateFiles files, String connection);
}
