package io.streamhouse.console.views;

import io.streamhouse.console.prices.SavedPrices;
import io.streamhouse.console.settings.Connections;
import io.streamhouse.cost.Prices;
import io.streamhouse.engine.Engine;
import io.streamhouse.engine.EngineMeter;
import io.streamhouse.engine.Jobs;
import io.streamhouse.engine.SessionSettings;
import io.streamhouse.engine.StateFiles;
import io.streamhouse.engine.Warehouse;
import io.streamhouse.refresh.KeptLimits;
import io.streamhouse.refresh.Surroundings;
import java.util.List;
import java.util.Optional;

/** The connection in use and the attached warehouses, as the loop that keeps views fresh asks for them. */
record ConsoleSurroundings(Connections connections, SavedPrices savedPrices, KeptLimits keptLimits)
        implements Surroundings {

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

    @Override
    public Optional<EngineMeter> meter() {
        return Optional.of(connections.meter());
    }

    @Override
    public Prices prices() {
        return savedPrices.prices();
    }
}
