package io.streamhouse.console.settings;

import io.streamhouse.engine.Engine;
import io.streamhouse.model.Endpoints;
import java.util.List;

/** What only the settings may do with the connections: change them while the console runs. */
interface EngineSwitch {

    /**
     * Uses this connection from now on. Sessions of the engine before are closed; its statements in flight end with a
     * problem that says why.
     *
     * @param keepEmbedded whether an embedded engine that is left goes on with its jobs; otherwise its streaming jobs
     *     are stopped with savepoints and it is shut down
     */
    void use(EngineConnection connection, boolean keepEmbedded);

    /** Whether an embedded engine runs in this process, in use or kept. */
    boolean embeddedRuns();

    /** An engine to try things on; the caller closes it. */
    Engine trial(Endpoints endpoints);

    /** Uses these catalogs from now on, besides the default one; new sessions have them at once. */
    void attach(List<AttachedCatalog> catalogs);
}
