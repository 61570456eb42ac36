package io.streamhouse.pipeline.check;

import io.streamhouse.lineage.FunctionSignature;
import io.streamhouse.model.DatabaseId;
import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.ExecutionMode;
import io.streamhouse.model.Problem;
import io.streamhouse.model.Relation;
import io.streamhouse.model.RelationId;
import io.streamhouse.pipeline.Link;
import io.streamhouse.pipeline.Pipeline;
import io.streamhouse.pipeline.PipelineNode;
import io.streamhouse.pipeline.Step;
import io.streamhouse.plan.DeclaredFunction;
import io.streamhouse.plan.RelationSource;
import io.streamhouse.plan.RowTyper;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Checks nodes one by one, each over the rows of its inputs, and remembers what it found of which. */
final class NodeChecks {

    /**
     * All that a node's check depends on, but for the relations that it reads.
     *
     * @param ports which of the step's inputs are linked
     * @param streamed whether it has to run as a stream
     */
    private record Asked(
            Step step,
            List<Integer> ports,
            List<String> inputs,
            List<NodeRows> rows,
            boolean streamed,
            DatabaseId current,
            List<FunctionSignature> functions) {}

    /** @param found with the relations that it goes by */
    private record Known(Asked asked, NodeCheckup.Found found) {}

    private final Map<String, Known> known = new HashMap<>();

    Map<String, NodeCheck> check(
            Pipeline pipeline,
            DatabaseId current,
            RelationSource source,
            List<FunctionSignature> functions,
            ExecutionMode mode) {
        Map<RelationId, Optional<Relation>> seen = new HashMap<>();
        RelationSource once = id -> {
            Optional<Relation> relation = seen.get(id);
            if (relation == null) {
                relation = source.relation(id);
                seen.put(id, relation);
            }
            return relation;
        };
        Round round = new Round(pipeline, current, once, List.copyOf(functions), mode);
        // Planners are few: what needs none must not wait for one.
        Map<String, NodeCheck> checks = round.check(Optional.empty())
                .orElseGet(() -> RowTyper.sit(
                        current,
                        once,
                        declared(functions),
                        typer -> round.check(Optional.of(typer)).orElseThrow()));
        Set<String> names = new HashSet<>(checks.keySet());
        known.keySet().retainAll(names);
        return checks;
    }

    static List<DeclaredFunction> declared(List<FunctionSignature> functions) {
        return functions.stream()
                .map(function -> new DeclaredFunction(
                        function.name(),
                        switch (function.kind()) {
                            case SCALAR -> DeclaredFunction.Kind.SCALAR;
                            case TABLE -> DeclaredFunction.Kind.TABLE;
                            case AGGREGATE -> DeclaredFunction.Kind.AGGREGATE;
                        },
                        function.returns()))
                .toList();
    }

    /** One check of one pipeline. */
    private final class Round {

        private final Pipeline pipeline;
        private final DatabaseId current;
        private final RelationSource source;
        private final List<FunctionSignature> functions;
        private final ExecutionMode mode;
        private final List<PipelineNode> order;
        private final Map<String, List<Link>> inputs = new HashMap<>();
        private final Map<String, List<String>> outputs = new HashMap<>();
        private final boolean hasTarget;

        Round(
                Pipeline pipeline,
                DatabaseId current,
                RelationSource source,
                List<FunctionSignature> functions,
                ExecutionMode mode) {
            this.pipeline = pipeline;
            this.current = current;
            this.source = source;
            this.functions = functions;
            this.mode = mode;
            order = pipeline.inOrder();
            pipeline.nodes().forEach(node -> inputs.put(node.name(), pipeline.inputs(node.name())));
            pipeline.links()
                    .forEach(link -> outputs.computeIfAbsent(link.from(), name -> new ArrayList<>())
                            .add(link.to()));
            hasTarget = !pipeline.targets().isEmpty();
        }

        /** Empty if something is not known, and there is no planner to ask. */
        Optional<Map<String, NodeCheck>> check(Optional<RowTyper> typer) {
            Set<String> streamed = streamed();
            Map<String, NodeCheck> checks = new LinkedHashMap<>();
            Map<String, NodeRows> rows = new HashMap<>();
            for (PipelineNode node : order) {
                List<Link> links = inputs.getOrDefault(node.name(), List.of());
                Optional<String> waiting = waitingFor(links, checks);
                List<NodeProblem> missing = missing(node, links);
                if (!missing.isEmpty()) {
                    checks.put(node.name(), new NodeCheck.Faulty(missing));
                    continue;
                } else if (waiting.isPresent()) {
                    checks.put(node.name(), new NodeCheck.Waiting(waiting.get()));
                    continue;
                }
                List<String> names = links.stream().map(Link::from).toList();
                List<NodeRows> given = new ArrayList<>();
                names.forEach(name -> given.add(rows.getOrDefault(name, new NodeRows(List.of()))));
                Asked asked = new Asked(
                        node.step(),
                        links.stream().map(Link::port).toList(),
                        names,
                        given,
                        streamed.contains(node.name()),
                        current,
                        functions);
                Known before = known.get(node.name());
                NodeCheckup.Found found;
                if (before != null && before.asked().equals(asked) && holds(before.found())) {
                    found = before.found();
                } else if (typer.isEmpty()) {
                    return Optional.empty();
                } else {
                    found = new NodeCheckup(
                                    node,
                                    new NodeInputs(asked.ports(), names, given),
                                    asked.streamed(),
                                    typer.get(),
                                    () -> WholeQuery.of(pipeline, node.name(), PipelineChecker.columns(checks)))
                            .find();
                    known.put(node.name(), new Known(asked, found));
                }
                found.rows().ifPresent(of -> rows.put(node.name(), of));
                checks.put(node.name(), check(node, found));
            }
            Map<String, NodeCheck> asTheyStand = new LinkedHashMap<>();
            pipeline.nodes()
                    .forEach(node -> Optional.ofNullable(checks.get(node.name()))
                            .ifPresent(check -> asTheyStand.put(node.name(), check)));
            return Optional.of(asTheyStand);
        }

        private NodeCheck check(PipelineNode node, NodeCheckup.Found found) {
            boolean faulty = found.rows().isEmpty() || found.problems().stream().anyMatch(NodeProblem::blocking);
            if (faulty) {
                return new NodeCheck.Faulty(found.problems());
            }
            List<NodeProblem> warnings = new ArrayList<>(found.problems());
            boolean unused = node.step().hasOutput() && !outputs.containsKey(node.name());
            if (unused && hasTarget) {
                warnings.add(new NodeProblem(
                        "step",
                        Problem.of(
                                ErrorCode.INVALID_REQUEST,
                                "Nothing takes its rows: it is left out when the pipeline runs",
                                "Link it to the next step, or delete it"),
                        false));
            }
            return new NodeCheck.Typed(found.rows().map(NodeRows::told).orElse(List.of()), warnings);
        }

        private boolean holds(NodeCheckup.Found found) {
            return found.reads().entrySet().stream()
                    .allMatch(read -> source.relation(read.getKey()).equals(read.getValue()));
        }

        private Optional<String> waitingFor(List<Link> links, Map<String, NodeCheck> checks) {
            for (Link link : links) {
                NodeCheck above = checks.get(link.from());
                if (above instanceof NodeCheck.Faulty) {
                    return Optional.of(link.from());
                } else if (above instanceof NodeCheck.Waiting waiting) {
                    return Optional.of(waiting.upstream());
                }
            }
            return Optional.empty();
        }

        private List<NodeProblem> missing(PipelineNode node, List<Link> links) {
            List<NodeProblem> missing = new ArrayList<>();
            Step step = node.step();
            Set<Integer> linked = new HashSet<>();
            links.forEach(link -> linked.add(link.port()));
            boolean anyPorts = step instanceof Step.SetOperation;
            for (int port = 0, found = linked.size(); port < step.fewestInputs(); port++) {
                if (!linked.contains(port) && (!anyPorts || found++ < step.fewestInputs())) {
                    missing.add(new NodeProblem(
                            "inputs[" + port + "]",
                            Problem.of(
                                    ErrorCode.INVALID_REQUEST,
                                    inputName(step, port) + " is missing",
                                    "Draw a link to it from the step whose rows it takes"),
                            true));
                }
            }
            return missing;
        }

        private static String inputName(Step step, int port) {
            if (step instanceof Step.Binary) {
                return port == 0 ? "Its left input" : "Its right input";
            }
            return step.fewestInputs() > 1 ? "Input " + (port + 1) : "Its input";
        }

        /** The nodes whose rows have to come as a stream: all, but for those that only views are made of. */
        private Set<String> streamed() {
            Set<String> streamed = new HashSet<>();
            if (mode == ExecutionMode.STREAMING) {
                for (PipelineNode node : order.reversed()) {
                    List<String> takers = outputs.getOrDefault(node.name(), List.of());
                    boolean needed = takers.isEmpty()
                            ? node.step() instanceof Step.Target && !(node.step() instanceof Step.IntoView)
                            : takers.stream().anyMatch(streamed::contains);
                    if (needed) {
                        streamed.add(node.name());
                    }
                }
            }
            return streamed;
        }
    }
}
