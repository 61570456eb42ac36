package io.streamhouse.console.views;

import io.streamhouse.console.settings.Connections;
import io.streamhouse.engine.Engine;
import io.streamhouse.engine.Jobs;
import io.streamhouse.engine.SessionSettings;
import io.streamhouse.engine.StateFiles;
import io.streamhouse.engine.Warehouse;
import io.streamhouse.refresh.KeptLimits;
import io.streamhouse.refresh.Surroundings;
import java.util.List;

/** The connection in use and the attached warehouses, as the loop that keeps views fresh asks for them. */
record ConsoleSurroundings(Connections connections, KeptLimits keptLimits) implements Surroundings {

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
    public Warehouse warehouse(String catalog) {
        return connections.warehouse(catalog);
    }

    @Override
    public List<Warehouse> warehouses() {
        return connections.warehouses();
    }

    @Override
    public SessionSettings sessionSettings() {
        return connections.sessionSettings();
    }
}
