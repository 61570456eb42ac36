package io.streamhouse.embedded;

import io.streamhouse.model.JobId;
import java.util.Map;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.runtime.metrics.scope.ScopeFormat;

/**
 * Learns which thread works for which job. Operators register their metrics on their task's own thread, in a group that
 * names the job, and a task takes its metrics away on its own thread as the last thing it does.
 */
final class TaskMetrics implements MetricReporter {

    private final ThreadLedger ledger;

    TaskMetrics(ThreadLedger ledger) {
        this.ledger = ledger;
    }

    @Override
    public void open(MetricConfig config) {}

    @Override
    public void close() {}

    @Override
    public void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
        Thread thread = Thread.currentThread();
        if (!ThreadLedger.belongsToATask(thread) || ledger.knows(thread)) {
            return;
        }
        Map<String, String> variables = group.getAllVariables();
        String job = variables.get(ScopeFormat.SCOPE_JOB_ID);
        if (job != null) {
            ledger.taskBegan(thread, new JobId(job), variables.getOrDefault(ScopeFormat.SCOPE_TASK_SUBTASK_INDEX, "0"));
        }
    }

    @Override
    public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {
        Thread thread = Thread.currentThread();
        if (ThreadLedger.belongsToATask(thread)) {
            ledger.taskEnds(thread);
        }
    }
}
