package io.streamhouse.embedded;

import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;

/** Made by Flink from its configuration: finds the ledger of the engine that the configuration is of. */
public final class TaskMetricsFactory implements MetricReporterFactory {

    private static final String PREFIX = "metrics.reporter.task-threads.";
    private static final String ID = "ledger";
    private static final Map<String, ThreadLedger> LEDGERS = new ConcurrentHashMap<>();

    /** @return the name under which the ledger is found, for {@link #forget} */
    static String announce(ThreadLedger ledger, Configuration configuration) {
        String id = UUID.randomUUID().toString();
        LEDGERS.put(id, ledger);
        configuration.setString(PREFIX + "factory.class", TaskMetricsFactory.class.getName());
        configuration.setString(PREFIX + ID, id);
        return id;
    }

    static void forget(String id) {
        LEDGERS.remove(id);
    }

    @Override
    public MetricReporter createMetricReporter(Properties properties) {
        ThreadLedger ledger = LEDGERS.get(properties.getProperty(ID, ""));
        if (ledger == null) {
            throw new IllegalArgumentException("This reporter serves the embedded engine only");
        }
        return new TaskMetrics(ledger);
    }
}
