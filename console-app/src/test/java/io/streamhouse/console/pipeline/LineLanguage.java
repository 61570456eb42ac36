package io.streamhouse.console.pipeline;

import io.streamhouse.model.DatabaseId;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.ExecutionMode;
import io.streamhouse.model.JobDetail;
import io.streamhouse.model.Position;
import io.streamhouse.model.Problem;
import io.streamhouse.model.ProblemException;
import io.streamhouse.model.RelationId;
import io.streamhouse.pipeline.Link;
import io.streamhouse.pipeline.Pipeline;
import io.streamhouse.pipeline.PipelineNode;
import io.streamhouse.pipeline.Step;
import io.streamhouse.pipeline.change.StateChange;
import io.streamhouse.pipeline.check.NodeCheck;
import io.streamhouse.pipeline.check.NodeProblem;
import io.streamhouse.pipeline.check.PipelineColumn;
import io.streamhouse.pipeline.check.TargetVerdict;
import io.streamhouse.pipeline.match.OperatorMatch;
import io.streamhouse.pipeline.read.ReadPipeline;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A language of sources and filters, a line each: {@code orders = shop.sales.orders} and
 * {@code paid = orders where x > 1}. A filter for {@code nonsense} is faulty.
 */
final class LineLanguage implements PipelineLanguage {

    private volatile Runnable meanwhile = () -> {};

    private static final Pattern FILTER = Pattern.compile("(?<name>\\w+) = (?<input>\\w+) where (?<condition>.+)");
    private static final Pattern SOURCE = Pattern.compile("(?<name>\\w+) = (?<relation>\\w+\\.\\w+\\.\\w+)");

    @Override
    public String write(Pipeline pipeline, Map<String, NodeCheck> checks) {
        List<String> lines = new ArrayList<>();
        for (PipelineNode node : pipeline.inOrder()) {
            switch (node.step()) {
                case Step.Source source -> lines.add(node.name() + " = " + source.relation());
                case Step.Filter filter -> {
                    List<Link> inputs = pipeline.inputs(node.name());
                    if (inputs.isEmpty()) {
                        throw new ProblemException(ErrorCode.INVALID_REQUEST, "“" + node.name() + "” has no input");
                    }
                    lines.add(node.name() + " = " + inputs.getFirst().from() + " where " + filter.condition());
                }
                default -> throw new ProblemException(ErrorCode.NOT_SUPPORTED, node.toString());
            }
        }
        return String.join("\n", lines);
    }

    @Override
    public String query(Pipeline pipeline, String node, Map<String, NodeCheck> checks) {
        return write(pipeline.upTo(node), checks);
    }

    @Override
    public ReadPipeline read(String script, DatabaseId current, Pipeline before) {
        List<PipelineNode> nodes = new ArrayList<>();
        List<Link> links = new ArrayList<>();
        List<String> lines = script.lines().toList();
        for (int line = 0; line < lines.size(); line++) {
            Matcher filter = FILTER.matcher(lines.get(line));
            Matcher source = SOURCE.matcher(lines.get(line));
            if (filter.matches()) {
                nodes.add(PipelineNode.of(filter.group("name"), new Step.Filter(filter.group("condition"))));
                links.add(new Link(filter.group("input"), filter.group("name"), 0));
            } else if (source.matches()) {
                nodes.add(PipelineNode.of(
                        source.group("name"), new Step.Source(RelationId.parse(source.group("relation")))));
            } else {
                throw new ProblemException(Problem.of(ErrorCode.SYNTAX, "Not a node: " + lines.get(line))
                        .at(new Position(line + 1, 1)));
            }
        }
        return new ReadPipeline(new Pipeline(nodes, links), List.of());
    }

    @Override
    public Pipeline rename(Pipeline pipeline, String from, String to) {
        return new Pipeline(
                pipeline.nodes().stream()
                        .map(node -> node.name().equals(from) ? new PipelineNode(to, node.step(), node.note()) : node)
                        .toList(),
                pipeline.links().stream()
                        .map(link -> new Link(
                                link.from().equals(from) ? to : link.from(),
                                link.to().equals(from) ? to : link.to(),
                                link.port()))
                        .toList());
    }

    @Override
    public Map<String, OperatorMatch> places(Pipeline running, JobDetail job) {
        return Map.of();
    }

    @Override
    public StateChange difference(Pipeline running, Pipeline next) {
        return StateChange.between(running, next);
    }

    @Override
    public Checking checking() {
        return new Checking() {
            @Override
            public Map<String, NodeCheck> check(Pipeline pipeline, DatabaseId current, ExecutionMode mode) {
                Map<String, NodeCheck> checks = new LinkedHashMap<>();
                pipeline.inOrder().forEach(node -> checks.put(node.name(), of(node)));
                return checks;
            }

            @Override
            public Map<String, TargetVerdict> judge(Pipeline pipeline, DatabaseId current, ExecutionMode mode) {
                meanwhile.run();
                return pipeline.targets().stream()
                        .collect(Collectors.toMap(
                                PipelineNode::name, target -> new TargetVerdict.Unknown("No line writes anywhere")));
            }
        };
    }

    /** What happens while targets are judged. */
    void whileJudging(Runnable happens) {
        meanwhile = happens;
    }

    private static NodeCheck of(PipelineNode node) {
        return node.step() instanceof Step.Filter filter && filter.condition().equals("nonsense")
                ? new NodeCheck.Faulty(List.of(new NodeProblem(
                        "condition", Problem.of(ErrorCode.INVALID_STATEMENT, "There is no column nonsense"), true)))
                : new NodeCheck.Typed(
                        List.of(new PipelineColumn("x", "BIGINT", false, PipelineColumn.Time.NO)), List.of());
    }
}
