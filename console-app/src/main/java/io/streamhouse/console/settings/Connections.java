package io.streamhouse.console.settings;

import io.streamhouse.engine.Engine;
import io.streamhouse.engine.EngineMeter;
import io.streamhouse.engine.Jobs;
import io.streamhouse.engine.SessionSettings;
import io.streamhouse.engine.StateFiles;
import io.streamhouse.engine.Warehouse;
import java.util.List;

/**
 * The engine in use and the warehouses attached. Features ask here at every use and never keep what they get: the
 * connection can be switched while the console runs.
 */
public interface Connections {

    EngineStatus status();

    /** Calls {@code listener} on every change of {@link #status()}, from any thread, until the result is closed. */
    AutoCloseable onChange(Runnable listener);

    /** @throws io.streamhouse.model.ProblemException ENGINE_STARTING while the embedded engine comes up */
    Engine engine();

    /** @throws io.streamhouse.model.ProblemException ENGINE_STARTING while the embedded engine comes up */
    Jobs jobs();

    /**
     * What jobs of the cluster in use leave behind on storage.
     *
     * @throws io.streamhouse.model.ProblemException ENGINE_STARTING while the embedded engine comes up
     */
    StateFiles stateFiles();

    /**
     * What the engine in use has used. Another engine has another meter.
     *
     * @throws io.streamhouse.model.ProblemException ENGINE_STARTING while the embedded engine comes up
     */
    EngineMeter meter();

    /** The attached Paimon warehouses, the default one first. They answer without an engine. */
    List<Warehouse> warehouses();

    /** @throws io.streamhouse.model.ProblemException NOT_FOUND if no warehouse of this catalog name is attached */
    Warehouse warehouse(String catalog);

    /** How a session starts here: the attached catalogs, the default catalog and database. */
    SessionSettings sessionSettings();
}
