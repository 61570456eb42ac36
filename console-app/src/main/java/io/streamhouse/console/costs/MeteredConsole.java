package io.streamhouse.console.costs;

import io.streamhouse.console.jobs.JobAttribution;
import io.streamhouse.console.settings.Connections;
import io.streamhouse.cost.Attribution;
import io.streamhouse.cost.MeterSurroundings;
import io.streamhouse.engine.EngineMeter;
import io.streamhouse.engine.Jobs;
import io.streamhouse.engine.StateFiles;
import io.streamhouse.engine.Warehouse;
import io.streamhouse.model.RelationId;
import io.streamhouse.refresh.MaterializedViews;
import io.streamhouse.streaming.ManagedJob;
import io.streamhouse.streaming.ManagedJobs;
import java.util.List;
import java.util.Optional;

/** The connection in use and whatever works on it, as the meters ask for them. */
record MeteredConsole(Connections connections, MaterializedViews views, ManagedJobs statements, JobAttribution jobNames)
        implements MeterSurroundings {

    @Override
    public EngineMeter meter() {
        return connections.meter();
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
    public List<Warehouse> warehouses() {
        return connections.warehouses();
    }

    @Override
    public Warehouse warehouse(String catalog) {
        return connections.warehouse(catalog);
    }

    @Override
    public Attribution attribution() {
        return views.attribution().or(jobNames);
    }

    @Override
    public List<RelationId> inputs(RelationId relation) {
        return views.inputs(relation);
    }

    @Override
    public StateKept state(RelationId relation) {
        StateKept ofView = views.stateKept(relation);
        if (!ofView.equals(StateKept.NONE)) {
            return ofView;
        }
        return statements.list().stream()
                .filter(statement -> statement.writes().contains(relation))
                .findFirst()
                .map(MeteredConsole::kept)
                .orElse(StateKept.NONE);
    }

    private static StateKept kept(ManagedJob statement) {
        return new StateKept(Optional.of(statement.uid()), statement.job());
    }

    @Override
    public Optional<RelationId> reader(String consumer) {
        return views.reader(consumer);
    }
}
