package io.streamhouse.pipeline.check;

import static io.streamhouse.pipeline.CheckedShop.SHOP;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamhouse.model.DatabaseId;
import io.streamhouse.model.Relation;
import io.streamhouse.model.RelationId;
import io.streamhouse.pipeline.CheckedShop;
import io.streamhouse.pipeline.GeneratedPipeline;
import io.streamhouse.pipeline.Pipeline;
import io.streamhouse.pipeline.PipelineNode;
import io.streamhouse.pipeline.read.PipelineReader;
import io.streamhouse.plan.RelationSource;
import io.streamhouse.plan.ScriptPlanner;
import io.streamhouse.sql.Scripts;
import io.streamhouse.sql.Slice;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Checks pipelines that were not made for it. */
final class CheckedPicturesTest {

    private static final DatabaseId HERE = new DatabaseId("streamhouse", "here");

    @Test
    void nothing_is_held_against_tpch_as_pictures() throws IOException {
        List<String> tables = new ArrayList<>();
        List<String> queries = new ArrayList<>();
        for (Slice statement : Scripts.split(tpch())) {
            (statement.text().startsWith("CREATE") ? tables : queries).add(statement.text());
        }
        RelationSource source = relations(tables);
        PipelineChecker checker = new PipelineChecker();

        for (String query : queries) {
            Pipeline pipeline = PipelineReader.read(query, HERE, source, List.of(), Pipeline.EMPTY)
                    .pipeline();
            Map<String, NodeCheck> wrong = checker.check(pipeline, HERE, source, List.of()).entrySet().stream()
                    .filter(check -> !(check.getValue() instanceof NodeCheck.Typed))
                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
            assertThat(wrong).describedAs(query).isEmpty();
        }
        assertThat(queries).hasSize(22);
    }

    private static String tpch() throws IOException {
        try (InputStream file = CheckedPicturesTest.class.getResourceAsStream("/io/streamhouse/lineage/tpch.sql")) {
            return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static RelationSource relations(List<String> tables) {
        Map<RelationId, Relation> relations = new HashMap<>();
        ScriptPlanner.read(HERE, id -> Optional.empty(), false, List.of(), planner -> {
            for (String table : tables) {
                planner.next(table);
                String name = table.substring("CREATE TABLE ".length(), table.indexOf('('))
                        .strip();
                planner.relation(HERE.relation(name)).ifPresent(relation -> relations.put(relation.id(), relation));
            }
            return relations.size();
        });
        return id -> Optional.ofNullable(relations.get(id));
    }

    @Test
    void whatever_is_drawn_is_told_of_node_by_node_and_nothing_is_thrown() {
        for (long seed = 0; seed < 40; seed++) {
            Pipeline pipeline = GeneratedPipeline.of(seed, 12);

            Map<String, NodeCheck> checks = new PipelineChecker().check(pipeline, SHOP, new CheckedShop(), List.of());

            assertThat(checks.keySet())
                    .describedAs("seed %d", seed)
                    .containsExactlyElementsOf(
                            pipeline.nodes().stream().map(PipelineNode::name).toList());
            assertThat(checks.values())
                    .describedAs("seed %d", seed)
                    .filteredOn(NodeCheck.Faulty.class::isInstance)
                    .noneMatch(check -> ((NodeCheck.Faulty) check)
                            .problems().stream()
                                    .anyMatch(
                                            problem -> problem.problem().what().contains("can't follow")));
        }
    }
}
