package io.streamhouse.pipeline;

import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.Identifiers;
import io.streamhouse.model.Problem;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.Relation;
import io.streamhouse.model.RelationId;
import io.streamhouse.pipeline.NodeRows.Column;
import io.streamhouse.pipeline.NodeRows.Role;
import io.streamhouse.pipeline.PipelineColumn.Time;
import io.streamhouse.plan.RowTyper;
import io.streamhouse.plan.TypedQuery;
import io.streamhouse.plan.TypedQuery.Field;
import io.streamhouse.plan.TypedQuery.From;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.utils.LogicalTypeMerging;

/** Looks at one node, over the rows of its inputs. */
final class NodeCheckup {

    /**
     * What was found.
     *
     * @param rows empty if they can't be told
     * @param reads the relations that this goes by, as they were
     */
    record Found(Optional<NodeRows> rows, List<NodeProblem> problems, Map<RelationId, Optional<Relation>> reads) {

        Found {
            problems = List.copyOf(problems);
            reads = Map.copyOf(reads);
        }
    }

    private static final String STEP = "step";

    private static final Set<String> WINDOW_COLUMNS = Set.of("window_start", "window_end", "window_time");

    /** How Flink's validator calls a STRING. */
    private static final String LONGEST_TEXT = "VARCHAR(2147483647)";

    /** As many mistakes of one node are looked for: each costs a validation. */
    private static final int MOST_MISTAKES = 5;

    private final PipelineNode node;
    private final List<Integer> ports;
    private final List<String> names;
    private final List<NodeRows> inputs;
    private final boolean streamed;
    private final RowTyper typer;
    private final Supplier<WholeQuery> whole;
    private final List<NodeProblem> problems = new ArrayList<>();
    private final Map<RelationId, Optional<Relation>> reads = new HashMap<>();

    /**
     * @param ports of the inputs that are linked; {@code names} and {@code inputs} are theirs, in this order
     * @param streamed whether it has to run as a stream
     * @param whole the query of all its rows; asked for only if its own SELECT does not say enough
     */
    NodeCheckup(
            PipelineNode node,
            List<Integer> ports,
            List<String> names,
            List<NodeRows> inputs,
            boolean streamed,
            RowTyper typer,
            Supplier<WholeQuery> whole) {
        this.whole = whole;
        this.node = node;
        this.ports = ports;
        this.names = names;
        this.inputs = inputs;
        this.streamed = streamed;
        this.typer = typer;
    }

    Found find() {
        problems.addAll(FieldChecks.of(node.step(), inputs));
        Optional<NodeRows> rows = Optional.empty();
        try {
            rows = blocked() ? Optional.empty() : rows();
        } catch (RuntimeException | AssertionError | LinkageError unforeseen) {
            // Flink's planner is not ours: whatever it throws, one node must not take the others with it.
            problems.add(new NodeProblem(
                    STEP,
                    Problem.of(ErrorCode.NOT_SUPPORTED, "Flink's planner can't follow this step: " + said(unforeseen)),
                    true));
        }
        return new Found(rows, FieldPlaces.firstOfEach(problems), reads);
    }

    private static String said(Throwable unforeseen) {
        String line = String.valueOf(unforeseen.getMessage())
                .strip()
                .lines()
                .findFirst()
                .orElse("");
        return line.length() <= 200 ? line : line.substring(0, 200) + "…";
    }

    private boolean blocked() {
        return problems.stream().anyMatch(NodeProblem::blocking);
    }

    private void blocking(String field, ErrorCode code, String what, String nextStep) {
        problems.add(new NodeProblem(field, Problem.of(code, what, nextStep), true));
    }

    /** Something that only a stream can't do. */
    private void inStreams(String field, String what, String nextStep) {
        problems.add(new NodeProblem(
                field,
                Problem.of(ErrorCode.NOT_SUPPORTED, streamed ? what : "As a stream it can't run: " + what, nextStep),
                streamed));
    }

    private void warning(String field, String what, String nextStep) {
        problems.add(new NodeProblem(field, Problem.of(ErrorCode.INVALID_REQUEST, what, nextStep), false));
    }

    private Optional<NodeRows> rows() {
        return switch (node.step()) {
            case Step.Source source -> source(source);
            case Step.Filter ignored -> typed(node.step()).map(this::carried);
            case Step.Project project -> typed(project).map(query -> project(project, query));
            case Step.Join join -> typed(join).map(query -> join(join, query));
            case Step.IntervalJoin join -> typed(join).map(query -> intervalJoin(join, query));
            case Step.TemporalJoin join -> temporalJoin(join);
            case Step.Aggregate aggregate -> typed(aggregate).map(query -> aggregate(aggregate, query));
            case Step.Window window -> window(window);
            case Step.Deduplicate ignored -> typed(node.step()).map(this::carried);
            case Step.TopN ignored -> typed(node.step()).map(this::carried);
            case Step.SetOperation operation -> together(operation);
            case Step.SortLimit ignored -> typed(node.step()).map(this::carried);
            case Step.TableCall ignored -> typed(node.step()).map(this::carried);
            case Step.Query query -> typed(query).map(this::query);
            case Step.Target target -> {
                NodeRows rows = inputs.get(0);
                problems.addAll(new TargetChecks(rows, id -> {
                            Optional<Relation> relation = typer.relation(id);
                            reads.put(id, relation);
                            return relation;
                        })
                        .of(target));
                yield Optional.of(rows);
            }
        };
    }

    private Optional<NodeRows> source(Step.Source source) {
        RelationId id = source.relation();
        Optional<Relation> relation = typer.relation(id);
        reads.put(id, relation);
        if (relation.isEmpty()) {
            blocking(
                    "relation",
                    ErrorCode.NOT_FOUND,
                    "There is no table or view " + id,
                    "It was dropped or renamed, or its catalog is not attached: choose another");
            return Optional.empty();
        }
        return typed(source)
                .map(query -> new NodeRows(query.fields().stream()
                        .map(field -> new Column(field.name(), field.type(), Role.NONE))
                        .toList()));
    }

    /**
     * What the validator says of a step. After a mistake in one of several expressions the others are looked at, too:
     * people put right what they see.
     */
    private Optional<TypedQuery> typed(Step step) {
        Step left = step;
        for (int mistake = 0; mistake < MOST_MISTAKES; mistake++) {
            Optional<TypedQuery> query = Optional.empty();
            int before = problems.size();
            query = validated(left);
            if (query.isPresent() && problems.size() == before) {
                return mistake == 0 ? query : Optional.empty();
            }
            Optional<Step> without = Mistakes.without(left, problems.getLast().field());
            if (without.isEmpty()) {
                return Optional.empty();
            }
            left = without.get();
        }
        return Optional.empty();
    }

    private Optional<TypedQuery> validated(Step step) {
        PipelineNode asked = new PipelineNode(node.name(), step, node.note());
        NodeSql sql;
        try {
            sql = NodeSql.of(asked, names, this::namesOf);
        } catch (ProblemException refusal) {
            problems.add(new NodeProblem(STEP, refusal.problem(), true));
            return Optional.empty();
        }
        FieldPlaces places = new FieldPlaces(asked, sql);
        try {
            TypedQuery query = typer.type(sql.sql(), given());
            reads.putAll(query.reads());
            query.mismatches().forEach(problem -> problems.add(places.placed(problem)));
            return Optional.of(query);
        } catch (ProblemException refusal) {
            // What it read before it stumbled is not told: it is read again to be asked for anew the next time.
            problems.add(places.placed(withColumns(refusal.problem())));
            typer.reads().forEach(reads::putIfAbsent);
            return Optional.empty();
        }
    }

    private Optional<List<String>> namesOf(String input) {
        int at = names.indexOf(input);
        return at < 0 ? Optional.empty() : Optional.of(inputs.get(at).names());
    }

    private Map<String, List<Field>> given() {
        Map<String, List<Field>> given = new LinkedHashMap<>();
        for (int at = 0; at < names.size(); at++) {
            given.put(names.get(at), inputs.get(at).fields());
        }
        return given;
    }

    private Problem withColumns(Problem refusal) {
        Problem problem = new Problem(
                refusal.code(), refusal.what().replace(LONGEST_TEXT, "STRING"), refusal.where(), refusal.nextStep());
        if (problem.nextStep().isPresent() || !problem.what().contains("not found in any table")) {
            return problem;
        }
        List<String> columns = inputs.stream()
                .flatMap(rows -> rows.names().stream())
                .distinct()
                .map(Identifiers::plain)
                .toList();
        return columns.isEmpty() ? problem : problem.withNextStep("There are: " + FieldChecks.list(columns));
    }

    /** Columns of the one input go through as they are; what is added is none of theirs. */
    private NodeRows carried(TypedQuery query) {
        return new NodeRows(query.fields().stream()
                .map(field -> inputs.get(0)
                        .column(field.name())
                        .filter(column ->
                                column.type().getTypeRoot() == field.type().getTypeRoot())
                        .map(column -> new Column(field.name(), field.type(), column.role()))
                        .orElseGet(() -> new Column(field.name(), field.type(), Role.NONE)))
                .toList());
    }

    /** What a computed column is after it was a column of an input, and only then: a value at a time is no time attribute. */
    private Column computed(Field field) {
        Optional<Column> origin = field.from().flatMap(this::origin);
        Column column =
                new Column(field.name(), field.type(), origin.map(Column::role).orElse(Role.NONE));
        return origin.isPresent() ? column : column.withoutTime();
    }

    private Optional<Column> origin(From from) {
        int input = names.indexOf(from.input());
        return input < 0 ? Optional.empty() : inputs.get(input).column(from.column());
    }

    private NodeRows project(Step.Project project, TypedQuery query) {
        int kept = query.fields().size() - project.columns().size();
        List<Column> columns = new ArrayList<>();
        for (int at = 0; at < query.fields().size(); at++) {
            Field field = query.fields().get(at);
            boolean proctime = at >= kept
                    && project.columns().get(at - kept).expression().strip().equalsIgnoreCase("PROCTIME()");
            columns.add(proctime ? new Column(field.name(), field.type(), Role.NONE) : computed(field));
        }
        NodeRows rows = new NodeRows(columns);
        return project.distinct() ? grouped(rows, columns.size()) : rows;
    }

    private NodeRows aggregate(Step.Aggregate aggregate, TypedQuery query) {
        return grouped(
                new NodeRows(query.fields().stream().map(this::computed).toList()),
                aggregate.keys().size());
    }

    /** Grouping keeps the time of a window and nothing else that goes by time. */
    private static NodeRows grouped(NodeRows rows, int keys) {
        NodeRows grouping = new NodeRows(
                rows.columns().subList(0, Math.min(keys, rows.columns().size())));
        boolean byWindow = grouping.hasWindow();
        List<Column> columns = new ArrayList<>();
        for (int at = 0; at < rows.columns().size(); at++) {
            Column column = rows.columns().get(at);
            boolean kept = byWindow && at < keys;
            Column now = kept ? column : column.as(Role.NONE);
            columns.add(now.role() == Role.WINDOW_TIME ? now : now.withoutTime());
        }
        return new NodeRows(columns);
    }

    private NodeRows join(Step.Join join, TypedQuery query) {
        warnOfSameNames(join.columns(), join.kind());
        if (join.kind() == Step.JoinKind.INNER && join.on().isBlank()) {
            warning("on", "Each row of the one is put beside each of the other", "Say what makes rows belong together");
        }
        NodeRows rows = new NodeRows(query.fields().stream().map(this::computed).toList());
        boolean mayGoByTime =
                inputs.stream().allMatch(NodeRows::hasTime) || inputs.stream().allMatch(NodeRows::hasWindow);
        return mayGoByTime ? asStreamed(rows) : rows.withoutTime();
    }

    private NodeRows query(TypedQuery query) {
        NodeRows rows = new NodeRows(query.fields().stream()
                .map(field -> new Column(
                        field.name(),
                        field.type(),
                        field.from().flatMap(this::origin).map(Column::role).orElse(Role.NONE)))
                .toList());
        return rows.hasTime() ? asStreamed(rows) : rows;
    }

    /** Has the optimiser tell which event times are still there. */
    private NodeRows asStreamed(NodeRows rows) {
        List<Boolean> kept;
        try {
            kept = typer.streamed(whole.get().sql()).eventTimes();
        } catch (ProblemException refusal) {
            inStreams(STEP, refusal.problem().what(), "Run it in batch mode, or make a view of its rows");
            return rows.withoutTime();
        }
        boolean any = kept.contains(true);
        List<Column> columns = new ArrayList<>();
        for (int at = 0; at < rows.columns().size(); at++) {
            Column column = rows.columns().get(at);
            boolean event = column.time() == Time.EVENT;
            Column now = any ? column : column.as(Role.NONE);
            columns.add(event && !kept.get(at) ? now.withoutTime() : now);
        }
        return new NodeRows(columns);
    }

    private NodeRows intervalJoin(Step.IntervalJoin join, TypedQuery query) {
        warnOfSameNames(join.columns(), join.kind());
        NodeRows rows = new NodeRows(query.fields().stream()
                .map(field -> computed(field).as(Role.NONE))
                .toList());
        boolean left = timeOf(join.leftTime(), 0, "leftTime");
        boolean right = timeOf(join.rightTime(), 1, "rightTime");
        if (join.kind() == Step.JoinKind.SEMI || join.kind() == Step.JoinKind.ANTI) {
            warning(
                    "kind",
                    "As a stream, a join by interval of this kind remembers all rows, as one without an interval does",
                    "Use an inner or an outer join to let rows go");
            return rows.withoutTime();
        }
        return left && right ? rows : rows.withoutTime();
    }

    private boolean timeOf(String expression, int port, String field) {
        Optional<Column> column = plain(expression, port);
        if (column.isPresent() && column.get().time() != Time.NO) {
            return true;
        }
        warning(
                field,
                "“" + expression + "” is no time attribute: as a stream, the join remembers all rows",
                "Give its table a watermark on it, to have rows let go");
        return false;
    }

    /** The column of an input that an expression is, qualified or not; empty if it is computed, or there is none. */
    private Optional<Column> plain(String expression, int port) {
        List<String> parts;
        try {
            parts = Identifiers.split(expression.strip());
        } catch (IllegalArgumentException computed) {
            return Optional.empty();
        }
        boolean qualified = parts.size() == 2 && parts.get(0).equals(names.get(port));
        return parts.size() == 1 || qualified ? inputs.get(port).column(parts.getLast()) : Optional.empty();
    }

    private Optional<NodeRows> temporalJoin(Step.TemporalJoin join) {
        warnOfSameNames(join.columns(), join.kind());
        Optional<Column> time = plain(join.time(), 0);
        if (time.isEmpty()) {
            blocking(
                    "time",
                    ErrorCode.NOT_FOUND,
                    "The left input has no column " + join.time(),
                    "Choose one of its times" + times(inputs.get(0)));
            return Optional.empty();
        } else if (time.get().time() == Time.NO) {
            blocking(
                    "time",
                    ErrorCode.INVALID_STATEMENT,
                    "“" + join.time() + "” is no time attribute, and a temporal join goes by one",
                    "Use a time with a watermark, or for a lookup a column PROCTIME() computed before it");
            return Optional.empty();
        }
        return typed(join)
                .map(query -> new NodeRows(query.fields().stream()
                        .map(field -> {
                            boolean ofLeft = field.from()
                                    .filter(from -> from.input().equals(names.get(0)))
                                    .isPresent();
                            return ofLeft
                                    ? computed(field)
                                    : computed(field).withoutTime().as(Role.NONE);
                        })
                        .toList()));
    }

    private Optional<NodeRows> window(Step.Window window) {
        NodeRows input = inputs.get(0);
        Optional<Column> time = input.column(window.time());
        if (time.isEmpty()) {
            blocking(
                    "time",
                    ErrorCode.NOT_FOUND,
                    "The input has no column " + window.time(),
                    "Choose one of its times" + times(input));
            return Optional.empty();
        } else if (!time.get().isPointInTime()) {
            blocking(
                    "time",
                    ErrorCode.INVALID_STATEMENT,
                    "“" + window.time() + "” is no point in time but "
                            + time.get().words(),
                    "Choose a TIMESTAMP" + times(input));
            return Optional.empty();
        }
        List<String> windows =
                input.names().stream().filter(WINDOW_COLUMNS::contains).toList();
        if (!windows.isEmpty()) {
            blocking(
                    "inputs[0]",
                    ErrorCode.INVALID_STATEMENT,
                    "The input has " + FieldChecks.list(windows) + " already, which a window adds",
                    "Give them other names before, or leave them out");
            return Optional.empty();
        }
        Optional<TypedQuery> query = typed(window);
        if (query.isPresent() && time.get().time() == Time.NO) {
            inStreams(
                    "time",
                    "“" + window.time() + "” is no event time here, which a window needs",
                    "Give its table a watermark on it; joins without an interval and aggregates lose it, so cut windows"
                            + " before them");
        }
        return query.map(typed -> windowed(typed, time.get()));
    }

    private NodeRows windowed(TypedQuery query, Column time) {
        int before = query.fields().size() - 3;
        List<Column> columns = new ArrayList<>();
        for (int at = 0; at < query.fields().size(); at++) {
            Field field = query.fields().get(at);
            Column column = new Column(field.name(), field.type(), Role.NONE);
            Column kept = inputs.get(0).column(field.name()).isPresent() ? column : column.withoutTime();
            columns.add(
                    switch (at - before) {
                        case 0 -> column.withoutTime().as(Role.WINDOW_START);
                        case 1 -> column.withoutTime().as(Role.WINDOW_END);
                        case 2 -> (time.time() == Time.NO ? column.withoutTime() : column).as(Role.WINDOW_TIME);
                        default -> kept;
                    });
        }
        return new NodeRows(columns);
    }

    private static String times(NodeRows rows) {
        List<String> times = rows.columns().stream()
                .filter(Column::isPointInTime)
                .map(Column::name)
                .toList();
        return times.isEmpty() ? "; it has none" : ": " + FieldChecks.list(times);
    }

    private Optional<NodeRows> together(Step.SetOperation operation) {
        NodeRows first = inputs.get(0);
        for (int input = 1; input < inputs.size(); input++) {
            compare(first, inputs.get(input), input, operation.kind());
        }
        if (blocked()) {
            return Optional.empty();
        }
        return typed(operation).map(query -> {
            List<Column> columns = new ArrayList<>();
            for (int at = 0; at < query.fields().size(); at++) {
                Field field = query.fields().get(at);
                Role role = first.columns().get(at).role();
                boolean same = true;
                for (NodeRows other : inputs) {
                    same &= other.columns().get(at).role() == role;
                }
                columns.add(new Column(field.name(), field.type(), same ? role : Role.NONE));
            }
            NodeRows rows = new NodeRows(columns);
            return operation.kind() == Step.SetKind.UNION_ALL ? rows : rows.withoutTime();
        });
    }

    private void compare(NodeRows first, NodeRows other, int input, Step.SetKind kind) {
        String field = "inputs[" + ports.get(input) + "]";
        String name = "“" + names.get(input) + "”";
        String firstName = "“" + names.get(0) + "”";
        if (first.columns().size() != other.columns().size()) {
            blocking(
                    field,
                    ErrorCode.INVALID_STATEMENT,
                    name + " has " + other.columns().size() + " columns, and " + firstName + " has "
                            + first.columns().size(),
                    "Choose the same columns of both before they are put together");
            return;
        }
        for (int at = 0; at < first.columns().size(); at++) {
            Column one = first.columns().get(at);
            Column two = other.columns().get(at);
            LogicalType left = one.withoutTime().type();
            LogicalType right = two.withoutTime().type();
            if (LogicalTypeMerging.findCommonType(List.of(left, right)).isEmpty()) {
                blocking(
                        field,
                        ErrorCode.INVALID_STATEMENT,
                        "Column " + (at + 1) + " of " + name + " (" + two.name() + ") is " + two.words()
                                + ", and that of " + firstName + " (" + one.name() + ") is " + one.words(),
                        "Convert one of them before: CAST(" + Identifiers.plain(two.name()) + " AS " + one.words()
                                + ")");
                return;
            } else if (kind == Step.SetKind.UNION_ALL && one.time() != two.time()) {
                inStreams(
                        field,
                        "Column " + (at + 1) + " is a time attribute in " + (one.time() == Time.NO ? name : firstName)
                                + " and in " + (one.time() == Time.NO ? firstName : name)
                                + " it is not, or of another kind",
                        "Make it a plain point in time before: CAST(… AS TIMESTAMP(3))");
                return;
            }
        }
    }

    /** What a join of all columns calls those that both inputs have. */
    private void warnOfSameNames(List<NamedExpression> chosen, Step.JoinKind kind) {
        boolean both = kind != Step.JoinKind.SEMI && kind != Step.JoinKind.ANTI;
        if (!chosen.isEmpty() || !both) {
            return;
        }
        List<String> twice = inputs.get(0).names().stream()
                .filter(inputs.get(1).names()::contains)
                .map(Identifiers::plain)
                .toList();
        if (!twice.isEmpty()) {
            warning(
                    "columns",
                    "Both inputs have " + FieldChecks.list(twice) + ": that of the right is called " + twice.get(0)
                            + "0 from here on",
                    "Choose the columns to give them names");
        }
    }
}
