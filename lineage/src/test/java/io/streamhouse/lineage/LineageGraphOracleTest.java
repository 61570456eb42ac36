package io.streamhouse.lineage;

import static io.streamhouse.lineage.Relations.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamhouse.lineage.Neighbourhood.Folded;
import io.streamhouse.model.Actor;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.RelationKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random graphs, cycles among them, asked of the graph and of definitions gone through one by one. */
final class LineageGraphOracleTest {

    private static final List<String> COLUMNS = List.of("a", "b", "c");
    private static final int ENOUGH = 10_000;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void says_what_the_definitions_say(long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        Map<RelationId, RelationDefinition> definitions = new LinkedHashMap<>();
        int count = 2 + random.nextInt(25);
        for (int relation = 0; relation < count; relation++) {
            RelationDefinition definition = definition(random, relation, count);
            definitions.put(definition.id(), definition);
        }
        LineageGraph graph = LineageGraph.of(definitions.values());
        for (int change = 0; change < 10; change++) {
            check(graph, definitions, random, seed);
            int relation = random.nextInt(count);
            if (random.nextInt(4) == 0) {
                definitions.remove(id("r" + relation));
                graph = graph.with(List.of(), List.of(id("r" + relation)));
            } else {
                RelationDefinition definition = definition(random, relation, count);
                definitions.put(definition.id(), definition);
                graph = graph.with(List.of(definition), List.of());
            }
        }
    }

    private static RelationDefinition definition(RandomGenerator random, int number, int count) {
        List<Flow> flows = new ArrayList<>();
        for (int flow = random.nextInt(3); flow > 0; flow--) {
            Via via = new Via.Statement(new Actor("ada"), Instant.EPOCH, "INSERT " + flow);
            Set<RelationId> reads = new HashSet<>();
            List<ColumnLineage> columns = new ArrayList<>();
            Set<Edge> rows = new HashSet<>();
            for (String column : COLUMNS) {
                Set<Edge> edges = new HashSet<>();
                for (int edge = random.nextInt(3); edge > 0; edge--) {
                    edges.add(edge(random, count, Dependence.IDENTITY));
                }
                columns.add(new ColumnLineage(column, new Origins.Known(edges)));
                edges.forEach(edge -> reads.add(edge.from().relation()));
            }
            if (random.nextInt(3) == 0) {
                rows.add(edge(random, count, Dependence.FILTER));
                rows.forEach(edge -> reads.add(edge.from().relation()));
            }
            flows.add(new Flow.Traced(via, reads, columns, rows));
        }
        return new RelationDefinition(id("r" + number), Optional.of(RelationKind.TABLE), COLUMNS, flows);
    }

    private static Edge edge(RandomGenerator random, int count, Dependence dependence) {
        String column = COLUMNS.get(random.nextInt(COLUMNS.size()));
        return new Edge(new ColumnRef(id("r" + random.nextInt(count)), column), dependence, column);
    }

    private static void check(
            LineageGraph graph, Map<RelationId, RelationDefinition> definitions, RandomGenerator random, long seed) {
        for (RelationId relation : definitions.keySet()) {
            int depth = random.nextInt(4);
            for (Direction direction : Direction.values()) {
                Neighbourhood around = graph.neighbourhood(
                                new Focus(relation, Optional.empty(), direction, depth), ENOUGH)
                        .orElseThrow();
                Map<RelationId, Integer> distances = new TreeMap<>();
                around.nodes().forEach(node -> distances.put(node.id(), Math.abs(node.distance())));
                Map<RelationId, Integer> expected = distances(definitions, relation, direction, depth);
                assertThat(distances)
                        .as("seed %d, %s %s %d", seed, relation, direction, depth)
                        .isEqualTo(expected);
                assertThat(around.folded())
                        .as("seed %d, %s %s %d", seed, relation, direction, depth)
                        .containsExactlyInAnyOrderElementsOf(folded(definitions, expected.keySet(), direction));
            }
            for (String column : COLUMNS) {
                ColumnRef start = new ColumnRef(relation, column);
                assertThat(graph.path(start).orElseThrow().hops())
                        .as("seed %d, path of %s", seed, start)
                        .extracting(ColumnPath.Hop::column)
                        .containsExactlyInAnyOrderElementsOf(ancestors(definitions, start));
                Map<RelationId, Set<String>> changed = new TreeMap<>();
                graph.impact(new Change.ChangeColumn(relation, column))
                        .orElseThrow()
                        .relations()
                        .forEach(one -> changed.put(one.id(), new TreeSet<>(one.columns())));
                assertThat(changed).as("seed %d, change of %s", seed, start).isEqualTo(changed(definitions, start));
            }
        }
    }

    private static Set<RelationId> sources(Map<RelationId, RelationDefinition> definitions, RelationId id) {
        Set<RelationId> sources = new TreeSet<>();
        RelationDefinition definition = definitions.get(id);
        if (definition != null) {
            definition.flows().forEach(flow -> sources.addAll(flow.reads()));
        }
        return sources;
    }

    private static Set<RelationId> readers(Map<RelationId, RelationDefinition> definitions, RelationId id) {
        Set<RelationId> readers = new TreeSet<>();
        definitions.keySet().forEach(other -> {
            if (sources(definitions, other).contains(id)) {
                readers.add(other);
            }
        });
        return readers;
    }

    private static Map<RelationId, Integer> distances(
            Map<RelationId, RelationDefinition> definitions, RelationId start, Direction direction, int depth) {
        Map<RelationId, Integer> distances = new TreeMap<>(Map.of(start, 0));
        for (boolean up : new boolean[] {true, false}) {
            if (up ? !direction.up() : !direction.down()) {
                continue;
            }
            Set<RelationId> reached = new HashSet<>(Set.of(start));
            for (int hop = 1; hop <= depth; hop++) {
                for (RelationId at : List.copyOf(reached)) {
                    reached.addAll(up ? sources(definitions, at) : readers(definitions, at));
                }
                for (RelationId id : reached) {
                    distances.merge(id, hop, Math::min);
                }
            }
        }
        return distances;
    }

    private static List<Folded> folded(
            Map<RelationId, RelationDefinition> definitions, Set<RelationId> shown, Direction direction) {
        List<Folded> folded = new ArrayList<>();
        for (RelationId id : shown) {
            if (direction.up()) {
                fold(id, Direction.UP, sources(definitions, id), shown, folded);
            }
            if (direction.down()) {
                fold(id, Direction.DOWN, readers(definitions, id), shown, folded);
            }
        }
        return folded;
    }

    private static void fold(
            RelationId id, Direction direction, Set<RelationId> all, Set<RelationId> shown, List<Folded> folded) {
        Set<RelationId> hidden = new HashSet<>(all);
        hidden.removeAll(shown);
        if (!hidden.isEmpty()) {
            folded.add(new Folded(id, direction, hidden.size()));
        }
    }

    private static Set<ColumnRef> ancestors(Map<RelationId, RelationDefinition> definitions, ColumnRef start) {
        Set<ColumnRef> found = new HashSet<>(Set.of(start));
        for (boolean more = true; more; ) {
            more = false;
            for (ColumnRef column : List.copyOf(found)) {
                for (Flow.Traced flow : flows(definitions, column.relation())) {
                    for (ColumnLineage lineage : flow.columns()) {
                        if (lineage.column().equals(column.column())) {
                            for (Edge edge : edges(lineage)) {
                                more |= found.add(edge.from());
                            }
                        }
                    }
                }
            }
        }
        return found;
    }

    /** A column changes if something it is made of does, all of a relation's if something that chooses its rows does. */
    private static Map<RelationId, Set<String>> changed(
            Map<RelationId, RelationDefinition> definitions, ColumnRef start) {
        Set<ColumnRef> found = new HashSet<>(Set.of(start));
        for (boolean more = true; more; ) {
            more = false;
            for (RelationId reader : definitions.keySet()) {
                if (reader.equals(start.relation())) {
                    continue;
                }
                for (Flow.Traced flow : flows(definitions, reader)) {
                    boolean all = flow.rows().stream().anyMatch(edge -> found.contains(edge.from()));
                    for (ColumnLineage lineage : flow.columns()) {
                        boolean made = edges(lineage).stream().anyMatch(edge -> found.contains(edge.from()));
                        if (all || made) {
                            more |= found.add(new ColumnRef(reader, lineage.column()));
                        }
                    }
                }
            }
        }
        found.remove(start);
        Map<RelationId, Set<String>> columns = new HashMap<>();
        found.forEach(column -> columns.computeIfAbsent(column.relation(), any -> new TreeSet<>())
                .add(column.column()));
        return columns;
    }

    private static List<Flow.Traced> flows(Map<RelationId, RelationDefinition> definitions, RelationId id) {
        List<Flow.Traced> flows = new ArrayList<>();
        RelationDefinition definition = definitions.get(id);
        if (definition != null) {
            for (Flow flow : definition.flows()) {
                if (flow instanceof Flow.Traced traced) {
                    flows.add(traced);
                }
            }
        }
        return flows;
    }

    private static Set<Edge> edges(ColumnLineage lineage) {
        return switch (lineage.origins()) {
            case Origins.Known known -> known.edges();
            case Origins.Unknown ignored -> Set.of();
        };
    }
}
