package io.streamhouse.embedded;

import io.streamhouse.cluster.ClusterMeter;
import io.streamhouse.engine.EngineMeter;
import io.streamhouse.model.Capability;
import io.streamhouse.model.Endpoints;
import java.nio.file.Path;
import java.util.Set;

/** The contract, kept by a JobManager, two TaskManagers and a SQL Gateway in processes of their own. */
final class RealClusterEngineTest extends ViewContractTest {

    @SuppressWarnings("NullAway.Init")
    private RealCluster cluster;

    @SuppressWarnings("NullAway.Init")
    private ClusterMeter meter;

    @Override
    Endpoints start(Path folder) throws Exception {
        cluster = RealCluster.start(folder);
        meter = new ClusterMeter(cluster.cluster());
        return endpoints();
    }

    private Endpoints endpoints() {
        return new Endpoints(cluster.gateway(), cluster.cluster());
    }

    @Override
    Set<Capability> capabilities() {
        return Set.of(Capability.DURABLE_SAVEPOINTS, Capability.LOAD_CODE);
    }

    @Override
    EngineMeter meter() {
        return meter;
    }

    @Override
    void disappear() {
        cluster.killGateway();
    }

    @Override
    Endpoints comeBack() throws Exception {
        cluster.startGateway();
        return endpoints();
    }

    @Override
    void stop() {
        meter.close();
        cluster.close();
    }
}
