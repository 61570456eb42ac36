package io.streamhouse.model;

import java.time.Duration;
import java.util.Map;

/**
 * What an engine has used since its meter began. No figure ever falls; {@code total} is all jobs (those that are not told
 * of any more too), planning, engine, console and runtime together.
 *
 * @param jobs those that run, and for some minutes those that have ended
 * @param planning CPU of statements being parsed, planned and fetched by the gateway
 * @param engine CPU of Flink itself
 * @param console CPU of the console, if it lives in the engine's process
 * @param runtime CPU of the Java machine itself: its collector, its compiler, and native threads that belong to nobody
 * @param total CPU of the process, or of all processes of the cluster, as the operating system counts it
 * @param cores that are kept ready for the engine
 */
public record EngineReading(
        Map<JobId, JobReading> jobs,
        Duration planning,
        Duration engine,
        Duration console,
        Duration runtime,
        Duration total,
        int cores) {

    public EngineReading {
        jobs = Map.copyOf(jobs);
    }
}
