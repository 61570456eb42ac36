package io.streamhouse.pipeline;

import io.streamhouse.model.Column;
import io.streamhouse.model.FreshnessTarget;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.RequestedMode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a node does with the rows it is given. Expressions are SQL as it was written; whether they make sense is found by
 * checking, so that a pipeline can be half done.
 */
public sealed interface Step {

    /** How many inputs a step has to have at least. */
    int fewestInputs();

    /** How many inputs it can have at most. */
    int mostInputs();

    /** Steps that rows come out of, for others to take: all but targets. */
    default boolean hasOutput() {
        return !(this instanceof Target);
    }

    /** With no input of its own. */
    sealed interface Beginning extends Step {
        @Override
        default int fewestInputs() {
            return 0;
        }

        @Override
        default int mostInputs() {
            return 0;
        }
    }

    /** With exactly one input. */
    sealed interface Unary extends Step {
        @Override
        default int fewestInputs() {
            return 1;
        }

        @Override
        default int mostInputs() {
            return 1;
        }
    }

    /** With a left (port 0) and a right input (port 1). */
    sealed interface Binary extends Step {
        @Override
        default int fewestInputs() {
            return 2;
        }

        @Override
        default int mostInputs() {
            return 2;
        }
    }

    /**
     * The rows of a relation.
     *
     * @param hints options for this reading only, as {@code OPTIONS} takes them
     */
    record Source(RelationId relation, Map<String, String> hints) implements Beginning {

        public Source {
            hints = Map.copyOf(hints);
        }

        public Source(RelationId relation) {
            this(relation, Map.of());
        }
    }

    /** The rows for which a condition is true. */
    record Filter(String condition) implements Unary {}

    /**
     * Columns chosen and computed; calls of scalar functions too.
     *
     * @param keepAll whether the input's columns come first, all of them
     * @param distinct whether rows that are alike become one
     */
    record Project(boolean keepAll, List<NamedExpression> columns, boolean distinct) implements Unary {

        public Project {
            columns = List.copyOf(columns);
        }
    }

    /** Which rows of two inputs come out of a join. */
    enum JoinKind {
        INNER,
        LEFT,
        RIGHT,
        FULL,
        /** Rows of the left that have one on the right. */
        SEMI,
        /** Rows of the left that have none on the right. */
        ANTI
    }

    /**
     * Rows of two inputs side by side.
     *
     * @param on what makes them belong together; empty for each with each
     * @param columns what comes out; empty for all columns of both, or of the left where only its rows come out
     */
    record Join(JoinKind kind, String on, List<NamedExpression> columns) implements Binary {

        public Join {
            columns = List.copyOf(columns);
        }
    }

    /**
     * A join of two streams by how close their event times are, so that state can be let go:
     * {@code on AND leftTime BETWEEN rightTime + from AND rightTime + to}.
     *
     * @param from an interval as SQL has it, such as {@code INTERVAL '10' MINUTE}; begins with a minus sign for the past
     * @param to as {@code from}
     * @param columns as of {@link Join}
     */
    record IntervalJoin(
            JoinKind kind,
            String on,
            String leftTime,
            String rightTime,
            String from,
            String to,
            List<NamedExpression> columns)
            implements Binary {

        public IntervalJoin {
            columns = List.copyOf(columns);
        }
    }

    /**
     * A join with what the right side was at the left row's time: {@code FOR SYSTEM_TIME AS OF time}. A lookup, if the
     * time is processing time.
     *
     * @param kind INNER or LEFT
     * @param time a time column of the left input
     * @param columns as of {@link Join}
     */
    record TemporalJoin(JoinKind kind, String on, String time, List<NamedExpression> columns) implements Binary {

        public TemporalJoin {
            columns = List.copyOf(columns);
        }
    }

    /**
     * Rows in groups.
     *
     * @param keys what rows of one group have in common; empty for one group of all
     * @param measures aggregates over a group's rows
     */
    record Aggregate(List<NamedExpression> keys, List<NamedExpression> measures) implements Unary {

        public Aggregate {
            keys = List.copyOf(keys);
            measures = List.copyOf(measures);
        }
    }

    /** How event time is cut into windows; durations are intervals as SQL has them. */
    sealed interface Windowing {

        /** One after the other. */
        record Tumble(String size) implements Windowing {}

        /** Overlapping: one begins every {@code slide}. */
        record Hop(String slide, String size) implements Windowing {}

        /** Growing by {@code step} up to {@code size}, then beginning again. */
        record Cumulate(String step, String size) implements Windowing {}

        /**
         * Until nothing comes for {@code gap}.
         *
         * @param partitionBy columns that tell sessions apart
         */
        record Session(String gap, List<String> partitionBy) implements Windowing {

            public Session {
                partitionBy = List.copyOf(partitionBy);
            }
        }
    }

    /**
     * Gives each row the window it belongs to, in the columns {@code window_start}, {@code window_end} and
     * {@code window_time}; a row of overlapping windows comes out once for each. An aggregate that follows groups by them.
     *
     * @param time name of the time column
     */
    record Window(String time, Windowing windowing) implements Unary {}

    /**
     * Of rows with the same key, the first or the last one.
     *
     * @param keys columns
     * @param by what tells first from last, mostly a time column
     */
    record Deduplicate(List<String> keys, List<Ordering> by) implements Unary {

        public Deduplicate {
            keys = List.copyOf(keys);
            by = List.copyOf(by);
        }
    }

    /**
     * The first {@code count} rows of each group.
     *
     * @param partitionBy what tells groups apart; empty for one group of all
     * @param rankColumn name of a column for the row's place in its group, if wanted
     */
    record TopN(List<String> partitionBy, List<Ordering> by, long count, Optional<String> rankColumn) implements Unary {

        public TopN {
            partitionBy = List.copyOf(partitionBy);
            by = List.copyOf(by);
        }
    }

    /** How rows of several inputs of the same columns are put together. */
    enum SetKind {
        UNION_ALL,
        UNION,
        INTERSECT,
        EXCEPT
    }

    /** Rows of several inputs put together. Intersect and except take two. */
    record SetOperation(SetKind kind) implements Step {

        @Override
        public int fewestInputs() {
            return 2;
        }

        @Override
        public int mostInputs() {
            return kind == SetKind.UNION_ALL || kind == SetKind.UNION ? 50 : 2;
        }
    }

    /** Rows in order, or only so many of them. */
    record SortLimit(List<Ordering> by, OptionalLong limit, OptionalLong offset) implements Unary {

        public SortLimit {
            by = List.copyOf(by);
        }
    }

    /**
     * Calls a table function, or unnests a collection, for each row: its columns follow those of the input.
     *
     * @param call such as {@code UNNEST(tags)} or {@code split(line)}
     * @param columns names of what it gives
     * @param outer whether rows for which it gives nothing are kept
     */
    record TableCall(String call, List<String> columns, boolean outer) implements Unary {

        public TableCall {
            columns = List.copyOf(columns);
        }
    }

    /** A query as text, which is what no other step covers. It calls its inputs by their nodes' names. */
    record Query(String sql) implements Step {

        @Override
        public int fewestInputs() {
            return 0;
        }

        @Override
        public int mostInputs() {
            return 50;
        }
    }

    /** Where rows end. */
    sealed interface Target extends Step {

        RelationId relation();

        @Override
        default int fewestInputs() {
            return 1;
        }

        @Override
        default int mostInputs() {
            return 1;
        }
    }

    /**
     * Into a table that is there.
     *
     * @param columns those filled, in the order of the input's; empty for all
     */
    record IntoTable(RelationId relation, List<String> columns) implements Target {

        public IntoTable {
            columns = List.copyOf(columns);
        }
    }

    /**
     * Into a table made for it.
     *
     * @param columns as declared; empty for those of the input
     * @param options the table's own, with secrets
     */
    record IntoNewTable(
            RelationId relation,
            List<Column> columns,
            List<String> primaryKey,
            List<String> partitionedBy,
            Map<String, String> options)
            implements Target {

        public IntoNewTable {
            columns = List.copyOf(columns);
            primaryKey = List.copyOf(primaryKey);
            partitionedBy = List.copyOf(partitionedBy);
            options = Map.copyOf(options);
        }
    }

    /**
     * Kept as a materialized view.
     *
     * @param primaryKey empty for the query's own
     */
    record IntoView(
            RelationId relation,
            List<String> primaryKey,
            List<String> partitionedBy,
            FreshnessTarget freshness,
            RequestedMode mode,
            Map<String, String> options)
            implements Target {

        public IntoView {
            primaryKey = List.copyOf(primaryKey);
            partitionedBy = List.copyOf(partitionedBy);
            options = Map.copyOf(options);
        }
    }
}
