package io.streamhouse.embedded;

import io.streamhouse.engine.EngineLauncher.RunningEngine;
import io.streamhouse.engine.EngineMeter;
import io.streamhouse.model.Endpoints;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.table.gateway.SqlGateway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The embedded cluster and its gateway, kept alive: a task manager that died is replaced, as a process manager would
 * do it for a cluster of processes.
 *
 * <p>It does die in ordinary use: a SELECT cancelled in the moment between its task's deployment and its sink's opening
 * ends in a NullPointerException in Flink 2.2.1's {@code CollectSinkFunction.accumulateFinalResults}, which the task
 * manager takes as fatal. Without a new one no statement would ever get a slot again.
 */
final class RunningCluster implements RunningEngine {

    private static final Logger LOG = LoggerFactory.getLogger(RunningCluster.class);
    private static final int LOOK_EVERY_MILLIS = 500;
    private static final int PATIENCE_SECONDS = 20;

    private final Endpoints endpoints;
    private final MiniCluster cluster;
    private final SqlGateway gateway;
    private final ThreadMeter meter;
    private final ScheduledExecutorService keeper = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("task-manager-keeper").daemon().factory());

    RunningCluster(Endpoints endpoints, MiniCluster cluster, SqlGateway gateway, ThreadMeter meter) {
        this.endpoints = endpoints;
        this.cluster = cluster;
        this.gateway = gateway;
        this.meter = meter;
        keeper.scheduleWithFixedDelay(
                this::replaceDeadTaskManager, LOOK_EVERY_MILLIS, LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public Endpoints endpoints() {
        return endpoints;
    }

    @Override
    public EngineMeter meter() {
        return meter;
    }

    MiniCluster cluster() {
        return cluster;
    }

    private void replaceDeadTaskManager() {
        try {
            int connected = cluster.requestClusterOverview()
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .getNumTaskManagersConnected();
            if (connected == 0 && cluster.isRunning()) {
                LOG.warn("The embedded engine's task manager died; starting another");
                cluster.startTaskManager();
                awaitTaskManager();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            LOG.warn("No answer to whether the embedded engine's task manager lives; asking again", e);
        }
    }

    /** So that one that has not registered yet is not taken for another dead one. */
    private void awaitTaskManager() throws InterruptedException, ExecutionException, TimeoutException {
        for (int look = 0; look < PATIENCE_SECONDS * 1000 / LOOK_EVERY_MILLIS; look++) {
            if (cluster.requestClusterOverview()
                            .get(PATIENCE_SECONDS, TimeUnit.SECONDS)
                            .getNumTaskManagersConnected()
                    > 0) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
        }
    }

    @Override
    public void close() {
        keeper.shutdownNow();
        gateway.stop();
        try {
            cluster.closeAsync().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("The embedded cluster did not stop cleanly", e);
        }
        meter.close();
    }
}
