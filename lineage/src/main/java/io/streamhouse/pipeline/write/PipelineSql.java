package io.streamhouse.pipeline.write;

import io.streamhouse.model.Column;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.FreshnessTarget;
import io.streamhouse.model.Identifiers;
import io.streamhouse.model.Problem;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.RefreshMode;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.RequestedMode;
import io.streamhouse.pipeline.Link;
import io.streamhouse.pipeline.Pipeline;
import io.streamhouse.pipeline.PipelineNode;
import io.streamhouse.pipeline.Step;
import io.streamhouse.sql.Lexeme;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Writes a pipeline as the script that means the same: each node is a {@code WITH} of its name, each target a statement.
 * {@link io.streamhouse.pipeline.read.PipelineReader} reads it back as the same pipeline.
 */
public final class PipelineSql {

    /** What a comment starts with that names a node whose name stands nowhere else. */
    public static final String NAMES = "node: ";

    /** What the reader calls the ordering that ends a query. */
    public static final String SORTED = "sorted";

    private final Pipeline pipeline;
    private final Function<String, Optional<List<String>>> columns;
    private final Map<String, PipelineNode> nodes = new HashMap<>();
    private final Map<String, List<String>> inputs = new HashMap<>();
    private final Map<String, Set<Class<?>>> takers = new HashMap<>();
    private final List<PipelineNode> ordered;

    private PipelineSql(Pipeline pipeline, Function<String, Optional<List<String>>> columns) {
        this.pipeline = pipeline;
        this.columns = columns;
        this.ordered = pipeline.inOrder();
        for (PipelineNode node : ordered) {
            nodes.put(node.name(), node);
            List<Link> links = pipeline.inputs(node.name());
            inputs.put(node.name(), links.stream().map(Link::from).toList());
            for (int port = 0; port < links.size(); port++) {
                boolean gap =
                        node.step() instanceof Step.Binary && links.get(port).port() != port;
                if (gap) {
                    throw refusal(node, "has no input " + (port + 1), "Link a node's output to it");
                }
                takers.computeIfAbsent(links.get(port).from(), name -> new HashSet<>())
                        .add(node.step().getClass());
            }
        }
    }

    /**
     * The whole of it: a query for what no target takes if there are no targets, else one statement for each target,
     * several INSERTs as a statement set.
     *
     * @param columns the columns of a node, by its name, where they are known: those of what a top-n or a
     *     deduplication takes should be
     * @throws ProblemException INVALID_REQUEST naming the node that is half done
     */
    public static String write(Pipeline pipeline, Function<String, Optional<List<String>>> columns) {
        return new PipelineSql(pipeline, columns).script();
    }

    /**
     * A query for the rows that come out of a node; for a target, for those that go into it.
     *
     * @param node a node that is there
     * @param columns as of {@link #write}
     * @throws ProblemException INVALID_REQUEST naming the node that is half done; NOT_FOUND for a node that isn't there
     */
    public static String query(Pipeline pipeline, String node, Function<String, Optional<List<String>>> columns) {
        PipelineNode asked = pipeline.node(node)
                .orElseThrow(() -> new ProblemException(ErrorCode.NOT_FOUND, "There is no node “" + node + "”"));
        String rows = node;
        if (asked.step() instanceof Step.Target) {
            rows = pipeline.inputs(node).stream()
                    .map(Link::from)
                    .findFirst()
                    .orElseThrow(() -> refusal(asked, "has no input", "Link a node's output to it"));
        }
        PipelineSql writing = new PipelineSql(pipeline.upTo(rows), columns);
        return writing.select(rows, List.of()).strip();
    }

    private String script() {
        List<PipelineNode> targets = ordered.stream()
                .filter(node -> node.step() instanceof Step.Target)
                .toList();
        List<PipelineNode> ends = ordered.stream()
                .filter(node ->
                        node.step().hasOutput() && pipeline.outputs(node.name()).isEmpty())
                .toList();
        if (targets.isEmpty()) {
            return ends.stream()
                    .map(end -> select(end.name(), List.of()) + ";\n")
                    .collect(Collectors.joining("\n"));
        }
        // What leads nowhere yet must not be lost: it stands in the WITH of the first statement, unused.
        List<String> loose =
                new ArrayList<>(ends.stream().map(PipelineNode::name).toList());
        List<String> statements = new ArrayList<>();
        List<String> inserts = new ArrayList<>();
        for (PipelineNode target : targets) {
            if (inputs.getOrDefault(target.name(), List.of()).isEmpty()) {
                throw refusal(target, "has no input", "Link a node's output to it");
            }
            String query = select(inputs.getOrDefault(target.name(), List.of()).get(0), loose);
            loose.clear();
            String head = heading(target);
            switch ((Step.Target) target.step()) {
                case Step.IntoTable into -> inserts.add(head + insert(into.relation(), into.columns()) + query);
                case Step.IntoNewTable into -> {
                    if (into.columns().isEmpty()) {
                        statements.add(head + createAs(into) + query + ";\n");
                    } else {
                        statements.add(head + create(into) + ";\n");
                        inserts.add(insert(into.relation(), List.of()) + query);
                    }
                }
                case Step.IntoView into -> statements.add(head + view(into) + query + ";\n");
            }
        }
        if (inserts.size() == 1) {
            statements.add(inserts.get(0) + ";\n");
        } else if (!inserts.isEmpty()) {
            statements.add("EXECUTE STATEMENT SET\nBEGIN\n"
                    + inserts.stream().map(insert -> insert + ";\n").collect(Collectors.joining("\n")) + "END;\n");
        }
        return String.join("\n", statements);
    }

    /** The query for the rows of a node, with those that lead nowhere beside it. */
    private String select(String last, List<String> loose) {
        Pipeline part = pipeline.upTo(last);
        Set<String> needed = new HashSet<>();
        part.nodes().forEach(node -> needed.add(node.name()));
        for (String end : loose) {
            pipeline.upTo(end).nodes().forEach(node -> needed.add(node.name()));
        }
        PipelineNode end = nodes.getOrDefault(last, PipelineNode.of(last, new Step.Query("")));
        boolean sorted = end.step() instanceof Step.SortLimit && endsQuery(last);
        StringBuilder text = new StringBuilder();
        if (sorted) {
            text.append(comments(end.note(), end.name().equals(SORTED) ? Optional.empty() : Optional.of(last)));
        }
        List<String> withs = new ArrayList<>();
        for (PipelineNode node : ordered) {
            boolean wanted = needed.contains(node.name())
                    && !(node.step() instanceof Step.Target)
                    && !isReadInPlace(node)
                    && !(sorted && node.name().equals(last));
            if (wanted) {
                withs.add(comments(node.note(), Optional.empty())
                                .lines()
                                .map(line -> "  " + line + "\n")
                                .collect(Collectors.joining())
                        + "  " + Lexeme.written(node.name()) + " AS (\n" + indented(sql(node), "    ") + "\n  )");
            }
        }
        if (!withs.isEmpty()) {
            text.append("WITH\n").append(String.join(",\n", withs)).append('\n');
        }
        return text.append(sorted ? sql(end).sql() : "SELECT *\nFROM " + from(last))
                .toString();
    }

    /** Whether a node is what a query gives back: an order means something only there. */
    private boolean endsQuery(String name) {
        return pipeline.outputs(name).isEmpty();
    }

    private NodeSql sql(PipelineNode node) {
        List<String> from = inputs.getOrDefault(node.name(), List.of());
        return NodeSql.reading(node, from.stream().map(this::from).toList(), from, columns);
    }

    /** What to write behind FROM for the rows of a node. */
    private String from(String name) {
        PipelineNode node = nodes.get(name);
        if (node != null && isReadInPlace(node) && node.step() instanceof Step.Source source) {
            return NodeSql.relation(source.relation()) + NodeSql.hints(source.hints()) + " AS " + Lexeme.written(name);
        }
        return Lexeme.written(name);
    }

    /** Whether nothing is lost when a source is read where it is needed: FROM relation AS name. */
    private boolean isReadInPlace(PipelineNode node) {
        Set<Class<?>> by = takers.getOrDefault(node.name(), Set.of());
        boolean taken = !by.isEmpty() || ordered.size() == 1;
        return node.step() instanceof Step.Source
                && node.note().isEmpty()
                && taken
                && !by.contains(Step.Window.class)
                && !by.contains(Step.Query.class);
    }

    private static String heading(PipelineNode target) {
        Step.Target step = (Step.Target) target.step();
        boolean named = target.name().equals(step.relation().name());
        return comments(target.note(), named ? Optional.empty() : Optional.of(target.name()));
    }

    /** A note as lines of comment, after one that names the node where that is needed. */
    private static String comments(String note, Optional<String> name) {
        StringBuilder lines = new StringBuilder();
        name.ifPresent(text -> lines.append("-- ").append(NAMES).append(text).append('\n'));
        if (!note.isEmpty()) {
            for (String line : note.split("\\R", -1)) {
                lines.append(line.isEmpty() ? "--" : "-- " + line).append('\n');
            }
        }
        return lines.toString();
    }

    /** Moves the lines to the right, but for those inside of expressions: they stay as they were written. */
    private static String indented(NodeSql sql, String by) {
        StringBuilder text = new StringBuilder(by);
        int span = 0;
        for (int at = 0; at < sql.sql().length(); at++) {
            char c = sql.sql().charAt(at);
            text.append(c);
            while (span < sql.spans().size() && sql.spans().get(span).to() <= at) {
                span++;
            }
            boolean own = span == sql.spans().size() || sql.spans().get(span).from() > at;
            if (c == '\n' && own) {
                text.append(by);
            }
        }
        return text.toString();
    }

    private static String insert(RelationId relation, List<String> columns) {
        return "INSERT INTO " + NodeSql.relation(relation) + (columns.isEmpty() ? "" : " (" + names(columns) + ")")
                + "\n";
    }

    private static String createAs(Step.IntoNewTable into) {
        return "CREATE TABLE " + NodeSql.relation(into.relation()) + key(into.primaryKey())
                + partitioned(into.partitionedBy()) + with(into.options()) + "\nAS\n";
    }

    private static String create(Step.IntoNewTable into) {
        List<String> lines = new ArrayList<>();
        for (Column column : into.columns()) {
            String comment = column.comment()
                    .map(text -> " COMMENT " + Identifiers.literal(text))
                    .orElse("");
            lines.add("  " + Lexeme.written(column.name()) + " "
                    + column.computedAs()
                            .map(expression -> "AS " + expression)
                            .orElseGet(() -> column.type() + (column.nullable() ? "" : " NOT NULL"))
                    + comment);
        }
        if (!into.primaryKey().isEmpty()) {
            lines.add("  PRIMARY KEY (" + names(into.primaryKey()) + ") NOT ENFORCED");
        }
        return "CREATE TABLE " + NodeSql.relation(into.relation()) + " (\n" + String.join(",\n", lines) + "\n)"
                + partitioned(into.partitionedBy()) + with(into.options());
    }

    private static String view(Step.IntoView into) {
        Map<String, String> options = new TreeMap<>(into.options());
        Optional<String> interval = interval(into.freshness());
        if (interval.isEmpty()) {
            options.put("streamhouse.freshness", into.freshness().text());
        }
        String clause = "";
        if (into.mode() instanceof RequestedMode.Pinned pinned) {
            if (pinned.mode() == RefreshMode.INCREMENTAL) {
                options.put("streamhouse.refresh-mode", pinned.text());
            } else {
                clause = "\nREFRESH_MODE = " + pinned.mode().name();
            }
        }
        return "CREATE MATERIALIZED TABLE " + NodeSql.relation(into.relation()) + key(into.primaryKey())
                + partitioned(into.partitionedBy()) + with(options)
                + interval.map(text -> "\nFRESHNESS = " + text).orElse("") + clause + "\nAS\n";
    }

    /** Flink's interval has whole units only. */
    private static Optional<String> interval(FreshnessTarget target) {
        if (!(target instanceof FreshnessTarget.Within within)) {
            return Optional.empty();
        }
        Duration lag = within.lag();
        if (lag.getNano() != 0) {
            return Optional.empty();
        }
        long seconds = lag.toSeconds();
        if (seconds % 86_400 == 0) {
            return Optional.of("INTERVAL '" + seconds / 86_400 + "' DAY");
        }
        if (seconds % 3_600 == 0) {
            return Optional.of("INTERVAL '" + seconds / 3_600 + "' HOUR");
        }
        return Optional.of(
                seconds % 60 == 0 ? "INTERVAL '" + seconds / 60 + "' MINUTE" : "INTERVAL '" + seconds + "' SECOND");
    }

    private static String key(List<String> columns) {
        return columns.isEmpty() ? "" : " (\n  PRIMARY KEY (" + names(columns) + ") NOT ENFORCED\n)";
    }

    private static String partitioned(List<String> columns) {
        return columns.isEmpty() ? "" : "\nPARTITIONED BY (" + names(columns) + ")";
    }

    private static String with(Map<String, String> options) {
        if (options.isEmpty()) {
            return "";
        }
        return "\nWITH (\n"
                + new TreeMap<>(options)
                        .entrySet().stream()
                                .map(option -> "  " + Identifiers.literal(option.getKey()) + " = "
                                        + Identifiers.literal(option.getValue()))
                                .collect(Collectors.joining(",\n"))
                + "\n)";
    }

    private static String names(List<String> names) {
        return names.stream().map(Lexeme::written).collect(Collectors.joining(", "));
    }

    private static ProblemException refusal(PipelineNode node, String what, String nextStep) {
        return new ProblemException(Problem.of(ErrorCode.INVALID_REQUEST, "“" + node.name() + "” " + what, nextStep));
    }
}
