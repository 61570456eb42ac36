package io.streamhouse.cost;

import io.streamhouse.engine.EngineMeter;
import io.streamhouse.engine.Jobs;
import io.streamhouse.engine.StateFiles;
import io.streamhouse.engine.Warehouse;
import io.streamhouse.model.JobId;
import io.streamhouse.model.RelationId;
import java.util.List;
import java.util.Optional;

/** What is metered, asked for at every use since it can be changed meanwhile. */
public interface MeterSurroundings {

    /** @throws io.streamhouse.model.ProblemException ENGINE_STARTING, ENGINE_UNREACHABLE */
    EngineMeter meter();

    /** @throws io.streamhouse.model.ProblemException ENGINE_STARTING, ENGINE_UNREACHABLE */
    Jobs jobs();

    /** @throws io.streamhouse.model.ProblemException ENGINE_STARTING, ENGINE_UNREACHABLE */
    StateFiles stateFiles();

    List<Warehouse> warehouses();

    /** @throws io.streamhouse.model.ProblemException NOT_FOUND */
    Warehouse warehouse(String catalog);

    Attribution attribution();

    /** What a relation is made of, as far as it is known. */
    List<RelationId> inputs(RelationId relation);

    /** What is kept to carry on the work for a relation. */
    StateKept state(RelationId relation);

    /** The materialized view that a consumer of a table belongs to; empty if it is somebody else's. */
    Optional<RelationId> reader(String consumer);

    /**
     * Whose state there is.
     *
     * @param uid names the folder of savepoints; empty if there is none
     * @param job the job whose checkpoints are kept; empty if there is none
     */
    record StateKept(Optional<String> uid, Optional<JobId> job) {
        public static final StateKept NONE = new StateKept(Optional.empty(), Optional.empty());
    }
}
