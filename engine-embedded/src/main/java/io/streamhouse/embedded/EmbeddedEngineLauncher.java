package io.streamhouse.embedded;

import io.streamhouse.engine.EngineLauncher;
import io.streamhouse.model.Endpoints;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.Problem;
import io.streamhouse.model.ProblemException;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.table.gateway.SqlGateway;
import org.apache.flink.table.gateway.service.context.DefaultContext;
import org.apache.flink.table.gateway.service.session.SessionManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts a Flink cluster and its SQL Gateway in this JVM, on loopback only. */
public final class EmbeddedEngineLauncher implements EngineLauncher {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedEngineLauncher.class);

    /** How often a port that looked free may turn out to be taken. */
    private static final int PORT_ATTEMPTS = 5;

    @Override
    public RunningEngine start(Settings settings) {
        EngineConfiguration options = new EngineConfiguration(settings);
        ThreadMeter meter = new ThreadMeter();
        MiniCluster cluster = null;
        try {
            for (var folder : options.folders()) {
                Files.createDirectories(folder);
            }
            Configuration configuration = options.cluster();
            meter.attachTo(configuration);
            cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                    .setConfiguration(configuration)
                    .setNumTaskManagers(1)
                    .setNumSlotsPerTaskManager(settings.slots())
                    .build());
            cluster.start();
            URI clusterRest = cluster.getRestAddress().get();
            configuration.set(RestOptions.PORT, clusterRest.getPort());
            return startGateway(cluster, configuration, clusterRest, meter);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            abandon(cluster);
            meter.close();
            throw failed(e);
        } catch (Exception e) {
            abandon(cluster);
            meter.close();
            throw failed(e);
        }
    }

    private static RunningEngine startGateway(
            MiniCluster cluster, Configuration configuration, URI clusterRest, ThreadMeter meter) throws Exception {
        for (int attempt = 1; ; attempt++) {
            int port = freePort();
            Configuration gatewayConfiguration = EngineConfiguration.gateway(configuration, port);
            SqlGateway gateway = new SqlGateway(
                    gatewayConfiguration, SessionManager.create(new DefaultContext(gatewayConfiguration, List.of())));
            try {
                gateway.start();
                Endpoints endpoints = new Endpoints(
                        URI.create("http://127.0.0.1:" + port),
                        URI.create("http://127.0.0.1:" + clusterRest.getPort()));
                return new RunningCluster(endpoints, cluster, gateway, meter);
            } catch (Exception e) {
                gateway.stop();
                if (attempt == PORT_ATTEMPTS || !causedByTakenPort(e)) {
                    throw e;
                }
            }
        }
    }

    /** The gateway can choose a port itself but can't be asked which; so one is looked for beforehand. */
    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static boolean causedByTakenPort(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException) {
                return true;
            }
        }
        return false;
    }

    private static void abandon(@org.jspecify.annotations.Nullable MiniCluster cluster) {
        if (cluster != null) {
            cluster.closeAsync();
        }
    }

    private static ProblemException failed(Exception cause) {
        LOG.error("The embedded engine did not start", cause);
        return new ProblemException(
                Problem.of(
                        ErrorCode.ENGINE_FAILED,
                        "The embedded engine did not start: " + rootMessage(cause),
                        "The log in the home folder has the details. Is there memory and disk space left?"),
                cause);
    }

    private static String rootMessage(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        String message = root.getMessage();
        return message == null ? root.getClass().getSimpleName() : message;
    }
}
