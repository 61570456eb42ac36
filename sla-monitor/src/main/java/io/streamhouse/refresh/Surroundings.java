package io.streamhouse.refresh;

import io.streamhouse.cost.Prices;
import io.streamhouse.engine.Engine;
import io.streamhouse.engine.EngineMeter;
import io.streamhouse.engine.Jobs;
import io.streamhouse.engine.SessionSettings;
import io.streamhouse.engine.StateFiles;
import io.streamhouse.engine.Warehouse;
import java.util.List;
import java.util.Optional;

/** The engine and the warehouses that views live in, asked for at every use since both can be changed meanwhile. */
public interface Surroundings {

    /** @throws io.streamhouse.model.ProblemException ENGINE_STARTING, ENGINE_UNREACHABLE */
    Engine engine();

    /** @throws io.streamhouse.model.ProblemException ENGINE_STARTING, ENGINE_UNREACHABLE */
    Jobs jobs();

    /** @throws io.streamhouse.model.ProblemException ENGINE_STARTING, ENGINE_UNREACHABLE */
    StateFiles stateFiles();

    /** @throws io.streamhouse.model.ProblemException NOT_FOUND */
    Warehouse warehouse(String catalog);

    List<Warehouse> warehouses();

    /** How sessions that run refreshes start: with every attached catalog. */
    SessionSettings sessionSettings();

    /** What the engine uses is read here; empty if it is not metered. */
    default Optional<EngineMeter> meter() {
        return Optional.empty();
    }

    default Prices prices() {
        return Prices.DEFAULT;
    }

    /** How much is kept for a view at rest. */
    default KeptLimits keptLimits() {
        return KeptLimits.DEFAULT;
    }
}
