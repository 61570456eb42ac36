package io.streamhouse.embedded;

import io.streamhouse.engine.EngineLauncher.Settings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;

/**
 * Flink's options for an engine inside one JVM: everything on loopback, small enough for a laptop, and its files below
 * one folder.
 */
final class EngineConfiguration {

    private static final String LOOPBACK = "127.0.0.1";

    private final Settings settings;

    EngineConfiguration(Settings settings) {
        this.settings = settings;
    }

    private Path checkpoints() {
        return settings.home().resolve("checkpoints");
    }

    private Path savepoints() {
        return settings.home().resolve("savepoints");
    }

    private Path temporary() {
        return settings.home().resolve("tmp");
    }

    private Path noClasses() {
        return settings.home().resolve("no-classes");
    }

    List<Path> folders() {
        return List.of(checkpoints(), savepoints(), temporary(), noClasses());
    }

    Configuration cluster() {
        Map<String, String> options = new LinkedHashMap<>();
        listenOnLoopbackOnly(options);
        memory(options);
        state(options);
        options.put("execution.target", "remote");
        options.put("parallelism.default", "1");
        // Batch jobs pick their parallelism by data size; more than the cores of a laptop only costs slots.
        options.put("execution.batch.adaptive.auto-parallelism.max-parallelism", "2");
        // No catalog store in a file: Flink's reads back what looks like a boolean or a number wrongly, keeps secrets
        // in
        // the open, and would remember folders that have moved. Catalogs that stay are attached in the settings.
        options.put("table.catalog-store.kind", "generic_in_memory");
        // In a fat jar a job's class loader must not look for the job's own jar: an empty folder stands in for it.
        options.put("pipeline.classpaths", noClasses().toUri().toString());
        options.put("io.tmp.dirs", temporary().toString());
        options.put("cluster.intercept-user-system-exit", "THROW");
        // A person who finds all slots taken wants to be told, not to wait for minutes.
        options.put("slot.request.timeout", "20000");
        options.put("jobstore.max-capacity", "200");
        options.put("web.history", "50");
        options.putAll(settings.configuration());
        return Configuration.fromMap(options);
    }

    private static void listenOnLoopbackOnly(Map<String, String> options) {
        options.put("rest.address", LOOPBACK);
        options.put("rest.bind-address", LOOPBACK);
        options.put("rest.bind-port", "0");
        options.put("jobmanager.rpc.address", LOOPBACK);
        options.put("jobmanager.bind-host", LOOPBACK);
        options.put("taskmanager.host", LOOPBACK);
        options.put("taskmanager.bind-host", LOOPBACK);
        // Any page in the user's browser can send requests to loopback: nothing there may take code.
        options.put("web.submit.enable", "false");
        options.put("web.cancel.enable", "true");
        // What is told of one job and its checkpoints may be this old (ms); Flink's own three seconds are an age here.
        options.put("web.refresh-interval", "250");
    }

    private static void memory(Map<String, String> options) {
        options.put("taskmanager.memory.managed.size", "384mb");
        options.put("taskmanager.memory.network.min", "64mb");
        options.put("taskmanager.memory.network.max", "64mb");
    }

    private void state(Map<String, String> options) {
        options.put("state.backend.type", "rocksdb");
        options.put("execution.checkpointing.incremental", "true");
        options.put("execution.checkpointing.dir", checkpoints().toUri().toString());
        options.put(
                "execution.checkpointing.savepoint-dir", savepoints().toUri().toString());
        options.put("execution.checkpointing.externalized-checkpoint-retention", "RETAIN_ON_CANCELLATION");
    }

    static Configuration gateway(Configuration cluster, int port) {
        Configuration options = new Configuration(cluster);
        options.setString("sql-gateway.endpoint.type", "rest");
        options.setString("sql-gateway.endpoint.rest.address", LOOPBACK);
        options.setString("sql-gateway.endpoint.rest.bind-address", LOOPBACK);
        options.setString("sql-gateway.endpoint.rest.port", Integer.toString(port));
        // Without it the endpoint would take the cluster's own.
        options.setString("sql-gateway.endpoint.rest.bind-port", Integer.toString(port));
        return options;
    }
}
