package io.streamhouse.pipeline.match;

import io.streamhouse.pipeline.Pipeline;
import io.streamhouse.pipeline.PipelineNode;
import io.streamhouse.pipeline.Step;
import io.streamhouse.pipeline.match.OperatorMatch.Found;
import io.streamhouse.pipeline.match.OperatorMatch.Unknown;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Looks for a pipeline's nodes among a job's operators, by what kind of operator a step becomes and by the tables whose
 * rows reach it: names of nodes are not known to Flink.
 */
final class OperatorSearch {

    /** Kinds of operators that one step becomes, and no step of another kind does. */
    private enum Kind {
        JOIN,
        AS_OF,
        GROUPING,
        RANKING,
        SORTING,
        CALLING
    }

    private final Pipeline pipeline;
    private final JobOperators operators;
    private final Map<String, OperatorMatch> matches = new HashMap<>();

    OperatorSearch(Pipeline pipeline, JobOperators operators) {
        this.pipeline = pipeline;
        this.operators = operators;
    }

    Map<String, OperatorMatch> matches() {
        sources();
        targets();
        for (Kind kind : Kind.values()) {
            alike(kind);
        }
        windows();
        stateless();
        Map<String, OperatorMatch> told = new LinkedHashMap<>();
        for (PipelineNode node : pipeline.nodes()) {
            OperatorMatch match = matches.getOrDefault(node.name(), new Unknown(unmatched(node.step())));
            told.put(node.name(), match instanceof Found found ? shared(node.name(), found) : match);
        }
        return told;
    }

    private static String unmatched(Step step) {
        return switch (step) {
            case Step.SetOperation set
            when set.kind() == Step.SetKind.UNION_ALL ->
                "A union is no operator of its own: rows go on from its inputs as they are";
            case Step.Query ignored -> "A query becomes several operators, which can't be told from others";
            default -> "Flink has merged it with other steps, or moved it before or behind one";
        };
    }

    private void found(String node, List<Integer> of) {
        List<String> vertices = new ArrayList<>(new LinkedHashSet<>(
                of.stream().map(at -> operators.get(at).vertex()).toList()));
        matches.put(
                node,
                new Found(
                        vertices,
                        of.stream().map(at -> operators.get(at).name()).toList(),
                        List.of()));
    }

    private Found shared(String name, Found found) {
        List<String> others = pipeline.nodes().stream()
                .map(PipelineNode::name)
                .filter(other -> !other.equals(name)
                        && matches.get(other) instanceof Found with
                        && with.vertices().stream().anyMatch(found.vertices()::contains))
                .toList();
        return new Found(found.vertices(), found.operators(), others);
    }

    private void sources() {
        Map<String, List<String>> nodes = new LinkedHashMap<>();
        for (PipelineNode node : pipeline.nodes()) {
            if (node.step() instanceof Step.Source source) {
                nodes.computeIfAbsent(source.relation().name(), table -> new ArrayList<>())
                        .add(node.name());
            }
        }
        nodes.forEach((table, names) -> {
            List<Integer> reading = where(at -> operators.get(at).reads().equals(table));
            if (names.size() == 1 && reading.size() == 1) {
                found(names.get(0), reading);
            } else {
                String why = reading.isEmpty()
                        ? "No operator reads " + table
                                + " as a stream: it is looked up, or a view whose tables are read"
                        : names.size() > 1
                                ? "There are " + names.size() + " steps that read " + table
                                        + ", which can't be told apart"
                                : "Flink reads " + table + " " + reading.size() + " times for it";
                names.forEach(name -> matches.put(name, new Unknown(why)));
            }
        });
    }

    private void targets() {
        Map<String, List<String>> nodes = new LinkedHashMap<>();
        for (PipelineNode node : pipeline.targets()) {
            if (node.step() instanceof Step.Target target) {
                nodes.computeIfAbsent(target.relation().name(), table -> new ArrayList<>())
                        .add(node.name());
            }
        }
        nodes.forEach((table, names) -> {
            List<Integer> writing = where(at -> operators.get(at).writes().equals(table));
            if (names.size() == 1 && !writing.isEmpty()) {
                found(names.get(0), writing);
            } else {
                String why = writing.isEmpty()
                        ? "No operator of this job writes " + table
                        : names.size() + " steps write " + table + ", which can't be told apart";
                names.forEach(name -> matches.put(name, new Unknown(why)));
            }
        });
    }

    private interface Condition {
        boolean holds(int operator);
    }

    private List<Integer> where(Condition condition) {
        List<Integer> found = new ArrayList<>();
        for (int at = 0; at < operators.operators().size(); at++) {
            if (condition.holds(at)) {
                found.add(at);
            }
        }
        return found;
    }

    private static Optional<Kind> kind(Step step) {
        return Optional.ofNullable(
                switch (step) {
                    case Step.Join ignored -> Kind.JOIN;
                    case Step.IntervalJoin ignored -> Kind.JOIN;
                    case Step.TemporalJoin ignored -> Kind.AS_OF;
                    case Step.Aggregate ignored -> Kind.GROUPING;
                    case Step.Project project -> project.distinct() ? Kind.GROUPING : null;
                    case Step.SetOperation set -> set.kind() == Step.SetKind.UNION ? Kind.GROUPING : null;
                    case Step.Deduplicate ignored -> Kind.RANKING;
                    case Step.TopN ignored -> Kind.RANKING;
                    case Step.SortLimit ignored -> Kind.SORTING;
                    case Step.TableCall ignored -> Kind.CALLING;
                    case Step ignored -> null;
                });
    }

    private static Optional<Kind> kind(String operator) {
        if (operator.endsWith("LookupJoin") || operator.endsWith("TemporalJoin")) {
            return Optional.of(Kind.AS_OF);
        } else if (operator.endsWith("Join")) {
            return Optional.of(Kind.JOIN);
        } else if (operator.endsWith("Aggregate")) {
            return operator.contains("Over") ? Optional.empty() : Optional.of(Kind.GROUPING);
        } else if (operator.endsWith("Rank") || operator.endsWith("Deduplicate")) {
            return Optional.of(Kind.RANKING);
        } else if (operator.equals("Limit") || operator.equals("SortLimit") || operator.endsWith("Sort")) {
            return Optional.of(Kind.SORTING);
        }
        return operator.endsWith("Correlate") ? Optional.of(Kind.CALLING) : Optional.empty();
    }

    /** Steps that become operators nobody can foresee. */
    private static boolean wild(Step step) {
        return step instanceof Step.Query
                || step instanceof Step.SetOperation set
                        && (set.kind() == Step.SetKind.INTERSECT || set.kind() == Step.SetKind.EXCEPT);
    }

    /** Tables whose rows reach a node, without those that are looked up. */
    private Set<String> tables(String node) {
        Set<String> tables = new TreeSet<>();
        for (PipelineNode above : pipeline.upTo(node).nodes()) {
            if (above.step() instanceof Step.Source source) {
                tables.add(source.relation().name());
            }
        }
        tables.retainAll(operators.tables());
        return tables;
    }

    /** Matches steps of a kind with as many operators of the kind that rows of the same tables reach. */
    private void alike(Kind kind) {
        Map<Set<String>, List<String>> nodes = new LinkedHashMap<>();
        for (PipelineNode node : pipeline.inOrder()) {
            if (kind(node.step()).filter(kind::equals).isPresent()) {
                nodes.computeIfAbsent(tables(node.name()), tables -> new ArrayList<>())
                        .add(node.name());
            }
        }
        nodes.forEach((tables, names) -> {
            List<List<Integer>> units = units(kind, tables);
            boolean foreseen = pipeline.nodes().stream()
                    .noneMatch(node -> wild(node.step()) && tables(node.name()).containsAll(tables));
            boolean inLine = names.size() == 1 || nodesInLine(names) && unitsInLine(units);
            if (foreseen && inLine && units.size() == names.size()) {
                for (int at = 0; at < names.size(); at++) {
                    found(names.get(at), units.get(at));
                }
                return;
            }
            String why;
            if (units.isEmpty()) {
                why = unmatched(pipeline.node(names.get(0)).orElseThrow().step());
            } else if (!foreseen) {
                why = "A query or a set operation beside it becomes operators like its own";
            } else if (units.size() != names.size()) {
                why = names.size() + (names.size() == 1 ? " step of its kind is " : " steps of its kind are ")
                        + units.size() + (units.size() == 1 ? " operator" : " operators")
                        + " in this job, as Flink merges steps and computes some for each target anew";
            } else {
                why = "There are " + names.size()
                        + " steps of its kind over the same tables, which can't be told apart";
            }
            names.forEach(name -> matches.put(name, new Unknown(why)));
        });
    }

    /** Operators of a kind, in the order of the rows; those that Flink splits in a local and a global half together. */
    private List<List<Integer>> units(Kind kind, Set<String> tables) {
        List<Integer> all =
                where(at -> kind(operators.get(at).kind()).filter(kind::equals).isPresent()
                        && operators.tables(at).equals(tables));
        List<List<Integer>> units = new ArrayList<>();
        Set<Integer> halves = new HashSet<>();
        for (int at : all) {
            if (operators.get(at).kind().startsWith("Global")) {
                List<Integer> unit = new ArrayList<>();
                for (int input : operators.get(at).inputs()) {
                    String half = operators.get(input).kind();
                    if (half.startsWith("Local") || half.startsWith("Incremental")) {
                        unit.add(input);
                        halves.add(input);
                    }
                }
                unit.add(at);
                units.add(unit);
            } else {
                units.add(List.of(at));
            }
        }
        units.removeIf(unit -> unit.size() == 1 && halves.contains(unit.get(0)));
        units.sort(
                Comparator.comparingInt(unit -> operators.above(unit.getLast()).size()));
        return units;
    }

    private boolean nodesInLine(List<String> names) {
        for (int at = 1; at < names.size(); at++) {
            if (pipeline.upTo(names.get(at)).node(names.get(at - 1)).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    private boolean unitsInLine(List<List<Integer>> units) {
        for (int at = 1; at < units.size(); at++) {
            if (!operators
                    .above(units.get(at).getLast())
                    .contains(units.get(at - 1).getLast())) {
                return false;
            }
        }
        return true;
    }

    /** A window is part of the aggregate by it, or else an operator of its own. */
    private void windows() {
        for (PipelineNode node : pipeline.nodes()) {
            if (!(node.step() instanceof Step.Window)) {
                continue;
            }
            List<Integer> own = where(at -> operators.get(at).kind().endsWith("WindowTableFunction")
                    && operators.tables(at).equals(tables(node.name())));
            List<Found> aggregates = pipeline.outputs(node.name()).stream()
                    .map(link -> matches.get(link.to()))
                    .filter(Found.class::isInstance)
                    .map(Found.class::cast)
                    .filter(found -> found.operators().stream().anyMatch(name -> name.contains("WindowAggregate")))
                    .toList();
            long windows = pipeline.nodes().stream()
                    .filter(other -> other.step() instanceof Step.Window
                            && tables(other.name()).equals(tables(node.name())))
                    .count();
            if (own.size() == 1 && windows == 1) {
                found(node.name(), own);
            } else if (own.isEmpty() && aggregates.size() == 1) {
                matches.put(node.name(), aggregates.get(0));
            }
        }
    }

    /** What only chooses rows and columns runs in the task of a source if it comes right after it. */
    private void stateless() {
        for (PipelineNode node : pipeline.inOrder()) {
            boolean plain = node.step() instanceof Step.Filter
                    || node.step() instanceof Step.Project project && !project.distinct();
            if (!plain || pipeline.inputs(node.name()).size() != 1) {
                continue;
            }
            String above = pipeline.inputs(node.name()).get(0).from();
            boolean onSource = pipeline.node(above)
                    .filter(input -> input.step() instanceof Step.Source
                            || input.step() instanceof Step.Filter
                            || input.step() instanceof Step.Project project && !project.distinct())
                    .isPresent();
            if (onSource
                    && matches.get(above) instanceof Found found
                    && found.vertices().size() == 1) {
                List<Integer> computing = where(at -> operators.get(at).kind().equals("Calc")
                        && operators.get(at).vertex().equals(found.vertices().get(0))
                        && operators.get(at).inputs().stream()
                                .anyMatch(input -> !operators.get(input).reads().isEmpty()));
                if (computing.isEmpty()) {
                    matches.put(node.name(), new Found(found.vertices(), found.operators(), List.of()));
                } else {
                    found(node.name(), computing);
                }
            }
        }
    }
}
