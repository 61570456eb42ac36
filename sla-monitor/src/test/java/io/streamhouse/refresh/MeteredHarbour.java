package io.streamhouse.refresh;

import io.streamhouse.cost.Attribution;
import io.streamhouse.cost.MeterSurroundings;
import io.streamhouse.engine.EngineMeter;
import io.streamhouse.engine.Jobs;
import io.streamhouse.engine.StateFiles;
import io.streamhouse.engine.Warehouse;
import io.streamhouse.model.RelationId;
import java.util.List;
import java.util.Optional;

/** A harbour as the meters see it. */
record MeteredHarbour(Harbour harbour) implements MeterSurroundings {

    @Override
    public EngineMeter meter() {
        return harbour.meter().orElseThrow();
    }

    @Override
    public Jobs jobs() {
        return harbour.jobs();
    }

    @Override
    public StateFiles stateFiles() {
        return harbour.stateFiles();
    }

    @Override
    public List<Warehouse> warehouses() {
        return harbour.warehouses();
    }

    @Override
    public Warehouse warehouse(String catalog) {
        return harbour.warehouse(catalog);
    }

    @Override
    public Attribution attribution() {
        return harbour.views.attribution();
    }

    @Override
    public List<RelationId> inputs(RelationId relation) {
        return harbour.views.inputs(relation);
    }

    @Override
    public StateKept state(RelationId relation) {
        return harbour.views.stateKept(relation);
    }

    @Override
    public Optional<RelationId> reader(String consumer) {
        return harbour.views.reader(consumer);
    }
}
