package io.streamhouse.plan;

import io.streamhouse.model.Column;
import io.streamhouse.model.DatabaseId;
import io.streamhouse.model.Relation;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.Schema;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Asks Flink's planner what it knows of a query, in this process and without a cluster. Safe for threads: a few
 * plannings go on at once, others wait for their turn. The first one takes seconds, later ones milliseconds.
 */
public final class QueryPlanner {

    /** Each keeps a planner of some megabytes. */
    private static final int AT_ONCE = 2;

    private static final BlockingQueue<Seat> SEATS = new ArrayBlockingQueue<>(AT_ONCE);

    static {
        for (int seat = 0; seat < AT_ONCE; seat++) {
            SEATS.add(new Seat());
        }
    }

    private QueryPlanner() {}

    /** Calcite's planner remembers a little of each query for good: after so many it is made anew. */
    private static final int PLANNINGS_PER_PLANNER = 2_000;

    /** One of the places to plan at; its planners are made when they are first needed. */
    private static final class Seat {

        private @Nullable PlannerSession streaming;
        private @Nullable PlannerSession batch;
        private int plannings;

        private void sit() {
            if (++plannings > PLANNINGS_PER_PLANNER) {
                plannings = 0;
                streaming = null;
                batch = null;
            }
        }

        private PlannerSession streaming() {
            PlannerSession session = streaming == null ? new PlannerSession(true) : streaming;
            streaming = session;
            return session;
        }

        private PlannerSession batch() {
            PlannerSession session = batch == null ? new PlannerSession(false) : batch;
            batch = session;
            return session;
        }
    }

    /**
     * What is known of a query whose result is kept by the key that is inferred for it.
     *
     * @param query one SELECT, WITH or VALUES, with or without a semicolon
     * @param current where names of fewer than three parts are looked up
     * @throws io.streamhouse.model.ProblemException SYNTAX, NOT_FOUND, INVALID_STATEMENT with the position in the
     *     query, NOT_SUPPORTED if it can't be kept at all
     */
    public static PlannedQuery plan(String query, DatabaseId current, RelationSource source) {
        return plan(query, current, source, List.of());
    }

    /**
     * What is known of a query whose result is kept by this key.
     *
     * @param key columns of the result; empty for the key that is inferred
     * @throws io.streamhouse.model.ProblemException as {@link #plan(String, DatabaseId, RelationSource)}
     */
    public static PlannedQuery plan(String query, DatabaseId current, RelationSource source, List<String> key) {
        return plan(query, current, source, key, List.of());
    }

    /**
     * What is known of a query that calls functions of which Flink's planner knows no class.
     *
     * @param key columns of the result; empty for the key that is inferred
     * @param functions those besides Flink's own
     * @throws io.streamhouse.model.ProblemException as {@link #plan(String, DatabaseId, RelationSource)}
     */
    public static PlannedQuery plan(
            String query,
            DatabaseId current,
            RelationSource source,
            List<String> key,
            List<DeclaredFunction> functions) {
        Seat seat = take();
        try {
            seat.sit();
            return new Planning(seat.streaming(), seat::batch, new KnownRelations(source), functions)
                    .plan(query, current, key);
        } finally {
            SEATS.add(seat);
        }
    }

    /** Reads a script at a seat, which is taken for as long as that lasts. */
    static <T> T atSeat(Function<PlannerSession, T> reading) {
        Seat seat = take();
        try {
            seat.sit();
            return reading.apply(seat.streaming());
        } finally {
            SEATS.add(seat);
        }
    }

    /** Plans something small, so that the first person's query need not wait for classes to load. */
    public static void warmUp() {
        RelationId id = new RelationId("warm", "up", "rows");
        Schema schema = Schema.of(Column.notNull("k", "BIGINT"), Column.of("v", "STRING"))
                .withPrimaryKey("k");
        Relation rows = new Relation.BaseTable(id, schema, Map.of(), Optional.empty());
        plan(
                "SELECT a.v, COUNT(*) AS n FROM `rows` a JOIN `rows` b ON a.k = b.k GROUP BY a.v",
                id.databaseId(),
                asked -> asked.equals(id) ? Optional.of(rows) : Optional.empty());
    }

    private static Seat take() {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return SEATS.take();
                } catch (InterruptedException wait) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
