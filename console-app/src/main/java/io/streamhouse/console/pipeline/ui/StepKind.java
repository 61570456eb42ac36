package io.streamhouse.console.pipeline.ui;

import io.streamhouse.model.FreshnessTarget;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.RequestedMode;
import io.streamhouse.pipeline.NamedExpression;
import io.streamhouse.pipeline.Ordering;
import io.streamhouse.pipeline.Step;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The kinds of steps, as pages call and explain them. */
enum StepKind {
    SOURCE(Group.SOURCES, "Source", "source", "Reads the rows of a table or view."),
    FILTER(Group.ROWS, "Filter", "filtered", "Keeps the rows for which a condition is true."),
    PROJECT(
            Group.ROWS,
            "Choose and compute",
            "computed",
            "Chooses columns, renames them and computes new ones from an expression or a function."),
    JOIN(Group.JOINS, "Join", "joined", "Puts rows of two inputs side by side that belong together."),
    INTERVAL_JOIN(
            Group.JOINS,
            "Interval join",
            "joined",
            "Joins two streams whose event times are close to each other. What is too old to match is forgotten, so its"
                    + " state stays small."),
    TEMPORAL_JOIN(
            Group.JOINS,
            "Temporal join",
            "enriched",
            "Adds to each row what the right side was at that row's time, such as the exchange rate when an order was"
                    + " placed."),
    AGGREGATE(Group.GROUPS, "Aggregate", "summary", "Makes one row of each group: sums, counts, averages."),
    WINDOW(
            Group.GROUPS,
            "Window",
            "windowed",
            "Cuts event time into windows and gives each row its window_start, window_end and window_time. An aggregate"
                    + " that follows groups by them."),
    DEDUPLICATE(
            Group.GROUPS, "Deduplicate", "distinct_rows", "Of rows with the same key, keeps the first or the last."),
    TOP_N(Group.GROUPS, "Top N", "top_rows", "Keeps the first few rows of each group."),
    SET_OPERATION(
            Group.ROWS,
            "Union and the like",
            "together",
            "Puts rows of several inputs with the same columns together, or keeps what they share."),
    SORT_LIMIT(Group.ROWS, "Sort and limit", "sorted", "Puts rows in order, or keeps only so many of them."),
    TABLE_CALL(
            Group.ROWS,
            "Table function",
            "expanded",
            "Calls a table function, or unnests an array or map, for each row; what it gives follows the row's columns."),
    QUERY(Group.ROWS, "SQL", "query", "A query as text, for what no other step covers. It calls its inputs by name."),
    INTO_TABLE(Group.TARGETS, "Into a table", "into_table", "Writes the rows into a table that is there."),
    INTO_NEW_TABLE(Group.TARGETS, "Into a new table", "into_new_table", "Creates a table and writes the rows into it."),
    INTO_VIEW(
            Group.TARGETS,
            "Materialized view",
            "into_view",
            "Keeps the rows as a view that is as fresh as you say, and refreshed as cheaply as that allows.");

    /** Under which heading a kind is offered. */
    enum Group {
        SOURCES("Read"),
        ROWS("Rows and columns"),
        JOINS("Join"),
        GROUPS("Group and window"),
        TARGETS("Write");

        private final String title;

        Group(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }
    }

    private static final Duration FRESH = Duration.ofMinutes(1);

    private final Group group;
    private final String title;
    private final String nodeName;
    private final String explanation;

    StepKind(Group group, String title, String nodeName, String explanation) {
        this.group = group;
        this.title = title;
        this.nodeName = nodeName;
        this.explanation = explanation;
    }

    Group group() {
        return group;
    }

    String title() {
        return title;
    }

    /** One or two sentences for somebody who meets it for the first time. */
    String explanation() {
        return explanation;
    }

    /** Whether one has to say which relation before there can be such a step. */
    boolean needsRelation() {
        return this == SOURCE || this == INTO_TABLE;
    }

    /** What a new node with this step is called, unless there is one already. */
    String nodeName(Step step) {
        return switch (step) {
            case Step.Source source -> source.relation().name();
            default -> nodeName;
        };
    }

    static StepKind of(Step step) {
        return switch (step) {
            case Step.Source ignored -> SOURCE;
            case Step.Filter ignored -> FILTER;
            case Step.Project ignored -> PROJECT;
            case Step.Join ignored -> JOIN;
            case Step.IntervalJoin ignored -> INTERVAL_JOIN;
            case Step.TemporalJoin ignored -> TEMPORAL_JOIN;
            case Step.Aggregate ignored -> AGGREGATE;
            case Step.Window ignored -> WINDOW;
            case Step.Deduplicate ignored -> DEDUPLICATE;
            case Step.TopN ignored -> TOP_N;
            case Step.SetOperation ignored -> SET_OPERATION;
            case Step.SortLimit ignored -> SORT_LIMIT;
            case Step.TableCall ignored -> TABLE_CALL;
            case Step.Query ignored -> QUERY;
            case Step.IntoTable ignored -> INTO_TABLE;
            case Step.IntoNewTable ignored -> INTO_NEW_TABLE;
            case Step.IntoView ignored -> INTO_VIEW;
        };
    }

    /**
     * A step to begin with, to be filled in by its form.
     *
     * @param relation the one that is read or written; of no matter to steps that do neither
     */
    Step begun(RelationId relation) {
        return switch (this) {
            case SOURCE -> new Step.Source(relation);
            case FILTER -> new Step.Filter("");
            case PROJECT -> new Step.Project(true, List.of(), false);
            case JOIN -> new Step.Join(Step.JoinKind.INNER, "", List.of());
            case INTERVAL_JOIN ->
                new Step.IntervalJoin(
                        Step.JoinKind.INNER, "", "", "", "-INTERVAL '10' MINUTE", "INTERVAL '10' MINUTE", List.of());
            case TEMPORAL_JOIN -> new Step.TemporalJoin(Step.JoinKind.LEFT, "", "", List.of());
            case AGGREGATE -> new Step.Aggregate(List.of(), List.of(new NamedExpression("COUNT(*)", "row_count")));
            case WINDOW -> new Step.Window("", new Step.Windowing.Tumble("INTERVAL '1' MINUTE"));
            case DEDUPLICATE -> new Step.Deduplicate(List.of(), List.of());
            case TOP_N -> new Step.TopN(List.of(), List.<Ordering>of(), 10, Optional.empty());
            case SET_OPERATION -> new Step.SetOperation(Step.SetKind.UNION_ALL);
            case SORT_LIMIT -> new Step.SortLimit(List.of(), OptionalLong.empty(), OptionalLong.empty());
            case TABLE_CALL -> new Step.TableCall("", List.of(), false);
            case QUERY -> new Step.Query("");
            case INTO_TABLE -> new Step.IntoTable(relation, List.of());
            case INTO_NEW_TABLE -> new Step.IntoNewTable(relation, List.of(), List.of(), List.of(), Map.of());
            case INTO_VIEW ->
                new Step.IntoView(
                        relation,
                        List.of(),
                        List.of(),
                        new FreshnessTarget.Within(FRESH),
                        new RequestedMode.Auto(),
                        Map.of());
        };
    }
}
