package io.streamhouse.console.settings;

import io.streamhouse.engine.Jobs;

/** Told before an embedded engine is shut down, to bring its jobs to safety. A bean of this type is enough. */
@FunctionalInterface
public interface EngineFarewell {

    /**
     * Called while the engine still answers; it is shut down when all have returned.
     *
     * @param connection name of the engine's connection
     */
    void leaving(Jobs jobs, String connection);
}
