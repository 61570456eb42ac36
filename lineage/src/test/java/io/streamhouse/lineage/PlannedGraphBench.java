package io.streamhouse.lineage;

import static io.streamhouse.lineage.Relations.id;

import io.streamhouse.model.Column;
import io.streamhouse.model.Relation;
import io.streamhouse.model.RelationId;
import io.streamhouse.model.RelationKind;
import io.streamhouse.model.Schema;
import io.streamhouse.plan.RelationSource;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * A graph of 10,000 relations, 100,000 column edges or so, from their definitions as SQL: views and materialized views of
 * ten columns over one to three of those before them, traced one after the other as the console does when it starts. The
 * aim is 60 s. What {@link LineageGraphBench} measures comes after it.
 */
public final class PlannedGraphBench {

    private static final int RELATIONS = 10_000;
    private static final int COLUMNS = 10;
    private static final int BASES = 500;

    private PlannedGraphBench() {}

    public static void main(String[] args) {
        Map<RelationId, Relation> relations = relations();
        RelationSource source = asked -> Optional.ofNullable(relations.get(asked));
        List<RelationDefinition> definitions = new ArrayList<>();
        long edges = 0;
        long start = System.nanoTime();
        long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        for (int number = 0; number < RELATIONS; number++) {
            Relation relation = relations.get(id("r" + number));
            if (relation == null) {
                throw new IllegalStateException("r" + number);
            }
            definitions.add(definition(relation, source));
            edges += definitions.getLast().flows().stream()
                    .mapToLong(PlannedGraphBench::edges)
                    .sum();
        }
        long traced = System.nanoTime();
        LineageGraph graph = LineageGraph.of(definitions);
        System.out.printf(
                "%,d relations, %,d edges: traced in %.1f s (%.1f s of one core), put together in %.1f s%n",
                graph.size(),
                edges,
                (traced - start) / 1e9,
                (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu) / 1e9,
                (System.nanoTime() - traced) / 1e9);
    }

    private static RelationDefinition definition(Relation relation, RelationSource source) {
        String query =
                switch (relation) {
                    case Relation.BaseTable ignored -> "";
                    case Relation.View view -> view.query();
                    case Relation.MaterializedView view -> view.query();
                };
        List<String> columns =
                relation.schema().columns().stream().map(Column::name).toList();
        if (query.isEmpty()) {
            return new RelationDefinition(relation.id(), Optional.of(RelationKind.TABLE), columns, List.of());
        }
        StatementLineage lineage = LineageAnalyzer.analyze(
                        query, relation.id().databaseId(), source, List.of(), Views.AS_THEY_ARE)
                .getFirst();
        if (!(lineage instanceof StatementLineage.Traced traced)) {
            throw new IllegalStateException(relation.id() + ": " + lineage);
        }
        Flow flow = new Flow.Traced(new Via.Definition(), traced.reads(), traced.columns(), traced.rows());
        return new RelationDefinition(relation.id(), Optional.of(relation.kind()), columns, List.of(flow));
    }

    private static long edges(Flow flow) {
        return switch (flow) {
            case Flow.Traced traced ->
                traced.rows().size()
                        + traced.columns().stream()
                                .mapToLong(column -> column.origins() instanceof Origins.Known known
                                        ? known.edges().size()
                                        : 0)
                                .sum();
            case Flow.Untraced ignored -> 0;
        };
    }

    private static Map<RelationId, Relation> relations() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(7);
        Map<RelationId, Relation> relations = new HashMap<>();
        for (int number = 0; number < RELATIONS; number++) {
            RelationId id = id("r" + number);
            Column[] columns = new Column[COLUMNS];
            for (int column = 0; column < COLUMNS; column++) {
                columns[column] = Column.of("c" + column, "INT");
            }
            Schema schema = Schema.of(columns);
            Relation relation;
            if (number < BASES) {
                relation = new Relation.BaseTable(id, schema, Map.of(), Optional.empty());
            } else if (number % 2 == 0) {
                relation = new Relation.View(id, schema, query(number, random), Map.of(), Optional.empty());
            } else {
                relation = new Relation.MaterializedView(id, schema, query(number, random), Map.of(), Optional.empty());
            }
            relations.put(id, relation);
        }
        return relations;
    }

    private static String query(int number, RandomGenerator random) {
        int sources = 1 + random.nextInt(3);
        StringBuilder query = new StringBuilder("SELECT ");
        for (int column = 0; column < COLUMNS; column++) {
            query.append(column == 0 ? "" : ", ")
                    .append("COALESCE(s")
                    .append(random.nextInt(sources))
                    .append(".c")
                    .append(random.nextInt(COLUMNS))
                    .append(", ")
                    .append(number)
                    .append(") AS c")
                    .append(column);
        }
        for (int source = 0; source < sources; source++) {
            int read = random.nextInt(3) == 0 ? random.nextInt(20) : random.nextInt(number);
            query.append(source == 0 ? " FROM " : " JOIN ")
                    .append('r')
                    .append(read)
                    .append(" AS s")
                    .append(source);
            if (source > 0) {
                query.append(" ON s0.c0 = s").append(source).append(".c0");
            }
        }
        return query.append(" WHERE s0.c1 > ").append(number).toString();
    }
}
