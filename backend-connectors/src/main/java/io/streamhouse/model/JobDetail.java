package io.streamhouse.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** A job with its tasks and the edges between them. */
public record JobDetail(JobSummary summary, ExecutionMode mode, List<Vertex> vertices, List<Edge> edges) {

    public JobDetail {
        vertices = List.copyOf(vertices);
        edges = List.copyOf(edges);
    }

    /**
     * A task of the job graph: the operators chained into it share its figures.
     *
     * @param busyRatio share of the time its busiest subtask works, 0 to 1; empty if not reported
     * @param backPressuredRatio share of the time its worst subtask waits for the tasks after it, 0 to 1
     */
    public record Vertex(
            String id,
            String name,
            int parallelism,
            JobState state,
            long recordsRead,
            long recordsWritten,
            long bytesRead,
            long bytesWritten,
            OptionalDouble busyRatio,
            OptionalDouble backPressuredRatio,
            Optional<String> watermark,
            Map<String, Integer> subtasksByState) {
        public Vertex {
            subtasksByState = Map.copyOf(subtasksByState);
        }
    }

    /**
     * Data flows from one vertex to another.
     *
     * @param shipStrategy how rows are spread, {@code HASH} or {@code FORWARD}, as Flink names it
     */
    public record Edge(String fromVertex, String toVertex, String shipStrategy) {}
}
